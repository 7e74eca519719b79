"""Visits of a welcome desk, counted by month. Nothing here changes a row, and no figure has a name.

A *visit* is a way in that counts: with a code, or without one (then nobody knows whose it was).
Figures go by purpose alone, never by sex, origin or office: a small one points at nobody, so none
is kept back.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Case, Integer, case, func, select

from portal.core.clock import from_wall_clock, local, now
from portal.core.db import db
from portal.events.models import Event
from portal.kiosks.models import Scan
from portal.kiosks.states import Direction

MONTHS = range(1, 13)


@dataclass
class Month:
    """`people`: with a code, each once; `new`: whose first visit of all it was."""

    number: int  # 1 to 12; 0: the whole year
    visits: int = 0
    people: int = 0
    new: int = 0
    without_code: int = 0
    purposes: dict[str, int] = field(default_factory=dict)  # "": nobody said


@dataclass(frozen=True)
class Year:
    year: int
    months: list[Month]
    whole: Month


def years(event: Event) -> list[int]:
    """The years in which somebody came, the newest first; this year where nobody did yet."""
    found = db.session.execute(
        select(func.min(Scan.at), func.max(Scan.at)).where(*_visits(event))
    ).one()
    first, last = (local(moment).year if moment else local(now()).year for moment in found)
    return list(range(last, first - 1, -1))


def year(event: Event, number: int) -> Year:
    """The figures of a year on Morocco's calendar, month by month."""
    months = {month: Month(month) for month in MONTHS}
    whole = Month(0)
    _count_visits(event, number, months, whole)
    _count_people(event, number, months, whole)
    return Year(number, list(months.values()), whole)


def _count_visits(event: Event, number: int, months: dict[int, Month], whole: Month) -> None:
    month = _month(Scan.at, number).label("month")
    alone = func.sum(Scan.key.is_(None).cast(Integer))
    asked = select(month, Scan.purpose, func.count(), alone).where(
        *_visits(event), *_in_year(Scan.at, number)
    )
    for of, purpose, count, without_code in db.session.execute(asked.group_by(month, Scan.purpose)):
        for one in (months[of], whole):
            one.visits += count
            one.without_code += without_code
            one.purposes[purpose] = one.purposes.get(purpose, 0) + count


def _count_people(event: Event, number: int, months: dict[int, Month], whole: Month) -> None:
    person = Scan.registration_id
    month = _month(Scan.at, number).label("month")
    mine = (*_visits(event), person.is_not(None))
    came = select(month, func.count(person.distinct())).where(*mine, *_in_year(Scan.at, number))
    for of, people in db.session.execute(came.group_by(month)):
        months[of].people = people
    first = select(func.min(Scan.at).label("at"))
    firsts = first.where(*mine).group_by(person).subquery()
    month = _month(firsts.c.at, number).label("month")
    new = select(month, func.count()).where(*_in_year(firsts.c.at, number)).group_by(month)
    for of, people in db.session.execute(new):
        months[of].new = people
        whole.new += people
    in_year = select(func.count(person.distinct())).where(*mine, *_in_year(Scan.at, number))
    whole.people = db.session.scalar(in_year) or 0


def _visits(event: Event) -> tuple[Any, ...]:
    return Scan.event_id == event.id, Scan.counted, Scan.direction == Direction.IN


def _month(moment: Any, year: int) -> Case[Any]:
    """1 to 12. By comparing instants: no engine has to know Morocco's clock."""
    return case(*((moment < _begins(year, month + 1), month) for month in MONTHS[:-1]), else_=12)


def _in_year(moment: Any, year: int) -> tuple[Any, ...]:
    return moment >= _begins(year, 1), moment < _begins(year, 13)


def _begins(year: int, month: int) -> datetime:
    return from_wall_clock(datetime(year + month // 13, month % 13 or 1, 1))  # noqa: DTZ001 - naive on purpose
