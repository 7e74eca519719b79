"""Any gateway that takes JSON: a national operator's, an Android phone's, one of our own.

`json://user:password@host:port/path?+Header=value&:field=value` as apprise writes it (`jsons://`
over TLS). Beyond apprise: `dedupes=yes` when the gateway honours Idempotency-Key, `ask=yes` when
GET path/REFERENCE tells whether it has a letter, `secret=…` when it signs receipts.
"""

import hashlib
import hmac
from datetime import datetime
from typing import Any
from urllib.parse import quote

from portal.notifications.wires import http, reading
from portal.notifications.wires.base import (
    REASONS,
    Callback,
    Forged,
    Letter,
    Receipt,
    Rejected,
    Unclear,
)
from portal.notifications.wires.setting import Setting, Wired

STATES = ("accepted", "delivered", "failed")
KNOWN = ("dedupes", "ask", "secret", "base")
EXTRAS = ("subject", "template", "link")


class Gateway(Wired):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        setting.only(("sms", "whatsapp", "email"), KNOWN)
        scheme = "https" if setting.scheme == "jsons" else "http"
        place = setting.need(setting.place, "the host")
        self._url = setting.api(f"{scheme}://{place}") + setting.path
        self._headers = http.basic(setting.user, setting.password)
        self._headers |= {k[1:]: v for k, v in setting.query.items() if k.startswith("+")}
        self._fields = {k[1:]: v for k, v in setting.query.items() if k.startswith(":")}
        self._secret = setting.query.get("secret", "").encode()
        self._asks = setting.query.get("ask") == "yes"
        self.dedupes = setting.query.get("dedupes") == "yes"
        self.tells = bool(self._secret)

    def send(self, letter: Letter) -> str:
        """The gateway's id for it. Raises Trouble, Rejected or Unclear."""
        headers = {**self._headers, "Idempotency-Key": letter.reference}
        answer = http.post_json(self._url, {**_written(letter), **self._fields}, headers)
        reason = answer.json().get("reason")
        if 400 <= answer.status < 500 and reason in REASONS and reason != "account_refused":
            raise Rejected(str(reason))
        reading.judge(answer)
        return _text(answer.json().get("id"))

    def ask(self, letter: Letter) -> str | None:
        """Its id, None when the gateway does not have it. Raises Trouble or Unclear."""
        if not self._asks:
            raise Unclear("cannot_ask")
        answer = http.get(f"{self._url}/{quote(letter.reference, safe='')}", self._headers)
        if answer.status == 404:
            return None
        try:
            reading.judge(answer)
        except Rejected:
            raise Unclear("cannot_ask") from None
        return _text(answer.json().get("id"))

    def read(self, callback: Callback) -> tuple[list[Receipt], str]:
        """One receipt or a list. Raises Forged, ValueError."""
        if not self.tells:
            raise Forged  # without a secret anybody could have signed it
        digest = hmac.new(self._secret, callback.body, hashlib.sha256).hexdigest()
        reading.prove(callback.headers.get("x-signature", ""), f"sha256={digest}")
        found = reading.parsed(callback.body)
        several = reading.objects(found if isinstance(found, list) else [found])
        return [_receipt(one) for one in several], "ok"


def _written(letter: Letter) -> dict[str, Any]:
    written: dict[str, Any] = {
        "reference": letter.reference,
        "channel": letter.channel,
        "to": letter.address,
        "text": letter.text,
        "language": letter.language,
    }
    written |= {name: getattr(letter, name) for name in EXTRAS if getattr(letter, name)}
    if letter.parameters:
        written["parameters"] = list(letter.parameters)
    return written


def _receipt(found: dict[str, Any]) -> Receipt:
    state, event = found.get("state"), _text(found.get("event"))
    if state not in STATES or not event:
        raise ValueError("a receipt without a state or an event")
    reason = found.get("reason") if found.get("reason") in REASONS else "refused"
    return Receipt(
        state=str(state),
        event_id=event,
        reference=_text(found.get("reference")),
        provider_ref=_text(found.get("id")),
        reason=str(reason) if state == "failed" else "",
        at=_moment(found.get("at")),
    )


def _moment(written: object) -> datetime | None:
    """An ISO time with its zone, None for anything else."""
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return at if at.tzinfo else None


def _text(found: object) -> str:
    return str(found) if isinstance(found, str | int) else ""
