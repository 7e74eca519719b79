"""What an employer asks of its own applicants, and nothing more. Nothing here changes a row."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import Account
from portal.accounts.states import AccountState
from portal.applications.models import Application, Disclosure
from portal.applications.queries import live
from portal.applications.states import OPEN, SEEN_BY_EMPLOYER, ApplicationState
from portal.core.clock import now
from portal.core.db import db
from portal.employers.models import Organisation
from portal.employers.states import Verification
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from portal.people.queries import card_parts
from portal.people.states import PersonState

PAGE = 30


@dataclass(frozen=True)
class Row:
    """One line of a list: what an employer reads before opening an applicant's page."""

    token: str
    name: str
    state: str
    waits_since: datetime
    meeting_at: datetime | None
    opening: str  # token
    title: str
    language: str  # of the title


@dataclass(frozen=True)
class Contact:
    """How to reach a person who said yes to it; only while that holds."""

    phone: str | None
    family_name: str | None
    until: datetime
    seen_at: datetime | None


def shown_to(firm_id: int) -> ColumnElement[bool]:
    """Which applications an employer may see: to its own openings, introduced, not taken back.

    An employer that is not verified, or not any more, sees nobody.
    """
    return and_(
        Opportunity.organisation_id == firm_id,
        Organisation.state == Verification.VERIFIED,
        Application.introduced_at.is_not(None),
        Application.state.in_(SEEN_BY_EMPLOYER),
        Person.state.in_((PersonState.ACTIVE, PersonState.PAUSED)),
    )


def _rows(*where: ColumnElement[bool]) -> Select:
    columns = (
        Application.token,
        Person.name,
        Application.state,
        Application.heard_at,
        Application.meeting_at,
        Opportunity.token,
        Opportunity.title,
        Opportunity.language,
    )
    joined = select(*columns).join(Application.person).join(Application.opportunity)
    return joined.join(Opportunity.organisation).where(*where)


def to_answer(firm_id: int, page: int) -> tuple[list[Row], bool]:
    """Who waits for a word: new applicants first, by opening, in the order they came. And more?"""
    new_first = case((Application.state == ApplicationState.NEW, 0), else_=1)
    mine = _rows(shown_to(firm_id), Application.state.in_(OPEN))
    return _page(mine.order_by(new_first, Opportunity.id, *_ARRIVAL), page)


def of_opening(firm_id: int, opening_id: int, page: int) -> tuple[list[Row], bool]:
    """All who applied to one opening, in the order they came. And are there more?"""
    mine = _rows(shown_to(firm_id), Application.opportunity_id == opening_id)
    return _page(mine.order_by(*_ARRIVAL), page)


_ARRIVAL = (Application.introduced_at, Application.id)


def _page(wanted: Select, page: int) -> tuple[list[Row], bool]:
    found = db.session.execute(wanted.offset((page - 1) * PAGE).limit(PAGE + 1)).all()
    return [Row(*row) for row in found[:PAGE]], len(found) > PAGE


def opening(firm_id: int, token: str) -> Opportunity | None:
    """An employer's own opening."""
    mine = (Opportunity.organisation_id == firm_id) & (Opportunity.token == token)
    return db.session.scalar(select(Opportunity).where(mine))


def _applicant(firm_id: int, token: str) -> Select[Application]:
    joined = select(Application).join(Application.person).join(Application.opportunity)
    mine = joined.join(Opportunity.organisation).where(shown_to(firm_id))
    return mine.where(Application.token == token)


def applicant(firm_id: int, token: str) -> Application | None:
    """The application with this address, with what the person's card is made of."""
    of_card = joinedload(Application.person).options(*card_parts())  # type: ignore[arg-type]
    wanted = _applicant(firm_id, token).options(of_card, joinedload(Application.opportunity))
    return db.session.scalar(wanted)


def to_be_answered(firm_id: int, token: str) -> Application | None:
    """The same application, for a deed that changes it and tells the person."""
    whole = (
        joinedload(Application.person).joinedload(Person.account),
        joinedload(Application.opportunity).joinedload(Opportunity.organisation),
        joinedload(Application.disclosure),
    )
    return db.session.scalar(_applicant(firm_id, token).options(*whole))


def contact(firm_id: int, token: str) -> Contact | None:
    """How to reach the applicant, if she said yes to that for this application, and it holds."""
    wanted = (
        select(Account.phone, Person.family_name, Disclosure.ends_at, Disclosure.seen_at)
        .select_from(Application)
        .join(Application.person)
        .join(Application.opportunity)
        .join(Opportunity.organisation)
        .join(Application.disclosure)
        .outerjoin(Person.account.and_(Account.state == AccountState.ACTIVE))
    )
    mine = wanted.where(shown_to(firm_id), live(now()), Application.token == token)
    row = db.session.execute(mine).first()
    return Contact(*row) if row else None
