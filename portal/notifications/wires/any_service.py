"""Every other service that apprise speaks to: its URL, `{to}` standing where the number stands.

`vonage://KEY:SECRET@SENDER/{to}`. apprise tells yes or no and its log, but no id, so such a letter
has no receipt and can't be asked for. It does not read the body of a “200 OK” either: a service
that refuses in there (Vonage, Africa's Talking) is believed to have taken the letter.
"""

import logging
import re
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from portal.notifications.wires import reading
from portal.notifications.wires.base import Letter, Rejected, Trouble, Unclear
from portal.notifications.wires.setting import Setting, Wired

if TYPE_CHECKING:
    from apprise import AppriseResult

SECONDS = 30.0
MARK = "{to}"
TRIAL = {"email": "someone@example.org"}  # else a number, to see whether apprise knows the URL
# What urllib3 says of a connection that never was, below apprise's “A Connection error occurred”.
NEVER_LEFT = ("Failed to establish a new connection", "Failed to resolve", "ConnectTimeoutError")


class AnyService(Wired):
    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        if MARK not in setting.url:
            raise setting.wrong("no {to} stands where the number of the person belongs")
        self._url = setting.url
        self._apprise = _quiet_apprise()
        if self._service(TRIAL.get(self.channel, "+212600000000")) is None:
            raise setting.wrong("neither the portal nor apprise knows such an address")

    def send(self, letter: Letter) -> str:
        """Always "". Raises Trouble, Rejected or Unclear."""
        service = self._service(letter.address)
        # Without a number that it likes, a service of apprise may write to its own sender.
        if service is None or getattr(service, "targets", None) == []:
            raise Rejected("number_unknown" if letter.channel != "email" else "mailbox_unknown")
        # A new one for each letter: it sleeps for seconds between two letters of one object.
        sender = self._apprise.Apprise()
        sender.add(service)
        with sender.notify(
            body=letter.text, title=letter.subject, timeout=SECONDS, log_level=logging.DEBUG
        ) as result:
            if not result:
                _refuse(result)
        return ""

    def _service(self, address: str) -> Any:
        asset = self._apprise.AppriseAsset(http_redirects=False, async_mode=False)
        url = self._url.replace(MARK, quote(address, safe=""))
        return self._apprise.Apprise.instantiate(url, asset=asset, suppress_exceptions=True)


def _quiet_apprise() -> ModuleType:
    """apprise, loaded when it is first needed: half a second, and fourteen megabytes.

    Its log lines hold numbers and texts: they reach the result of each call and nothing else.
    """
    import apprise

    log = logging.getLogger("apprise")
    log.propagate = False
    log.setLevel(logging.DEBUG)
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    return apprise


def _refuse(result: "AppriseResult") -> None:
    """Raise what the log of a failed call tells. Silence is Unclear: it may have left."""
    lines = [entry.message for entry in result.logs()]
    codes = re.findall(r"error=(\d{3})\b", "\n".join(lines))
    if codes:
        reading.judge(reading.Answer(int(codes[-1]), {}, b""))
    if any(words in line for line in lines for words in NEVER_LEFT):
        raise Trouble("no_connection")
    raise Unclear
