"""One suggestion a month to those who keep a page, out of what is known of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

STALE_DAYS = 90  # hours that nobody looked at again may be wrong
MANY = 20  # readers in a month: then the page is found, and something else is missing
FEW_PHOTOS = 3
FROM_HOUR, LAST_DAY = 9, 5  # on the clocks of Morocco: when a month is summed up


@dataclass(frozen=True)
class Month:
    """What is known of a page and of its last month."""

    unanswered: int = 0  # requests to be called back
    photos: int = 1
    priced: int = 1  # products with a price
    hours_days: int | None = 0  # since the hours were last looked at; None: not said
    languages: int = 2  # in which the page can be read
    looked: int = MANY
    reached: int = 1  # called, wrote, left a number
    whatsapp: bool = True
    listed: bool = True


def fitting(month: Month) -> list[str]:
    """What would help, what helps most first. Never empty: to share a page always helps."""
    quiet = month.looked >= MANY and not month.reached
    old = month.hours_days is None or month.hours_days > STALE_DAYS
    advice = (
        ("answer", month.unanswered > 0),
        ("photo", month.photos == 0),
        ("price", month.priced == 0),
        ("whatsapp", quiet and not month.whatsapp),
        ("products", quiet and 0 < month.photos < FEW_PHOTOS),
        ("hours", old),
        ("share", month.looked == 0),
        ("poster", month.looked < MANY),
        ("language", month.languages < 2),
        ("listed", not month.listed),
        ("share", True),
    )
    return list(dict.fromkeys(code for code, fits in advice if fits))


def choose(month: Month, last: str) -> str:
    """The suggestion of this month: another one than last month's, where another fits."""
    found = fitting(month)
    return next((code for code in found if code != last), found[0])


def due(at: datetime) -> date | None:
    """The first day of the month to sum up at `at` (on the clocks of Morocco); None: not now."""
    if at.day > LAST_DAY or (at.day == 1 and at.hour < FROM_HOUR):
        return None
    return (at.date().replace(day=1) - timedelta(days=1)).replace(day=1)


def after(month: date) -> date:
    """The first day of the next month."""
    return (month + timedelta(days=31)).replace(day=1)
