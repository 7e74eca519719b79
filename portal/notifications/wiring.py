"""Which wires this portal has, from its settings: for each channel, in the order they are tried."""

import hmac

from portal.core.keys import Keys
from portal.notifications.wires import choosing
from portal.notifications.wires.base import Wire
from portal.notifications.wires.folder import Folder
from portal.settings import CHANNELS, Settings

_wires: dict[str, tuple[Wire, ...]] = {}
_budget = [0]  # centimes a day; 0: no limit


def connect(settings: Settings) -> None:
    """Use these settings' providers in this process from now on.

    Without any provider every channel writes to the outbox folder; with one, a channel without a
    provider is not offered. Raises SettingsError for an address that can't be understood.
    """
    _wires.clear()
    _budget[:] = [settings.day_budget]
    for channel in CHANNELS:
        mine = [p for p in settings.providers if p.channel == channel]
        _wires[channel] = tuple(
            choosing.wire(p.url, p.name, p.channel, _hook(settings, p.channel, p.name))
            for p in mine
        )
        if not settings.providers:
            folder = Folder(settings.data_dir / "outbox", name=f"{channel}-folder", channel=channel)
            _wires[channel] = (folder,)


def wires() -> dict[str, tuple[Wire, ...]]:
    """The wires of each channel."""
    return _wires


def use(channel: str, *mine: Wire) -> None:
    """Put these wires in the place of a channel's own (tests do)."""
    _wires[channel] = mine


def day_budget() -> int:
    """What messages may cost on one day, in centimes; 0 for no limit."""
    return _budget[0]


def named(name: str) -> Wire | None:
    return next((w for mine in _wires.values() for w in mine if w.name == name), None)


def wire(name: str) -> Wire:
    """The wire of this name, which there is. Raises KeyError."""
    return {w.name: w for mine in _wires.values() for w in mine}[name]


def is_offered(channel: str) -> bool:
    return bool(_wires.get(channel))


def hook_secret(keys: Keys, name: str) -> str:
    """The part of a callback's address that only the provider is told."""
    return hmac.digest(keys.forms, f"hook|{name}".encode(), "sha256")[:16].hex()


def _hook(settings: Settings, channel: str, name: str) -> str:
    secret = hook_secret(settings.keys, name)
    return f"{settings.base_url}/hooks/{channel}/{name}/{secret}"
