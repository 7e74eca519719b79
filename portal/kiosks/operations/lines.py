"""One scan as a kiosk sent it, read with care: nothing that a device says is believed unread.

What can't be read is kept all the same, for somebody to look at: a queue never stands still for
one bad scan.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from portal.core import boxes
from portal.kiosks import rules
from portal.kiosks.queries.rules_of import ms
from portal.kiosks.states import Direction, Mode, Purpose, Reason, Verdict

_NONCE = re.compile(r"[!-~]{1,64}")
_BASE64 = re.compile(r"[A-Za-z0-9_-]*")
_OF_A_KIOSK = frozenset(Mode) - {Mode.HAND, Mode.PAPER}
LAST = 253_402_300_799_999  # ms: the end of the year 9999
MOST_SEQ = 2**31 - 1


@dataclass(frozen=True)
class Line:
    """`bad`: something in it could not be read, and stands there as good as can be."""

    nonce: str
    point: int  # the check point that it names; 0: none
    key: bytes | None
    scanned_at: datetime
    seq: int
    direction: str
    mode: str
    shown: str
    fresh: bool
    reason: str
    purpose: str
    box: bytes | None
    bad: bool

    @property
    def is_slip(self) -> bool:
        """Does it tell of somebody without a registration? Not when she is only let in anyway."""
        return self.mode == Mode.WALK_IN and (self.box is not None or not self.reason)


def nonce_of(raw: object) -> str:
    """By what a scan is acknowledged; "" where it can't be."""
    nonce = raw.get("n") if isinstance(raw, dict) else None
    return nonce if isinstance(nonce, str) and _NONCE.fullmatch(nonce) else ""


def read(raw: dict[str, Any], *, station: str, at: datetime) -> Line:
    """The scan in `raw`, which has a nonce. `at`: now, for a scan that does not say when."""
    bad: list[str] = []

    def field(name: str, reader: Callable[[Any], Any], instead: Any) -> Any:
        try:
            return reader(raw.get(name))
        except (ValueError, TypeError):
            bad.append(name)
            return instead

    mode = field("m", _mode, Mode.TYPED)
    forced = field("x", _flag, False) and station in rules.MAY_FORCE
    reason = field("r", lambda text: _word(Reason, text or ""), "")
    key = field("k", _key, None)
    line = Line(
        nonce=raw["n"],
        point=raw["c"] if isinstance(raw.get("c"), int) else 0,
        key=key,
        scanned_at=field("at", _moment, at),
        seq=field("q", lambda number: _number(number, MOST_SEQ), 0),
        direction=field("d", lambda text: Direction(text), Direction.IN),
        mode=mode,
        shown=field("v", lambda text: Verdict(text), Verdict.UNKNOWN),
        fresh=field("f", _flag, False),
        reason=reason,
        purpose=field("p", lambda text: _word(Purpose, text or ""), ""),
        box=_box(raw.get("b")) if mode == Mode.WALK_IN else None,
        bad=False,
    )
    # Let in against the rules: by those who may, and with a reason; without one, never a reason.
    torn = forced != bool(reason) or bool(raw.get("x")) != forced
    if not bad and not torn and (key is None) == (mode == Mode.VISIT):
        return line
    return replace(line, key=None, reason="", bad=True)


def corrected(
    scanned_at: datetime, *, clock: int, at: datetime, since: datetime
) -> tuple[datetime, bool, bool]:
    """When a scan was made by our clock; do the two differ; by so much that a person should look?

    `clock`: the kiosk's, in ms, at our instant `at`. What would have been before `since` or after
    `at` was written by a clock that has been set meanwhile: then all we know is that it was before
    now.
    """
    ahead = timedelta(milliseconds=min(max(clock, 0), LAST) - ms(at))
    skewed = abs(ahead) > rules.SKEW
    try:
        moment = scanned_at - ahead if skewed else scanned_at
    except OverflowError:
        return at, True, True
    if not since <= moment <= at + rules.SKEW:
        return at, True, True
    return moment, skewed, abs(ahead) > rules.LOST_CLOCK


def _mode(text: Any) -> Mode:
    mode = Mode(text)
    if mode not in _OF_A_KIOSK:
        raise ValueError
    return mode


def _word(words: type[StrEnum], text: Any) -> str:
    return str(words(text)) if text != "" else ""


def _flag(number: Any) -> bool:
    if number not in {0, 1, None}:
        raise ValueError
    return bool(number)


def _number(number: Any, most: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= most:
        raise ValueError
    return number


def _moment(number: Any) -> datetime:
    return datetime.fromtimestamp(_number(number, LAST) / 1000, UTC)


def _key(text: Any) -> bytes | None:
    if text is None:
        return None
    key = _decoded(text)
    if key is None or len(key) != rules.KEY_BYTES:
        raise ValueError
    return key


def _box(text: Any) -> bytes | None:
    box = _decoded(text)
    return box if box and len(box) <= boxes.LONGEST else None


def _decoded(text: Any) -> bytes | None:
    """base64url without padding."""
    if not isinstance(text, str) or not _BASE64.fullmatch(text) or len(text) % 4 == 1:
        return None
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
