"""A page as search engines read it: a LocalBusiness of schema.org, where its members want that."""

import json
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask import current_app, url_for
from markupsafe import Markup

from portal.core.clock import local, now
from portal.core.localised import pick
from portal.startups import sentences
from portal.startups.cards import page
from portal.startups.models import Startup, StartupProduct
from portal.startups.queries import photos, ramadans
from portal.startups.rules import business, hours
from portal.startups.rules.hours import Week
from portal.startups.rules.ramadan import Days
from portal.startups.states import Unit
from portal.web.locale import language

SCHEMA = "https://schema.org"
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
GOODS = {Unit.PIECE, Unit.KILO, Unit.LITRE, Unit.METRE, Unit.SQUARE_METRE}  # else: a service
MOST_OFFERS = 8  # each is bytes that a reader on a slow line pays for
MOST_PHOTOS = 3
MIDNIGHT, LAST_MINUTE = time(0), time(23, 59)
Said = dict[str, Any]


def for_search_engines(startup: Startup, picture: str) -> Markup:
    """A block of data that no browser runs; "" where search engines are not to list the page.

    `picture`: the address of one, for a page without photos.
    """
    if not startup.listed:
        return Markup("")
    text = json.dumps(_business(startup, picture), ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704


def _business(startup: Startup, picture: str) -> Said:
    said = {
        "@context": SCHEMA,
        "@type": business.type_of(startup.trade, startup.sector),
        "name": startup.name,
        "description": pick(startup.line, language()) or pick(startup.about, language()),
        "url": sentences.address(startup),
        "image": _photos(startup) or [picture],
        "telephone": startup.phone or startup.whatsapp,
        "address": _address(startup),
        "areaServed": pick(startup.area, language()),
        "openingHoursSpecification": _hours(startup),
        "priceRange": _prices(startup.products),
        "sameAs": [link.address for link in page.safe_links(startup)],
        "makesOffer": [_offer(product) for product in startup.products[:MOST_OFFERS]],
        "knowsLanguage": sorted({startup.language, *startup.line, *startup.about}),
    }
    return {name: value for name, value in said.items() if value}


def _photos(startup: Startup) -> list[str]:
    """The widest files of those that everyone sees."""
    base = current_app.extensions["settings"].base_url
    return [
        base + url_for("startup_photos.file", token=photo.token, name=f"{photo.width}.jpg")
        for photo in photos.to_show(startup)[:MOST_PHOTOS]
        if f"{photo.width}.jpg" in photo.files
    ]


def _address(startup: Startup) -> Said:
    said = {
        "@type": "PostalAddress",
        "streetAddress": startup.address,
        "addressLocality": sentences.place_name(startup),
        "addressCountry": "MA",
    }
    return {name: value for name, value in said.items() if value}


def _hours(startup: Startup) -> list[Said]:
    """The usual week, and for each Ramadan that is near its own."""
    said = _week(startup.hours)
    if startup.ramadan_hours is not None:
        for ramadan in ramadans.days_around(local(now()).date()):
            said += _week(startup.ramadan_hours, ramadan, closed=_open_days(startup.hours))
    return said


def _open_days(week: Week | None) -> list[str]:
    return [day for day in hours.DAYS if hours.slots(week, day)]


def _week(week: Week | None, within: Days | None = None, closed: Sequence[str] = ()) -> list[Said]:
    """Days with the same hours together; days of `closed` that this week does not open: as shut."""
    days: dict[tuple[time, time], list[str]] = {}
    for day in hours.DAYS:
        for slot in hours.slots(week, day):
            days.setdefault(slot, []).append(day)
    said = [_opening(on, opens, _end(closes), within) for (opens, closes), on in days.items()]
    shut = [day for day in closed if not hours.slots(week, day)]
    return [*said, _opening(shut, MIDNIGHT, MIDNIGHT, within)] if shut else said


def _end(closes: time) -> time:
    """Midnight as the end of a day: 0:00 to 0:00 would mean that it is shut."""
    return LAST_MINUTE if closes == MIDNIGHT else closes


def _opening(days: Sequence[str], opens: time, closes: time, within: Days | None) -> Said:
    said: Said = {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"{SCHEMA}/{DAY_NAMES[hours.DAYS.index(day)]}" for day in days],
        "opens": f"{opens:%H:%M}",
        "closes": f"{closes:%H:%M}",
    }
    return said | _valid(*within) if within else said


def _valid(first: date, last: date) -> Said:
    return {"validFrom": first.isoformat(), "validThrough": last.isoformat()}


def _prices(products: Sequence[StartupProduct]) -> str:
    """`50 – 1200 MAD`."""
    known = [
        price
        for product in products
        if product.price_from is not None
        for price in (product.price_from, product.price_to or product.price_from)
    ]
    if not known:
        return ""
    least, most = _dirhams(min(known)), _dirhams(max(known))
    return f"{least} MAD" if least == most else f"{least} – {most} MAD"


def _offer(product: StartupProduct) -> Said:
    goods = product.unit in GOODS
    what = {"@type": "Product" if goods else "Service", "name": pick(product.name, language())}
    offer: Said = {"@type": "Offer", "itemOffered": what}
    if product.price_from is not None:
        offer |= _price(product.price_from, product.price_to)
    return offer | {"availability": f"{SCHEMA}/InStock"} if goods else offer


def _price(least: int, most: int | None) -> Said:
    if not most or most == least:
        return {"price": _dirhams(least), "priceCurrency": "MAD"}
    between = {"minPrice": _dirhams(least), "maxPrice": _dirhams(most), "priceCurrency": "MAD"}
    return {"priceSpecification": {"@type": "PriceSpecification", **between}}


def _dirhams(centimes: int) -> int | float:
    """120 for 12,000; 12.5 for 1,250."""
    return centimes / 100 if centimes % 100 else centimes // 100
