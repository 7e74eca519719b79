"""SMS through Infobip: `infobip://APIKEY@HOST/?from=SENDER`, HOST being the account's own.

Paths and fields from Infobip's published client libraries (SMS API v3), codes from its page
“Response status and error codes”. Not tried against the real service.
"""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from portal.notifications.wires import codes, http, reading
from portal.notifications.wires.base import Callback, Letter, Receipt, Rejected, Trouble, Unclear
from portal.notifications.wires.setting import Setting, Wired

# Refused today, perhaps not tomorrow: the second is six equal texts to one number in an hour.
PASSING = {"REJECTED_SYSTEM_ERROR": "provider_error", "REJECTED_FLOODING_FILTER": "rate_limited"}
# It has a letter of this reference already. How long it remembers is written nowhere, hence
# dedupes=False; but when it does remember, that is an answer to the first attempt.
TAKEN = "REJECTED_DUPLICATE_MESSAGE_ID"
FAILED = ("UNDELIVERABLE", "EXPIRED", "REJECTED")
HANDSET = "DELIVERED_TO_HANDSET"  # DELIVERED_TO_OPERATOR is in the same group and only half-way


class Infobip(Wired):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        setting.only(("sms",), ("from", "base"))
        key = setting.need(setting.user, "the API key")
        self._api = setting.api(f"https://{setting.need(setting.place, 'the host')}")
        self._sender = setting.need(setting.query.get("from", ""), "from=SENDER")
        self._headers = {"Authorization": f"App {key}", "Accept": "application/json"}
        self.tells = bool(self.hook)

    def send(self, letter: Letter) -> str:
        """Infobip's id, which is our reference. Raises Trouble, Rejected or Unclear."""
        answer = http.post_json(f"{self._api}/sms/3/messages", self._written(letter), self._headers)
        reading.judge(answer)
        try:
            (told,) = reading.objects(answer.json().get("messages"))
        except ValueError:
            raise Unclear("answer_unreadable") from None
        group, name, _ = _status(told)
        if group in FAILED and name != TAKEN:
            raise _refusal(_reason(told), name)
        return str(told.get("messageId") or letter.reference)

    def ask(self, letter: Letter) -> str | None:
        """Its id when the log has it. Raises Unclear when not, Trouble.

        The log holds 48 hours, and how soon a message is in it is written nowhere: that it is
        not there proves nothing.
        """
        query = urlencode({"messageId": letter.reference, "limit": 1})
        answer = http.get(f"{self._api}/sms/3/logs?{query}", self._headers)
        try:
            reading.judge(answer)
            found = reading.objects(answer.json().get("results"))
        except (Rejected, ValueError):
            raise Unclear("cannot_ask") from None
        if letter.reference in [one.get("messageId") for one in found]:
            return letter.reference
        raise Unclear("not_in_the_log")

    def read(self, callback: Callback) -> tuple[list[Receipt], str]:
        """Delivery reports, up to a hundred at once. Raises Forged, ValueError.

        Infobip signs reports only for subscriptions made by hand in its own pages. What proves
        one here is that it was sent to `hook`, so `hook` must have a part that nobody can guess.
        """
        reading.prove(callback.url, self.hook or "no hook was ever told")
        found = reading.parsed(callback.body)
        results = found.get("results") if isinstance(found, dict) else None
        return [_receipt(one) for one in reading.objects(results)], ""

    def _written(self, letter: Letter) -> dict[str, Any]:
        to = {"to": letter.address.lstrip("+"), "messageId": letter.reference}
        message: dict[str, Any] = {
            "sender": self._sender,
            "destinations": [to],
            "content": {"text": letter.text},
        }
        if self.hook:
            message["webhooks"] = {
                "delivery": {"url": self.hook},
                "contentType": "application/json",
                "callbackData": letter.reference,
            }
        return {"messages": [message]}


def _refusal(reason: str, name: str) -> Exception:
    if name in PASSING:
        return Trouble(PASSING[name])
    return Trouble(reason) if reason == "account_refused" else Rejected(reason)


def _receipt(told: dict[str, Any]) -> Receipt:
    group, name, number = _status(told)
    sent = str(told.get("messageId") or "")
    if not group or not sent:
        raise ValueError("a report without a message or a status")
    state = "failed" if group in FAILED else "delivered" if name == HANDSET else "accepted"
    return Receipt(
        state=state,
        event_id=f"{sent}:{number or name}",
        reference=str(told.get("callbackData") or sent),
        provider_ref=sent,
        reason=_reason(told) if state == "failed" else "",
        at=_moment(told.get("doneAt")),
    )


def _status(told: dict[str, Any]) -> tuple[str, str, str]:
    """Group, name and number of the status, "" for what is missing."""
    status = told.get("status")
    found = status if isinstance(status, dict) else {}
    return tuple(str(found.get(key) or "") for key in ("groupName", "name", "id"))  # type: ignore[return-value]


def _reason(told: dict[str, Any]) -> str:
    """The operator's word first, since it is the more precise one."""
    error = told.get("error")
    said = str(error.get("name")) if isinstance(error, dict) else ""
    group, name, _ = _status(told)
    last = "phone_unreachable" if group == "EXPIRED" else "refused"
    return codes.INFOBIP.get(said) or codes.INFOBIP.get(name) or last


def _moment(written: object) -> datetime | None:
    """Their form is 2026-11-21T10:00:00.000+0000."""
    try:
        return datetime.strptime(str(written), "%Y-%m-%dT%H:%M:%S.%f%z")
    except ValueError:
        return None
