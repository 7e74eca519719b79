"""Questions asked of the agreements. Nothing here changes a row."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import aliased, contains_eager, selectinload

from portal.accounts.models import Account, Staff
from portal.accounts.permissions import Role
from portal.agreements.models import Agreement, Evaluation, Signature
from portal.agreements.rules import turns
from portal.agreements.rules.wording import Terms
from portal.agreements.states import AgreementState, Party
from portal.applications.models import Application
from portal.core.db import db
from portal.employers.models import Membership, Organisation
from portal.employers.queries import visible_firms
from portal.employers.states import MemberState, Verification
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from portal.people.states import PersonState

PAGE = 30
MOST_LISTED = 100  # of one person, of one firm: nobody comes near
MOST_MEMBERS = 5  # of a firm, who are told
SAME = tuple(f.name for f in fields(Terms) if f.name not in {"employer", "ice", "school", "renews"})
HIDDEN = (Verification.SUSPENDED, Verification.BANNED)  # from then on a firm reads nothing


# Which agreements someone may see. What is outside is as if it did not exist.
def of_account(account: Account) -> ColumnElement[bool]:
    """The person's own, once they were sent to be signed."""
    return (Person.account_id == account.id) & Agreement.state.in_(turns.READ_BY_ALL)


def of_member(membership: Membership) -> ColumnElement[bool]:
    """Those of the firm that the member speaks for."""
    mine = Opportunity.organisation_id == membership.organisation_id
    return mine & Organisation.state.not_in(HIDDEN)


def ready_for_member(membership: Membership) -> ColumnElement[bool]:
    """Applications to the openings of a firm that was checked."""
    mine = Opportunity.organisation_id == membership.organisation_id
    return mine & visible_firms()


def of_staff(staff: Staff) -> ColumnElement[bool]:
    """Those of the people of the hub; a coordinator without a hub sees all."""
    if staff.role == Role.COORDINATOR and not staff.hub:
        return true()
    return Person.hub == staff.hub


def agreement(token: str, mine: ColumnElement[bool], *, lock: bool = False) -> Agreement | None:
    """The agreement with this token, if it is one of `mine`.

    With `lock`, its row stays as it is until the transaction ends.
    """
    wanted = _whole(_joined().where(Agreement.token == token, mine))
    if lock:
        wanted = wanted.with_for_update(of=Agreement).execution_options(populate_existing=True)
    return db.session.scalar(wanted)


def signature_of_school(token: str) -> Signature | None:
    """The seat of a school at the table: whoever has the link, once there is something to read."""
    mine = (Signature.token == token) & (Signature.party == Party.SCHOOL)
    wanted = select(Signature).join(Signature.agreement).where(mine)
    return db.session.scalar(wanted.where(Agreement.state.in_(turns.READ_BY_ALL)))


def by_id(agreement_id: int, *, lock: bool = False) -> Agreement | None:
    """For operations and jobs that know which one they mean."""
    wanted = _whole(_joined().where(Agreement.id == agreement_id))
    if lock:
        wanted = wanted.with_for_update(of=Agreement).execution_options(populate_existing=True)
    return db.session.scalar(wanted)


def all_of(mine: ColumnElement[bool]) -> list[Agreement]:
    """The newest first, as a list shows them."""
    wanted = _for_lists(_joined().where(mine)).order_by(Agreement.id.desc())
    return list(db.session.scalars(wanted.limit(MOST_LISTED)))


def page(mine: ColumnElement[bool], state: str, number: int) -> tuple[list[Agreement], int]:
    """One page of the desk's list, the newest first, and how many there are in all."""
    which = mine & (Agreement.state == state) if state else mine
    wanted = _for_lists(_joined().where(which)).order_by(Agreement.id.desc())
    rows = db.session.scalars(wanted.offset((number - 1) * PAGE).limit(PAGE))
    counted = _joined().where(which).with_only_columns(func.count(Agreement.id))
    return list(rows), db.session.scalar(counted) or 0


# Applications that an agreement can be written for.
def application(token: str, mine: ColumnElement[bool], *, lock: bool = False) -> Application | None:
    """An application at the stage of an agreement, if it is one of `mine`."""
    wanted = _ready().where(Application.token == token, mine)
    return db.session.scalar(wanted.with_for_update(of=Application) if lock else wanted)


def waiting_for_one(mine: ColumnElement[bool]) -> list[Application]:
    """Accepted applications without an agreement yet, the newest first."""
    none_yet = ~exists().where(
        Agreement.application_id == Application.id, Agreement.state != AgreementState.CANCELLED
    )
    wanted = _ready().where(mine, none_yet).order_by(Application.id.desc())
    return list(db.session.scalars(wanted.limit(PAGE)))


def live_of(application_id: int, *, but: int | None = None) -> Agreement | None:
    """The agreement of this application that is under way, other than the one with the id `but`."""
    mine = (Agreement.application_id == application_id) & Agreement.state.in_(turns.LIVE)
    wanted = select(Agreement).where(mine).order_by(Agreement.id.desc())
    if but is not None:
        wanted = wanted.where(Agreement.id != but)
    return db.session.scalar(wanted.limit(1))


def renewed(agreement: Agreement) -> str:
    """The number of the agreement that this one continues; "" for a first one."""
    if agreement.renews_id is None:
        return ""
    earlier = select(Agreement.number).where(Agreement.id == agreement.renews_id)
    return db.session.scalar(earlier) or ""


def terms(agreement: Agreement) -> Terms:
    """What the agreement says, in plain values."""
    same = {name: getattr(agreement, name) for name in SAME}
    school = signature(agreement, Party.SCHOOL)
    return Terms(
        **same,
        employer=agreement.employer_name,
        ice=agreement.employer_ice,
        school=school.role if school else "",
        renews=renewed(agreement),
    )


# Who is at the table.
def members(organisation_id: int) -> list[Account]:
    """The accounts that speak for a firm."""
    mine = (Membership.organisation_id == organisation_id) & (
        Membership.state == MemberState.ACTIVE
    )
    wanted = select(Account).join(Membership, Membership.account_id == Account.id).where(mine)
    return list(db.session.scalars(wanted.order_by(Membership.id).limit(MOST_MEMBERS)))


def signature(agreement: Agreement, party: str) -> Signature | None:
    return next((s for s in agreement.signatures if s.party == party), None)


def evaluation(agreement: Agreement, party: str) -> Evaluation | None:
    return next((e for e in agreement.evaluations if e.party == party), None)


# What the job looks for.
def over(at: datetime, most: int) -> list[int]:
    """Signed agreements whose last day has gone by."""
    today = turns.today(at)
    due = (Agreement.state == AgreementState.SIGNED) & (Agreement.ends_on < today)
    return _ids(due, most)


def to_remind(at: datetime, most: int) -> list[int]:
    """Ended ones whose sides were asked a while ago and not reminded yet."""
    asked = Agreement.asked_at <= at - turns.REMIND_AFTER
    due = (Agreement.state == AgreementState.ENDED) & asked & Agreement.reminded_at.is_(None)
    return _ids(due, most)


@dataclass(frozen=True)
class Figures:
    """What became of the agreements: how many ended, were spoken of, led to a job."""

    ended: int
    evaluated: int
    hired: int


def figures(mine: ColumnElement[bool]) -> Figures:
    """Agreements that ended; of them, those that a side evaluated, those that led to a job."""
    ended = _joined().where(mine, Agreement.state == AgreementState.ENDED)
    said = aliased(Evaluation)
    any_word = exists().where(said.agreement_id == Agreement.id)
    any_job = exists().where(said.agreement_id == Agreement.id, said.hired.is_(True))
    row = db.session.execute(
        ended.with_only_columns(
            func.count(Agreement.id),
            func.count(Agreement.id).filter(any_word),
            func.count(Agreement.id).filter(any_job),
        )
    ).one()
    return Figures(*row)


def _ids(due: ColumnElement[bool], most: int) -> list[int]:
    wanted = select(Agreement.id).where(due).order_by(Agreement.id)
    return list(db.session.scalars(wanted.limit(most)))


def _joined() -> Select[Any]:
    return (
        select(Agreement)
        .join(Agreement.application)
        .join(Application.person)
        .join(Application.opportunity)
        .join(Organisation, Organisation.id == Opportunity.organisation_id)
    )


def _whole(wanted: Select[Any]) -> Select[Any]:
    """With all that a page or a deed looks at, in a fixed number of questions."""
    application = contains_eager(Agreement.application)
    return wanted.options(
        application.contains_eager(Application.person).joinedload(Person.account),
        application.contains_eager(Application.opportunity).joinedload(Opportunity.organisation),
        selectinload(Agreement.signatures),
        selectinload(Agreement.evaluations),
    )


def _for_lists(wanted: Select[Any]) -> Select[Any]:
    return wanted.options(selectinload(Agreement.signatures), selectinload(Agreement.evaluations))


def _ready() -> Select[Any]:
    return (
        select(Application)
        .join(Application.person)
        .join(Application.opportunity)
        .join(Organisation, Organisation.id == Opportunity.organisation_id)
        .options(
            contains_eager(Application.person),
            contains_eager(Application.opportunity).joinedload(Opportunity.organisation),
        )
        .where(
            Application.state.in_(turns.STAGES),
            Opportunity.kind.in_(turns.KINDS),
            Person.state.in_((PersonState.ACTIVE, PersonState.PAUSED)),
        )
    )
