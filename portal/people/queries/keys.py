"""Changes of number that wait for a second member of staff. Nothing here changes a row."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Staff
from portal.core.clock import now
from portal.core.db import db
from portal.people.models import NumberAsk, Person
from portal.people.queries.desk import STANDING, in_reach

WAITS = timedelta(hours=24)


def _open() -> ColumnElement[bool]:
    return and_(NumberAsk.answered_at.is_(None), NumberAsk.at > now() - WAITS)


def open_asks(person: Person) -> list[NumberAsk]:
    """Those of one person, the latest first."""
    mine = select(NumberAsk).where(NumberAsk.person_id == person.id, _open())
    return list(db.session.scalars(mine.order_by(NumberAsk.id.desc())))


def waiting_asks(staff: Staff) -> list[NumberAsk]:
    """Those of the people whom this member of staff sees."""
    mine = select(NumberAsk).join(NumberAsk.person).options(joinedload(NumberAsk.person))
    here = and_(in_reach(staff), Person.state.in_(STANDING))
    return list(db.session.scalars(mine.where(here, _open()).limit(50)))


def ask_for(staff: Staff, token: str) -> NumberAsk | None:
    """One of them, if this member of staff sees the person; an answered one too."""
    mine = select(NumberAsk).join(NumberAsk.person).options(joinedload(NumberAsk.person))
    return db.session.scalar(mine.where(NumberAsk.token == token, in_reach(staff)))
