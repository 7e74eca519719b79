"""Reading what a provider wrote: what an answer means, and whether a callback is the provider's.

Trouble: it surely has not taken the letter. Unclear: it may have. Rejected: it said no for good.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any

from portal.core.clock import now
from portal.notifications.wires.base import Forged, Rejected, Trouble, Unclear

LONGEST_PAUSE = 900.0  # seconds


@dataclass(frozen=True)
class Answer:
    """A whole answer of a provider, whatever its status."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The object in it, {} when there is none."""
        try:
            found = parsed(self.body)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def judge(answer: Answer) -> None:
    """Nothing for an answer that says yes. Raises what any provider means by the others.

    4xx beyond those here are the provider's own affair: a wire looks at its codes first, and a
    refusal that nobody knows is Rejected("refused").
    """
    status = answer.status
    if 200 <= status < 300:
        return
    if status == 429:
        raise Trouble("rate_limited", _pause(answer.headers.get("Retry-After", "")))
    if status == 504:
        raise Unclear  # a machine before the provider had handed it on and lost patience
    if status in (401, 402, 403, 404, 405):
        raise Trouble("account_refused")  # our key, our credit or our address: ours to mend
    if status in (408, 425) or not 400 <= status < 500:
        raise Trouble("provider_error")
    raise Rejected("refused")


def prove(given: str, expected: str) -> None:
    """Raises Forged when they differ; takes as long for a near miss as for a far one."""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
        raise Forged


def parsed(body: bytes) -> Any:
    """The JSON in `body`. Raises ValueError, also for brackets nested without end."""
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("nested too deep") from None


def objects(found: Any) -> list[dict[str, Any]]:
    """The objects in a list. Raises ValueError when it is something else."""
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise ValueError("not a list of objects")
    return found


def _pause(retry_after: str) -> float:
    """Seconds, from the two forms that RFC 9110 allows; one second when there is neither."""
    try:
        return min(LONGEST_PAUSE, max(1.0, float(int(retry_after))))
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 1.0
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(LONGEST_PAUSE, max(1.0, (aware - now()).total_seconds()))
