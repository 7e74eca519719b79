"""WhatsApp's Cloud API: `whatsapp://TOKEN@PHONE_ID/?secret=APP_SECRET&verify=WORD&version=v23.0`.

A message that we begin must be a template that Meta has approved. Fields and codes from Meta's
published Cloud API reference. Not tried against the real service.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

from portal.notifications.wires import codes, http, reading
from portal.notifications.wires.base import (
    Callback,
    Forged,
    Letter,
    Receipt,
    Rejected,
    Trouble,
    Unclear,
)
from portal.notifications.wires.setting import Setting, Wired

CROWDED = (4, 80007, 130429, 131048, 131056)
PASSING = (1, 2, 131000, 131016, 131057, 133004)
STATES = {"sent": "accepted", "delivered": "delivered", "read": "delivered", "failed": "failed"}


class WhatsApp(Wired):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        setting.only(("whatsapp",), ("secret", "verify", "version", "base"))
        token = setting.need(setting.user, "the token")
        phone = setting.need(setting.place, "the phone number id")
        version = setting.query.get("version", "v23.0")
        self._url = f"{setting.api('https://graph.facebook.com')}/{version}/{phone}/messages"
        self._headers = {"Authorization": f"Bearer {token}"}
        self._secret = setting.query.get("secret", "").encode()
        self._verify = setting.query.get("verify", "")
        self.tells = bool(self._secret)

    def send(self, letter: Letter) -> str:
        """Its wamid. Raises Trouble, Rejected or Unclear."""
        if not letter.template:
            raise Rejected("content_refused")
        answer = http.post_json(self._url, _written(letter), self._headers)
        error = answer.json().get("error")
        if isinstance(error, dict) and answer.status < 500:
            _refuse(33 if error.get("error_subcode") == 33 else error.get("code"))
        reading.judge(answer)
        try:
            (sent,) = reading.objects(answer.json().get("messages"))
        except ValueError:
            raise Unclear("answer_unreadable") from None
        return str(sent.get("id") or "")

    def read(self, callback: Callback) -> tuple[list[Receipt], str]:
        """The statuses in a webhook; what people write to us is passed over, unread.

        A GET is Meta making sure, once, that the address is ours: it wants its challenge back.
        Raises Forged, ValueError.
        """
        if not self.tells:
            raise Forged
        if callback.method == "GET":
            if not self._verify or callback.query.get("hub.mode") != "subscribe":
                raise Forged
            reading.prove(callback.query.get("hub.verify_token", ""), self._verify)
            return [], callback.query.get("hub.challenge", "")
        digest = hmac.new(self._secret, callback.body, hashlib.sha256).hexdigest()
        reading.prove(callback.headers.get("x-hub-signature-256", ""), f"sha256={digest}")
        return [_receipt(one) for one in _statuses(callback.body)], ""


def _written(letter: Letter) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    if letter.parameters:
        parts.append({"type": "body", "parameters": [_words(one) for one in letter.parameters]})
    if letter.link:
        button = {"type": "button", "sub_type": "url", "index": "0"}
        parts.append({**button, "parameters": [_words(letter.link)]})
    template: dict[str, Any] = {"name": letter.template, "language": {"code": letter.language}}
    if parts:
        template["components"] = parts
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": letter.address.lstrip("+"),
        "type": "template",
        "template": template,
        "biz_opaque_callback_data": letter.reference,
    }


def _words(text: str) -> dict[str, str]:
    """One parameter: Meta refuses line ends, tabs and more than four spaces in a row."""
    return {"type": "text", "text": " ".join(text.split())}


def _refuse(code: object) -> None:
    """Raise what Meta's code means; nothing for one that is not in the tables."""
    if code in CROWDED:
        raise Trouble("rate_limited", 1.0 if code != 131056 else 0.0)  # 131056: this person only
    if code in PASSING:
        raise Trouble("provider_error")
    reason = codes.WHATSAPP.get(code) if isinstance(code, int) else None
    if reason == "account_refused":
        raise Trouble(reason)
    if reason:
        raise Rejected(reason)


def _statuses(body: bytes) -> list[dict[str, Any]]:
    found = reading.parsed(body)
    entries = reading.objects(found.get("entry") if isinstance(found, dict) else None)
    changes = [one for entry in entries for one in reading.objects(entry.get("changes") or [])]
    values = [one.get("value") for one in changes]
    told = [value.get("statuses") or [] for value in values if isinstance(value, dict)]
    statuses = [status for several in told for status in reading.objects(several)]
    # What lacks our mark was sent by somebody else who uses the same number.
    ours = [status for status in statuses if status.get("biz_opaque_callback_data")]
    return [status for status in ours if status.get("status") in STATES]


def _receipt(told: dict[str, Any]) -> Receipt:
    sent, state = str(told.get("id") or ""), STATES[str(told["status"])]
    if not sent:
        raise ValueError("a status without a message")
    return Receipt(
        state=state,
        event_id=f"{sent}:{told['status']}",
        reference=str(told.get("biz_opaque_callback_data") or ""),
        provider_ref=sent,
        reason=_reason(told) if state == "failed" else "",
        at=_moment(told.get("timestamp")),
    )


def _reason(told: dict[str, Any]) -> str:
    numbers = [error.get("code") for error in reading.objects(told.get("errors") or [])]
    known = [codes.WHATSAPP[one] for one in numbers if one in codes.WHATSAPP]
    return known[0] if known else "refused"


def _moment(seconds: object) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(str(seconds)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
