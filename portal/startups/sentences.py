"""A start-up in words: prices, hours, place, the links that its buttons lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import quote

from babel import dates, numbers
from flask import current_app, url_for
from flask_babel import gettext as _

from portal.core.clock import local, now
from portal.core.localised import language_of, pick
from portal.reference import cities, sectors, trades
from portal.reference.maps import map_address
from portal.startups import labels
from portal.startups.models import Startup, StartupProduct
from portal.startups.queries import ramadans
from portal.startups.rules import hours, ramadan
from portal.startups.rules.hours import Slot, Week
from portal.startups.rules.ramadan import Days
from portal.web.locale import comma, language, locale

MONDAY = date(2026, 11, 2)  # any
SOON = 7  # days ahead of which one day of the week is one day


@dataclass(frozen=True)
class Day:
    """One day of a week, in words."""

    name: str
    hours: str
    today: bool = False


@dataclass(frozen=True)
class Opening:
    """Is it open now, and until when? `open` is None where nobody said."""

    open: bool | None
    sentence: str = ""


def written(texts: Mapping[str, str] | None) -> tuple[str, str]:
    """A text as this page's reader is given it, and its language where that is another; else ""."""
    said = dict(texts or {})
    found = language_of(said, language())
    return pick(said, language()), found if found != language() else ""


def price(product: StartupProduct) -> str:
    """`120 MAD / pièce`, `12,50 – 20 MAD / kg`; "Ask the price" where none was said."""
    if product.price_from is None:
        return _("Ask the price")
    amount = _amount(product.price_from)
    if product.price_to and product.price_to != product.price_from:
        amount = f"{amount} – {_amount(product.price_to)}"
    return str(labels.PRICES[product.unit]) % {"amount": amount}


def _amount(centimes: int) -> str:
    """`1 200`; `12,50`: centimes only where there are any."""
    pattern = "#,##0.00" if centimes % 100 else "#,##0"
    return numbers.format_decimal(centimes / 100, pattern, locale=locale())


def form_name(startup: Startup) -> str:
    """The legal form: `Cooperative`."""
    return str(labels.FORMS[startup.form])


def trade_name(startup: Startup) -> str:
    """Its trade in the page's language where we know it, else as it was typed, else its field."""
    known = trades.name(startup.trade, language()) if startup.trade else ""
    return known or startup.trade_words or sectors.name_of(startup.sector, language())


def place_name(startup: Startup) -> str:
    """The city in the page's language where we know it, else as it was typed."""
    return cities.name_of(startup.city_code, language()) or startup.city


def address(startup: Startup, lang: str = "") -> str:
    """The whole address of its page, in the page's language or another."""
    path = url_for("startups.show", slug=startup.slug, lang=lang or language())
    return current_app.extensions["settings"].base_url + path


def supported_by(startup: Startup) -> str:
    """Who supports it: the team's words, else the programme's name."""
    return startup.supported_by or current_app.extensions["settings"].programme.name[language()]


def way_link(startup: Startup) -> str:
    """Opens the map of any phone; "" where people do not come to an address."""
    words = comma().join(part for part in (startup.address, startup.city) if part)
    return map_address("", words) if startup.address else ""


def whatsapp_link(startup: Startup) -> str:
    """Opens WhatsApp with a sentence to the business, in the page's language; "" without number."""
    if not startup.whatsapp:
        return ""
    said = _("Hello! I saw the page of “%(name)s” and I would like to know more.")
    digits = "".join(c for c in startup.whatsapp if c.isascii() and c.isdigit())
    return f"https://wa.me/{digits}?text={quote(said % {'name': startup.name}, safe='')}"


def share_link(startup: Startup) -> str:
    """Where WhatsApp asks whom to send it to. Plain words and a link: nobody is told who shares."""
    said = " – ".join(part for part in (startup.name, written(startup.line)[0]) if part)
    return f"https://wa.me/?text={quote(f'{said} {address(startup)}', safe='')}"


def hours_of_day(slots: Sequence[Slot]) -> str:
    """`9:00 – 13:00, 15:00 – 19:00`; `Closed all day`; `Day and night`."""
    if not slots:
        return _("Closed all day")
    if list(slots) == [(time(0), time(0))]:
        return _("Day and night")
    return comma().join(f"{_clock(opens)} – {_clock(closes)}" for opens, closes in slots)


def week(
    startup: Startup, at: datetime | None = None, known: Sequence[Days] | None = None
) -> list[Day]:
    """The next seven days, today first; in Ramadan with its hours. [] where nothing was said."""
    if not hours.said(startup):
        return []
    today = local(at or now()).date()
    fasting = ramadans.days_around(today) if known is None else known
    days = [today + timedelta(days=number) for number in range(SOON)]
    each = [(day, hours.on(startup.hours, startup.ramadan_hours, fasting, day)) for day in days]
    return [Day(day_name(hours.name_of(d)), hours_of_day(s), d == today) for d, s in each]


def usual_week(said: Week | None) -> list[Day]:
    """A week as it is written on a door: `Monday – Friday`, `9:00 – 13:00`."""
    groups: list[tuple[list[str], list[Slot]]] = []
    for code in hours.DAYS if said else ():
        slots = hours.slots(said, code)
        if groups and groups[-1][1] == slots:
            groups[-1][0].append(code)
        else:
            groups.append(([code], slots))
    return [Day(_run(codes), hours_of_day(slots)) for codes, slots in groups]


def _run(codes: Sequence[str]) -> str:
    """`Monday – Friday`, `Saturday, Sunday`."""
    if len(codes) == 2:
        return comma().join(map(day_name, codes))
    ends = codes if len(codes) == 1 else (codes[0], codes[-1])
    return " – ".join(map(day_name, ends))


def ramadan_week(
    startup: Startup, at: datetime | None = None, known: Sequence[Days] | None = None
) -> list[Day]:
    """The hours of a Ramadan that is near and has not begun; else []."""
    today = local(at or now()).date()
    fasting = ramadans.days_around(today) if known is None else known
    near = any(today < first for first, _last in fasting)
    if startup.ramadan_hours is None or not near:
        return []
    return usual_week(startup.ramadan_hours) or [Day("", _("Closed all day"))]


def counts_ramadan(startup: Startup, at: datetime, known: Sequence[Days]) -> bool:
    """Are its hours of today those of Ramadan?"""
    return startup.ramadan_hours is not None and ramadan.within(local(at).date(), known)


def opening(
    startup: Startup, at: datetime | None = None, known: Sequence[Days] | None = None
) -> Opening:
    """`Open now, until 19:00`, `Closed now, opens at 15:00`; nothing where nobody said."""
    if not hours.said(startup):
        return Opening(None)
    at = at or now()
    fasting = ramadans.days_around(local(at).date()) if known is None else known
    change = hours.next_change(startup, at, fasting)
    if hours.is_open(startup, at, fasting):
        return Opening(True, _until(at, change))
    if change is None:
        return Opening(False, _("Closed at the moment"))
    today = hours.on(startup.hours, startup.ramadan_hours, fasting, local(at).date())
    return Opening(False, _opens(at, change, bool(today)))


def _until(at: datetime, closes: datetime | None) -> str:
    if closes is None:
        return _("Open day and night")
    if closes - at > timedelta(hours=24):
        return _("Open now")
    return _("Open now, until %(time)s", time=_clock(local(closes)))


def _opens(at: datetime, opens: datetime, today: bool) -> str:
    """`today`: it has hours today, whether they are over or still to come."""
    days = (local(opens).date() - local(at).date()).days
    words = {"time": _clock(local(opens)), "day": day_name(hours.name_of(local(opens).date()), "")}
    if days == 0:
        return _("Closed now, opens at %(time)s", **words)
    if days == 1:
        if today:
            return _("Closed now, opens tomorrow at %(time)s", **words)
        return _("Closed today, opens tomorrow at %(time)s", **words)
    if today:
        return _("Closed now, opens on %(day)s at %(time)s", **words)
    return _("Closed today, opens on %(day)s at %(time)s", **words)


def day_name(code: str, first: str = "A") -> str:
    """`Lundi`, with a large letter where it begins a line; `lundi` with `first=""`."""
    name = dates.format_date(_dated(code), "EEEE", locale=locale())
    return name[:1].upper() + name[1:] if first else name


def _dated(code: str) -> date:
    return MONDAY + timedelta(days=hours.DAYS.index(code))


def _clock(moment: time | datetime) -> str:
    """`9:00`."""
    return f"{moment.hour}:{moment.minute:02}"
