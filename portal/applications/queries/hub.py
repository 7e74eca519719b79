"""What staff ask of the applications of their hub's people. Nothing here changes a row."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import Staff
from portal.applications.models import Application
from portal.applications.states import OPEN, ApplicationState
from portal.core.clock import now
from portal.core.db import db
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from portal.people.queries.desk import in_reach

PAGE = 25
ALERTED, HELD = "alerted", "held"  # filters beside the states
UNDER_WAY = "open"


@dataclass(frozen=True)
class Filter:
    """Which applications staff look for. Empty fields ask for nothing."""

    state: str = UNDER_WAY
    opening: str = ""  # slug
    days: int = 0  # without a word, at least


def _matching(staff: Staff, wanted: Filter) -> Select:
    found = select(Application).join(Application.person).join(Application.opportunity)
    found = found.where(in_reach(staff))
    if wanted.state == UNDER_WAY:
        found = found.where(Application.state.in_(OPEN))
    elif wanted.state == ALERTED:
        found = found.where(Application.state.in_(OPEN), Application.alerted_at.is_not(None))
    elif wanted.state == HELD:
        found = found.where(Application.line_held)
    elif wanted.state in set(ApplicationState):
        found = found.where(Application.state == wanted.state)
    if wanted.opening:
        found = found.where(Opportunity.slug == wanted.opening)
    if wanted.days:
        found = found.where(Application.heard_at <= now() - timedelta(days=wanted.days))
    return found


def applications(staff: Staff, wanted: Filter, page: int) -> tuple[list[Application], int]:
    """One page of what staff look for, and how many there are in all.

    First those of which nobody answered for three weeks; then who waits longest for a word.
    """
    found = _matching(staff, wanted)
    ids = found.with_only_columns(Application.id).order_by(None)
    total = db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    open_now = Application.state.in_(OPEN)
    alerted = case((open_now & Application.alerted_at.is_not(None), 0), (open_now, 1), else_=2)
    rows = found.order_by(alerted, Application.heard_at, Application.id).options(
        joinedload(Application.person).load_only(Person.name, Person.token),
        joinedload(Application.opportunity).joinedload(Opportunity.organisation),
    )
    return list(db.session.scalars(rows.offset((page - 1) * PAGE).limit(PAGE))), total


def alerted(staff: Staff) -> int:
    """How many applications nobody has answered for three weeks."""
    found = _matching(staff, Filter(state=ALERTED)).with_only_columns(func.count())
    return db.session.scalar(found) or 0


def one(staff: Staff, token: str) -> Application | None:
    """The application with this address, if it is of a person that this member of staff sees."""
    whole = (
        joinedload(Application.person).joinedload(Person.account),
        joinedload(Application.person).joinedload(Person.file),
        joinedload(Application.person).selectinload(Person.trades),
        joinedload(Application.person).selectinload(Person.skills),
        joinedload(Application.person).selectinload(Person.languages),
        joinedload(Application.opportunity).joinedload(Opportunity.organisation),
        joinedload(Application.disclosure),
        selectinload(Application.turns),
    )
    mine = select(Application).join(Application.person).where(in_reach(staff))
    return db.session.scalar(mine.where(Application.token == token).options(*whole))


def person_behind(staff: Staff, token: str) -> int | None:
    """Whose application this is (the id of the person), if this member of staff sees her."""
    mine = select(Person.id).join(Application, Application.person_id == Person.id)
    return db.session.scalar(mine.where(in_reach(staff), Application.token == token))


def of_person(person: Person) -> list[Application]:
    """All the applications of one person, the newest first: for her page at the desk."""
    mine = select(Application).where(Application.person_id == person.id)
    whole = joinedload(Application.opportunity).joinedload(Opportunity.organisation)
    return list(db.session.scalars(mine.options(whole).order_by(Application.id.desc())))
