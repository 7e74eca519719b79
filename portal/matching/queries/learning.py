"""Where a person can learn what she lacks: open trainings and apprenticeships in her reach."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.clock import now
from portal.core.db import db
from portal.core.folding import fold
from portal.matching.queries import offers
from portal.matching.rules import learning, nearness, reach
from portal.matching.rules.explaining import Missing
from portal.matching.rules.facts import Seeker, Vacancy
from portal.matching.rules.pool import Pool
from portal.opportunities.models import Opportunity
from portal.opportunities.states import Kind
from portal.people.models import Person

TEACH = (Kind.TRAINING, Kind.APPRENTICESHIP)
MOST = 300  # trainings looked at, the newest


def where_taught(
    person: Person, missing: Sequence[Missing], *, beside: int
) -> list[list[Opportunity]]:
    """For each of what is missing, the best places to learn it. `beside`: the opening it is
    missing for, which is none of them.

    Not inside a transaction: the trades are read from files at first.
    """
    if not missing:
        return []
    near = nearness.shared()
    courses = [one for one in _courses(person, near) if one.id != beside]
    ids = [learning.best(one, courses, near) for one in missing]
    wanted = select(Opportunity).options(joinedload(Opportunity.organisation))
    named = Opportunity.id.in_({id for some in ids for id in some})
    rows = {row.id: row for row in db.session.scalars(wanted.where(named))}
    return [[rows[id] for id in some if id in rows] for some in ids]


def _courses(person: Person, near: nearness.Nearness) -> list[learning.Course]:
    """The trainings that are open now, of which she can go to the place."""
    wanted = select(
        *(Opportunity.id, Opportunity.trade, Opportunity.title, Opportunity.trade_words),
        *(Opportunity.city, Opportunity.city_code, Opportunity.remote),
    ).outerjoin(Opportunity.organisation)
    newest = wanted.where(Opportunity.kind.in_(TEACH), offers.is_open(now()))
    newest = newest.order_by(Opportunity.published_at.desc(), Opportunity.id.desc()).limit(MOST)
    her = Pool([_seeker(person)], near)
    found = []
    for row in db.session.execute(newest):
        place = Vacancy(
            id=row.id,
            kind="",
            city=row.city_code,
            place="" if row.city_code else fold(row.city),
            remote=row.remote,
        )
        far = float(reach.distance(her, place)[0])
        if far > 0:
            title = fold(f"{row.title} {row.trade_words}")
            found.append(learning.Course(row.id, row.trade, title, far))
    return found


def _seeker(person: Person) -> Seeker:
    """What says how far she can go, and nothing else."""
    return Seeker(
        id=person.id,
        city=person.city_code,
        place="" if person.city_code else fold(person.city),
        travel=person.travel or "city",
        other_cities=frozenset(person.other_cities),
    )
