"""The one line that describes a provider, taken apart: `scheme://user:password@place/path?…`."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from urllib.parse import unquote

from portal.core.errors import SettingsError
from portal.notifications.wires.base import Callback, Forged, Letter, Receipt, Unclear

OURS = ("price", "rate")  # ours for every provider, so no service ever sees them


@dataclass(frozen=True)
class Setting:
    """What an operator wrote, and what the portal adds: `name`, `channel` and `hook`.

    `place` is what stands where a host stands in other addresses (a host with its port, a sender,
    an id), with its capitals. `url` is the whole without `price` and `rate`.
    """

    scheme: str
    user: str
    password: str
    place: str
    path: str
    query: dict[str, str]
    url: str = field(repr=False)
    name: str
    channel: str
    hook: str
    price: int
    rate: float

    def only(self, channels: tuple[str, ...], known: tuple[str, ...]) -> None:
        """Raises SettingsError for another channel, or for a parameter that nobody would read."""
        if self.channel not in channels:
            raise self.wrong(f"this service is for {' or '.join(channels)}")
        strange = [key for key in self.query if key not in known and key[:1] not in "+:-"]
        if strange:
            # The strange one is not named: after an unquoted “?” it may be half a password.
            raise self.wrong(f"it has a parameter that is not one of: {', '.join(known)}")

    def need(self, value: str, what: str) -> str:
        """`value`, or SettingsError when there is none. `what` names it for the operator."""
        if not value:
            raise self.wrong(f"{what} is missing")
        return value

    def api(self, usual: str) -> str:
        """The address of the provider's API: `base=` when it is given, else `usual`."""
        base = self.query.get("base", usual).rstrip("/")
        if not base.startswith(("https://", "http://")):
            raise self.wrong("base= does not begin with https:// or http://")
        return base

    def wrong(self, sentence: str) -> SettingsError:
        """The error to raise. It never shows the address, which holds a key."""
        return SettingsError(f"The provider {self.name} can't be used: {sentence}.")


class Wired:
    """What all wires have in common. Most can't be asked, and most get no receipts."""

    dedupes = False
    tells = False

    def __init__(self, setting: Setting) -> None:
        self.name = setting.name
        self.channel = setting.channel
        self.hook = setting.hook
        self.price = setting.price
        self.rate = setting.rate

    def ask(self, letter: Letter) -> str | None:
        raise Unclear("cannot_ask")

    def read(self, callback: Callback) -> tuple[list[Receipt], str]:
        raise Forged("this provider sends no receipts")


def take_apart(url: str, name: str, channel: str, hook: str = "") -> Setting:
    """The parts of `url`. Raises SettingsError, in words that show nothing of it."""
    scheme, mark, rest = url.strip().partition("://")
    if not mark or not scheme.replace("-", "").replace("+", "").isalnum():
        raise SettingsError(f"The provider {name} has an address without a service before “://”.")
    before, _, query = rest.partition("?")
    whole, _, path = before.partition("/")
    login, _, place = whole.rpartition("@")
    user, _, password = login.partition(":")
    parts = [part for part in query.split("&") if part]
    kept = [part for part in parts if part.partition("=")[0].lower() not in OURS]
    ours = _pairs([part for part in parts if part not in kept])
    return Setting(
        scheme=scheme.lower(),
        user=unquote(user),
        password=unquote(password),
        place=unquote(place),
        path=f"/{path}".rstrip("/"),
        query=_pairs(kept),
        url=f"{scheme}://{before}" + ("?" + "&".join(kept) if kept else ""),
        name=name,
        channel=channel,
        hook=hook,
        price=int((_number(ours, "price", name) * 100).to_integral_value()),
        rate=float(_number(ours, "rate", name)),
    )


def _pairs(parts: list[str]) -> dict[str, str]:
    """As apprise reads them: “+” stays “+” (keys and tokens are full of it), a space is %20."""
    split = (part.partition("=") for part in parts)
    return {unquote(key): unquote(value).strip() for key, _, value in split}


def _number(ours: dict[str, str], key: str, name: str) -> Decimal:
    try:
        number = Decimal(ours.get(key) or "0")
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= 1_000_000:
        raise SettingsError(f"The provider {name} has a {key}= that is not a number like 0.45.")
    return number
