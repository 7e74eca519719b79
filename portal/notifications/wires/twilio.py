"""SMS through Twilio: `twilio://SID:TOKEN@SENDER/`.

SENDER is a number, a name of up to 11 letters, or a messaging service (MG…). Codes from Twilio's
error dictionary, the signature from its published Python library. Not tried against the real
service.
"""

import hmac
from base64 import b64encode
from urllib.parse import parse_qsl, urlencode

from portal.notifications.wires import codes, http, reading
from portal.notifications.wires.base import Callback, Letter, Receipt, Rejected, Trouble, Unclear
from portal.notifications.wires.setting import Setting, Wired

CROWDED = ("14107", "20429", "30001")
DELIVERED = ("delivered", "read")
FAILED = ("failed", "undelivered", "canceled")


class Twilio(Wired):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        setting.only(("sms",), ("base",))
        account = setting.need(setting.user, "the account SID")
        self._token = setting.need(setting.password, "the token")
        self._sender = setting.need(setting.place, "the sender")
        self._headers = http.basic(account, self._token)
        self._headers["Content-Type"] = "application/x-www-form-urlencoded"
        api = setting.api("https://api.twilio.com")
        self._url = f"{api}/2010-04-01/Accounts/{account}/Messages.json"
        self.tells = bool(self.hook)

    def send(self, letter: Letter) -> str:
        """Its SID. Raises Trouble, Rejected or Unclear."""
        sender = "MessagingServiceSid" if self._sender.startswith("MG") else "From"
        form = {"To": letter.address, "Body": letter.text, sender: self._sender}
        if self.hook:
            mark = "&" if "?" in self.hook else "?"
            reference = urlencode({"reference": letter.reference})
            form["StatusCallback"] = f"{self.hook}{mark}{reference}"
        answer = http.post(self._url, urlencode(form).encode(), self._headers)
        told = answer.json()
        # A refusal has its code in `code`; a message that failed at once, in `error_code`.
        code = str(told.get("code") or told.get("error_code") or "")
        if code and answer.status < 500:
            _refuse(code, answer)
        reading.judge(answer)
        if told.get("status") in FAILED:
            raise Rejected("refused")
        if not told.get("sid"):
            raise Unclear("answer_unreadable")
        return str(told["sid"])

    def read(self, callback: Callback) -> tuple[list[Receipt], str]:
        """One status. Raises Forged, ValueError.

        Signed: the address as we told it, then each field of the form by name, then its value.
        """
        form = parse_qsl(callback.body.decode("utf-8", "replace"), keep_blank_values=True)
        words = callback.url + "".join(name + value for name, value in sorted(set(form)))
        digest = hmac.new(self._token.encode(), words.encode("utf-8", "replace"), "sha1").digest()
        reading.prove(callback.headers.get("x-twilio-signature", ""), b64encode(digest).decode())
        told = dict(form)
        sid, status = told.get("MessageSid", ""), told.get("MessageStatus", "")
        if not sid or not status:
            raise ValueError("a status without a message")
        reason = codes.TWILIO.get(told.get("ErrorCode", ""), "refused") if status in FAILED else ""
        receipt = Receipt(
            state="delivered" if status in DELIVERED else "failed" if reason else "accepted",
            event_id=f"{sid}:{status}",
            reference=callback.query.get("reference", ""),
            provider_ref=sid,
            reason=reason,
        )
        return [receipt], ""


def _refuse(code: str, answer: reading.Answer) -> None:
    """Raise what a code means; nothing for one that is not in the table."""
    if code in CROWDED:
        raise Trouble("rate_limited", 1.0)
    reason = codes.TWILIO.get(code)
    if reason == "account_refused":
        raise Trouble(reason)
    if reason:
        raise Rejected(reason)
    reading.judge(answer)
