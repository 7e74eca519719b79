"""When Ramadan is, as far as anybody knows."""

from datetime import date, timedelta

from sqlalchemy import select

from portal.core.db import db
from portal.startups.models import Ramadan
from portal.startups.rules import ramadan
from portal.startups.rules.ramadan import Days

AROUND = timedelta(days=60)


def announced() -> list[Days]:
    """As Morocco announced them and the team wrote them down, the earliest first."""
    rows = db.session.execute(select(Ramadan.first_day, Ramadan.last_day))
    return sorted((row.first_day, row.last_day) for row in rows)


def days_around(day: date) -> list[Days]:
    """First and last days of the Ramadans near `day`: what was announced wins over estimates."""
    known = ramadan.known(announced())
    return [(first, last) for first, last in known if first - AROUND <= day <= last + AROUND]


def coming(day: date) -> Days | None:
    """The Ramadan that is on, or the next that we know of."""
    known = ramadan.known(announced())
    return next((days for days in known if days[1] >= day), None)
