"""Write down when Ramadan is, once Morocco has announced it."""

from datetime import date, timedelta

from sqlalchemy import delete

from portal.core import audit
from portal.core.db import db
from portal.core.errors import Refused
from portal.startups.models import Ramadan
from portal.startups.rules import ramadan as rules

LENGTHS = (29, 30)  # days
NEAR = timedelta(days=3)  # an announced first day is no further from what is expected


def announce(first: date, last: date, staff_id: int) -> None:
    """The days count at once, in the place of what was expected or announced of this Ramadan.

    Raises Refused: ramadan_length, ramadan_far.
    """
    if (last - first).days + 1 not in LENGTHS:
        raise Refused("ramadan_length", "last_day")
    if not any(abs(first - expected) <= NEAR for expected, _ in rules.ESTIMATED):
        raise Refused("ramadan_far", "first_day")
    near = Ramadan.first_day.between(first - rules.SAME, first + rules.SAME)
    db.session.execute(delete(Ramadan).where(near))
    db.session.add(Ramadan(first_day=first, last_day=last, by=staff_id))
    audit.record("startups.ramadan.announced", "ramadan")
    db.session.flush()
