"""What stands on a start-up's papers, in one language. No drawing here, no row there."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core import phones, photo_files
from portal.notifications.texts import speaking
from portal.reference import sectors
from portal.startups import sentences
from portal.startups.models import Startup, StartupProduct
from portal.startups.queries import pages
from portal.web.locale import colon, comma

LANGUAGES = ("fr", "ar")  # of a kit: each paper has a side in both
DRAWING = 1  # counts the changes of how papers are drawn
POSTER, FLYER, CARD = "p", "f", "c"  # at the end of a QR's address: see views/scans.py
NO_BREAK = "\u00a0"
MOST = 6  # products on a paper


@dataclass(frozen=True)
class Facts:
    """A start-up in one language, as papers show it. `photo`: the token of its first photo."""

    language: str
    name: str
    line: str
    form: str
    place: str
    address: str
    products: tuple[tuple[str, str], ...]  # name, price
    more: str  # "and 6 more on our page"
    hours: tuple[tuple[str, str], ...]
    phone: str
    whatsapp: str
    supported: str
    scan: str  # where its QRs lead, in whole
    photo: str = ""
    dial: str = ""  # E.164
    dial_whatsapp: str = ""
    sector: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    colours: tuple[tuple[str, str], ...] = ()

    @property
    def opens(self) -> list[str]:
        """`Monday – Friday: 9:00 – 19:00`, each to be kept on one line."""
        colon = self.words["colon"]
        return [f"{days}{colon}{when}".replace(" ", NO_BREAK) for days, when in self.hours]

    @property
    def where(self) -> str:
        """The address and the city, in one line."""
        return self.words["comma"].join(part for part in (self.address, self.place) if part)

    @property
    def short(self) -> str:
        """The address as a person types it."""
        return self.scan.partition("://")[2]

    def qr(self, medium: str = "") -> str:
        """What a QR holds: in capitals where that says the same, since it needs fewer squares."""
        whole = f"{self.scan}/{medium}" if medium else self.scan
        # The host and our own path may be written so; a folder in front of it may not.
        return whole if urlsplit(self.scan).path.count("/") > 2 else whole.upper()


def facts(startup: Startup, language: str, most: int = MOST) -> Facts:
    """What everyone may know of it, in this language where somebody wrote it so."""
    with speaking(language):
        products = startup.products
        return Facts(
            language=language,
            name=startup.name,
            line=sentences.written(startup.line)[0],
            form=sentences.form_name(startup),
            place=sentences.place_name(startup),
            address=startup.address,
            products=tuple(_product(one) for one in products[:most]),
            more=_more(len(products) - most),
            hours=_hours(startup),
            phone=phones.shown(startup.phone) if startup.phone else "",
            whatsapp=phones.shown(startup.whatsapp) if startup.whatsapp else "",
            supported=_("Supported by %(who)s", who=sentences.supported_by(startup)),
            scan=f"{_settings().base_url}/s/{startup.code}",
            photo=next((one.token for one in startup.photos if pages.is_public(one)), ""),
            dial=startup.phone or "",
            dial_whatsapp=startup.whatsapp or "",
            sector=sectors.name_of(startup.sector, language) or _("Other trades"),
            words={
                "country": _("Morocco"),
                "scan": _("Scan, look, call"),
                "comma": comma(),
                "colon": colon(),
            },
            colours=tuple(sorted(_settings().programme.colours.items())),
        )


def kit(startup: Startup) -> tuple[Facts, ...]:
    """What is on a kit, in its languages."""
    return tuple(facts(startup, language) for language in LANGUAGES)


def digest(made: Sequence[object]) -> str:
    """Of all that is on a paper."""
    return hashlib.sha256(repr((DRAWING, *made)).encode()).hexdigest()[:32]


def photo(token: str) -> bytes | None:
    """The large file of a photo, which is never served; None where there is none."""
    return photo_files.master(_settings().data_dir / photo_files.FOLDER, token) if token else None


def _product(product: StartupProduct) -> tuple[str, str]:
    return sentences.written(product.name)[0], sentences.price(product)


def _hours(startup: Startup) -> tuple[tuple[str, str], ...]:
    """When it is open; days on which it is closed need no words."""
    closed = sentences.hours_of_day([])
    week = sentences.usual_week(startup.hours)
    return tuple((day.name, day.hours) for day in week if day.hours != closed)


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return ngettext("and %(num)s more on our page", "and %(num)s more on our page", count)


def _settings():
    return current_app.extensions["settings"]
