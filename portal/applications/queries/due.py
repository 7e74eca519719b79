"""Which applications something is to be done about. Nothing here changes a row."""

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.applications.models import Application
from portal.applications.rules import ENDED_WITH, Due
from portal.applications.states import OPEN
from portal.core.db import db
from portal.employers.models import Organisation
from portal.employers.states import Verification
from portal.opportunities.models import Opportunity
from portal.people.models import Person

BATCH = 50


def _open(*where: ColumnElement[bool]) -> Select[Application]:
    """Some open applications, locked: another worker takes others."""
    wanted = (
        select(Application)
        .join(Application.opportunity)
        .outerjoin(Opportunity.organisation)
        .options(
            contains_eager(Application.opportunity).contains_eager(Opportunity.organisation),
            joinedload(Application.person).joinedload(Person.account),
        )
        .where(Application.state.in_(OPEN), *where)
    )
    mine = wanted.order_by(Application.heard_at, Application.id).limit(BATCH)
    return mine.with_for_update(skip_locked=True, of=Application)


def silent(due: Due) -> list[Application]:
    """Nobody answered: the last day has come."""
    return _all(_open(Application.heard_at <= due.close))


def to_alert(due: Due) -> list[Application]:
    """The counsellor should know of these."""
    return _all(_open(Application.heard_at <= due.alert, Application.alerted_at.is_(None)))


def to_remind(due: Due) -> list[Application]:
    """Employers who can answer, and have not."""
    first = and_(Application.reminded == 0, Application.heard_at <= due.remind)
    second = and_(Application.reminded == 1, Application.heard_at <= due.again)
    can_answer = and_(
        Application.introduced_at.is_not(None), Organisation.state == Verification.VERIFIED
    )
    return _all(_open(can_answer, or_(first, second)))


def without_opening() -> list[Application]:
    """Their opening has ended, or its employer was banned."""
    ended = Opportunity.state.in_(ENDED_WITH)
    return _all(_open(or_(ended, Organisation.state == Verification.BANNED)))


def firms_with_a_queue() -> list[int]:
    """Employers to whom people wait to be introduced."""
    mine = select(Opportunity.organisation_id).join(
        Application, Application.opportunity_id == Opportunity.id
    )
    queued = and_(Application.introduced_at.is_(None), Application.state.in_(OPEN))
    known = mine.where(queued, Opportunity.organisation_id.is_not(None)).distinct()
    return [firm for firm in db.session.scalars(known.limit(BATCH)) if firm is not None]


def queued(firm_id: int, most: int) -> list[Application]:
    """Who has waited longest to be introduced to this employer."""
    mine = _open(Application.introduced_at.is_(None), Opportunity.organisation_id == firm_id)
    return list(db.session.scalars(mine.limit(most)))


def _all(wanted: Select[Application]) -> list[Application]:
    return list(db.session.scalars(wanted))
