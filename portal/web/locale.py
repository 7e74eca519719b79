"""Which of the four languages a page speaks, which way it runs, how it writes dates and numbers."""

from datetime import datetime, timedelta

from babel import Locale, dates, numbers
from flask import Flask, abort, current_app, g, request

from portal.core.clock import CASABLANCA, local

LANGUAGES = {"fr": "Français", "ar": "العربية", "en": "English", "es": "Español"}
SHORT = {"fr": "FR", "ar": "ع", "en": "EN", "es": "ES"}
DEFAULT = "fr"
# Morocco's own conventions: Latin digits and Moroccan month names in Arabic, MAD after the amount.
CLDR = {"fr": "fr_MA", "ar": "ar_MA", "en": "en", "es": "es"}
COOKIE = "lang"


def init_app(app: Flask) -> None:
    """Every page's address carries its language: /fr/…, /ar/…"""
    app.url_value_preprocessor(_pull_language)
    app.url_defaults(_push_language)
    app.after_request(_remember)


def _remember(response):
    """`/` will lead back to the language last read."""
    if response.mimetype == "text/html" and "lang" in g and request.cookies.get(COOKIE) != g.lang:
        response.set_cookie(COOKIE, g.lang, max_age=365 * 86400, samesite="Lax")
    return response


def _pull_language(_endpoint, values) -> None:
    language = (values or {}).pop("lang", None)
    if language is not None and language not in LANGUAGES:
        abort(404)
    g.lang = language or _first_of_path() or guess()


def _push_language(endpoint, values) -> None:
    if "lang" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = language()


def _first_of_path() -> str | None:
    """A page that was not found still answers in the language of its address."""
    first = request.path.split("/", 2)[1] if "/" in request.path else ""
    return first if first in LANGUAGES else None


def guess() -> str:
    """The language of someone who named none: cookie, then browser, then French."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    wished = (tag.split("-")[0].lower() for tag in request.accept_languages.values())
    return next((code for code in wished if code in LANGUAGES), DEFAULT)


def language() -> str:
    """The two letters of the page being answered."""
    return g.get("lang", DEFAULT)


def in_language(code: str) -> str:
    """The address of this page in another language; the home page where it has none.

    What was searched for stays: it stands in the address.
    """
    first, _, rest = request.path.removeprefix("/").partition("/")
    found = first in LANGUAGES and request.url_rule and "GET" in (request.url_rule.methods or ())
    if not found:
        return f"/{code}/"
    asked = request.query_string.decode("ascii", "ignore") if request.method == "GET" else ""
    return f"/{code}/{rest}?{asked}" if asked else f"/{code}/{rest}"


def locale_selector() -> str:
    return CLDR[language()]


def locale() -> Locale:
    """The CLDR locale of the page being answered."""
    return Locale.parse(CLDR[language()])


def direction() -> str:
    return "rtl" if language() == "ar" else "ltr"


def day(moment: datetime) -> str:
    """`vendredi 12 février`, `mardi 1er juin`, `viernes 12 de febrero`, on Morocco's clocks."""
    return _in(f"EEEE {_day_of_month(moment)}", moment)


def long_day(moment: datetime) -> str:
    """`vendredi 12 février 2027`."""
    year = "'de' y" if language() == "es" else "y"
    return _in(f"EEEE {_day_of_month(moment)} {year}", moment)


def _day_of_month(moment: datetime) -> str:
    """CLDR leaves these two words to the writer."""
    if language() == "es":
        return "d 'de' MMMM"
    return "d'er' MMMM" if language() == "fr" and local(moment).day == 1 else "d MMMM"


def comma() -> str:
    """What stands between two things on one line."""
    return "، " if language() == "ar" else ", "


def colon() -> str:
    """What stands between a word and what is said of it."""
    return "\u00a0: " if language() == "fr" else ": "


def short_day(moment: datetime) -> str:
    """`ven. 12 févr.`"""
    return _in("E d MMM", moment)


def clock(moment: datetime) -> str:
    """`09:00`, 24 hours."""
    return _in("HH:mm", moment)


def stamp(moment: datetime) -> str:
    """`12/02/2027 09:00`."""
    return _in("dd/MM/y HH:mm", moment)


def _in(pattern: str, moment: datetime) -> str:
    return dates.format_datetime(moment, pattern, tzinfo=CASABLANCA, locale=locale())


def number(value: float) -> str:
    return numbers.format_decimal(value, locale=locale())


def percent(share: float) -> str:
    """`140 %` for 1.4."""
    return numbers.format_percent(share, locale=locale())


def money(centimes: int) -> str:
    """`12,50 MAD` for 1250."""
    return numbers.format_currency(centimes / 100, "MAD", locale=locale())


def lasting(time: timedelta) -> str:
    """`10 minutes`."""
    return dates.format_timedelta(time, threshold=1.5, locale=locale())
