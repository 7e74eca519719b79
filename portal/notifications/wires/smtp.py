"""E-mail: `mailto://user:password@domain?smtp=host:port&from=address&name=…`, as apprise writes it.

`mailtos://` is encrypted: from the first byte with `mode=ssl`, after STARTTLS without (or with
`mode=starttls`). Nothing is ever attached. The library's own sendmail() hides how far it got, and
that is what matters here, so the conversation is spelt out.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from portal.notifications.wires import codes
from portal.notifications.wires.base import Letter, Rejected, Trouble, Unclear
from portal.notifications.wires.setting import Setting, Wired

TIMEOUT = 5.0  # seconds, for each word of the conversation
PORTS = {"": 25, "starttls": 587, "ssl": 465}
POLICY = SMTP.clone(cte_type="7bit")  # some relays on the way still drop the eighth bit


class Mail(Wired):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        setting.only(("email",), ("smtp", "from", "name", "mode", "user"))
        domain, _, port = setting.need(setting.place, "the domain").partition(":")
        host, _, other = setting.query.get("smtp", "").partition(":")
        secure = setting.scheme == "mailtos"
        self._mode = setting.query.get("mode", "starttls" if secure else "")
        if self._mode not in PORTS or secure is not bool(self._mode):
            raise setting.wrong(
                "mailtos:// goes with mode=ssl or mode=starttls, mailto:// with none"
            )
        self._host = host or domain
        digits = other or port or str(PORTS[self._mode])
        if not digits.isdecimal():
            raise setting.wrong("its port is not a number")
        self._port = int(digits)
        self._user = setting.query.get("user", setting.user)
        self._password = setting.password
        self._from = setting.query.get("from") or f"{setting.user}@{domain}"
        if not re.fullmatch(r"[\x21-\x3f\x41-\x7e]+@[A-Za-z0-9.-]+", self._from):
            raise setting.wrong("from= is not an e-mail address")
        self._title = setting.query.get("name", "")

    def send(self, letter: Letter) -> str:
        """Always "": SMTP has no id. Raises Trouble, Rejected or Unclear."""
        content = self._written(letter)
        try:
            server = self._open()
        except smtplib.SMTPAuthenticationError:
            raise Trouble("account_refused") from None
        except (OSError, smtplib.SMTPException):
            raise Trouble("no_connection") from None
        try:
            self._hand_over(server, letter.address, content)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        return ""

    def _open(self) -> smtplib.SMTP:
        if self._mode == "ssl":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self._host, self._port, timeout=TIMEOUT, context=context
            )
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT)
        try:
            if self._mode == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self._password:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _hand_over(self, server: smtplib.SMTP, address: str, content: bytes) -> None:
        """Until the last dot the server has nothing; from then on only its answer can tell."""
        try:
            server.ehlo_or_helo_if_needed()
            _sender_taken(*server.mail(self._from))
            _reader_taken(*server.rcpt(address))
            code, _ = server.docmd("DATA")
            if code != 354:
                raise Trouble("provider_error")
        except UnicodeEncodeError:
            raise Rejected("mailbox_unknown") from None  # our relay would need SMTPUTF8
        except (OSError, smtplib.SMTPException):
            raise Trouble("no_connection") from None
        try:
            server.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
            code, _ = server.getreply()
        except (OSError, smtplib.SMTPException):
            raise Unclear from None
        if code >= 500:
            raise Rejected("content_refused")
        if code >= 300:
            raise Trouble("provider_error")

    def _written(self, letter: Letter) -> bytes:
        message = EmailMessage(policy=POLICY)
        local, _, domain = self._from.rpartition("@")
        message["From"] = Address(self._title, local, domain)
        message["To"] = letter.address
        message["Subject"] = " ".join(letter.subject.split())
        message["Date"] = formatdate(localtime=False)
        message["Message-ID"] = f"<{letter.reference}@{domain}>"
        message["Content-Language"] = letter.language
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answer, please
        if letter.leave:
            message["List-Unsubscribe"] = f"<{letter.leave}>"
        if letter.leave.startswith("https://"):  # RFC 8058 wants nothing less
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(letter.text)
        if letter.html:
            message.add_alternative(letter.html, subtype="html")
        return message.as_bytes()


def _sender_taken(code: int, said: bytes) -> None:
    if code >= 500:
        raise Trouble("account_refused")  # our own address, or we have not signed in
    if code >= 300:
        raise Trouble("provider_error")


def _reader_taken(code: int, said: bytes) -> None:
    if code < 300:
        return
    if code < 500:
        raise Trouble("provider_error")  # a greylist, a full disk, too many at once
    found = re.match(rb"5\.(\d{1,3}\.\d{1,3})", said)
    detail = found[1].decode() if found else ""
    raise Rejected(
        codes.SMTP.get(detail, "refused") if found else codes.SMTP_PLAIN.get(code, "refused")
    )
