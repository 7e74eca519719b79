"""What a business's own page shows, in the order in which a customer wants it."""

from dataclasses import dataclass
from datetime import datetime

from portal.core.clock import local, now
from portal.startups import labels, sentences
from portal.startups.cards.listing import kilobytes
from portal.startups.models import Startup, StartupPhoto
from portal.startups.queries import photos, ramadans
from portal.startups.rules import links
from portal.web.locale import LANGUAGES

WIDE, WIDEST = 640, 960  # pixels: of the cover, and of the other photos


@dataclass(frozen=True)
class Text:
    """What members wrote, and its language where that is not the page's."""

    text: str
    language: str


@dataclass(frozen=True)
class Product:
    name: Text
    price: str


@dataclass(frozen=True)
class Link:
    """An address elsewhere, which is safe to lead to; `shown` is how people read it."""

    label: str
    address: str
    shown: str


@dataclass(frozen=True)
class Buttons:
    """Where the buttons lead; "" for one that there is none of."""

    call: str
    whatsapp: str
    way: str


@dataclass(frozen=True)
class Page:
    """Everything on the page of a business, in words."""

    startup: Startup
    line: Text
    about: Text
    area: Text
    tags: list[str]  # legal form, trade, city
    opening: sentences.Opening
    days: list[sentences.Day]  # the next seven, today first
    in_ramadan: bool  # these are the hours of Ramadan
    ramadan: list[sentences.Day]  # the hours of one that comes
    buttons: Buttons
    products: list[Product]
    links: list[Link]
    photos: list[StartupPhoto]
    kilobytes: int  # that the cover weighs
    kilobytes_more: int  # that the other photos weigh
    calls_back: bool

    @property
    def open_today(self) -> bool:
        """Has it any hours today? If not, the sentence above them says so already."""
        return bool(self.days) and self.days[0].hours != sentences.hours_of_day([])

    @property
    def written_in(self) -> list[str]:
        """The languages of what is shown in another than the page's: `Français`."""
        texts = (self.line, self.about, self.area, *(one.name for one in self.products))
        codes = {text.language for text in texts if text.language}
        return [name for code, name in LANGUAGES.items() if code in codes]


def page(startup: Startup, at: datetime | None = None, *, calls_back: bool = True) -> Page:
    """The page of a business, in the language of its reader. Also for a preview.

    `calls_back`: does somebody read the numbers that readers leave?
    """
    at = at or now()
    known = ramadans.days_around(local(at).date())
    shown = photos.to_show(startup)
    tags = (sentences.form_name, sentences.trade_name, sentences.place_name)
    return Page(
        startup=startup,
        line=Text(*sentences.written(startup.line)),
        about=Text(*sentences.written(startup.about)),
        area=Text(*sentences.written(startup.area)),
        tags=[tag for tag in (words(startup) for words in tags) if tag],
        opening=sentences.opening(startup, at, known),
        days=sentences.week(startup, at, known),
        in_ramadan=sentences.counts_ramadan(startup, at, known),
        ramadan=sentences.ramadan_week(startup, at, known),
        buttons=_buttons(startup),
        products=[
            Product(Text(*sentences.written(one.name)), sentences.price(one))
            for one in startup.products
        ],
        links=safe_links(startup),
        photos=shown,
        kilobytes=kilobytes(shown[:1], WIDE),
        kilobytes_more=kilobytes(shown[1:], WIDEST),
        calls_back=calls_back,
    )


def _buttons(startup: Startup) -> Buttons:
    call = f"tel:{startup.phone}" if startup.phone else ""
    return Buttons(call, sentences.whatsapp_link(startup), sentences.way_link(startup))


def safe_links(startup: Startup) -> list[Link]:
    """The links that may stand on a page. They are read again as if somebody typed them now:
    whatever is kept, no other than a public http(s) address is ever led to."""
    made = []
    for link in startup.links:
        kind, kept = link.get("kind", ""), link.get("address", "")
        whole = kind in labels.LINKS and kept.startswith(("https://", "http://"))
        address = links.read(kind, kept) if whole else None
        if address:
            made.append(Link(str(labels.LINKS[kind]), address, links.shown(address)))
    return made
