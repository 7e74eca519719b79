"""From the one line of a setting to the wire that it describes."""

from collections.abc import Callable, Mapping

from portal.notifications.wires import folder
from portal.notifications.wires.any_service import AnyService
from portal.notifications.wires.base import Wire
from portal.notifications.wires.gateway import Gateway
from portal.notifications.wires.infobip import Infobip
from portal.notifications.wires.setting import Setting, take_apart
from portal.notifications.wires.smtp import Mail
from portal.notifications.wires.twilio import Twilio
from portal.notifications.wires.whatsapp import WhatsApp

# Ours where apprise gives no id, no receipts or no approved templates. The rest is apprise's.
OWN: Mapping[str, Callable[[Setting], Wire]] = {
    "folder": folder.from_setting,
    "json": Gateway,
    "jsons": Gateway,
    "infobip": Infobip,
    "twilio": Twilio,
    "whatsapp": WhatsApp,
    "mailto": Mail,
    "mailtos": Mail,
}


def wire(url: str, name: str, channel: str, hook: str = "") -> Wire:
    """The way to the provider that `url` describes, for letters of `channel`.

    `hook` is where it sends receipts. `price=0.45` (dirhams) and `rate=10` (letters a second) are
    ours and leave the address first. Raises SettingsError with a sentence that shows no key.
    """
    setting = take_apart(url, name, channel, hook)
    return OWN.get(setting.scheme, AnyService)(setting)
