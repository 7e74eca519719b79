"""What members and staff see of the openings they write and check."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql import Select

from portal.accounts.models import Account
from portal.accounts.states import AccountState
from portal.core import audit
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db
from portal.core.folding import fold
from portal.employers.models import Membership, Organisation
from portal.employers.rules import is_stopped
from portal.employers.states import MemberState, Verification
from portal.opportunities.models import Opportunity, OpportunityReport
from portal.opportunities.rules.life import ASKED_BEFORE, BEFORE_IT_WAS_OPEN, ENDING
from portal.opportunities.states import OpportunityState

PAGE = 20
MOST_REPORTS = 20
MOST_WRITERS = 5  # of one organisation, who are told
# The lists of the desk, in their order.
LISTS = ("waiting", "open", "ending", "closed", "drafts", "all")


@dataclass(frozen=True)
class Page:
    openings: list[Opportunity]
    number: int
    more: bool


def of_firm(organisation_id: int, number: int = 1) -> Page:
    """An organisation's openings: what waits for its members first, then the newest."""
    urgent = case(
        (Opportunity.state == OpportunityState.SENT_BACK, 0),
        (Opportunity.state == OpportunityState.EXPIRED, 1),
        (Opportunity.state == OpportunityState.DRAFT, 2),
        (Opportunity.state == OpportunityState.WITHDRAWN, 9),
        else_=3,
    )
    mine = select(Opportunity).where(Opportunity.organisation_id == organisation_id)
    return _page(mine.order_by(urgent, Opportunity.id.desc()), number)


def of_firm_one(organisation_id: int, token: str) -> Opportunity | None:
    """One of an organisation's own openings."""
    if "\x00" in token:  # PostgreSQL refuses it
        return None
    mine = (Opportunity.organisation_id == organisation_id) & (Opportunity.token == token)
    return db.session.scalar(_whole().where(mine))


def one(token: str) -> Opportunity | None:
    """Any opening, for staff."""
    if "\x00" in token:
        return None
    return db.session.scalar(_whole().where(Opportunity.token == token))


def desk(which: str, number: int = 1) -> Page:
    """A list of the desk: what waits for a moderator, the oldest first; else the newest first."""
    wanted = _whole().where(_among(which))
    oldest = which in {"waiting", "ending"}
    order = (Opportunity.expires_at if which == "ending" else Opportunity.changed_at,)
    ordered = order if oldest else (Opportunity.changed_at.desc(), Opportunity.id.desc())
    return _page(wanted.order_by(*ordered), number)


def waiting() -> int:
    """How many openings wait for a moderator."""
    return db.session.scalar(select(func.count()).where(_among("waiting"))) or 0


def reports_of(openings: list[Opportunity]) -> dict[int, int]:
    """How many unread reports each of these has: id -> count, where there are any."""
    ids = [opening.id for opening in openings]
    mine = OpportunityReport.opportunity_id.in_(ids) & OpportunityReport.seen_by.is_(None)
    counted = select(OpportunityReport.opportunity_id, func.count()).where(mine)
    rows = db.session.execute(counted.group_by(OpportunityReport.opportunity_id)).all()
    return {row[0]: row[1] for row in rows}


def reports(opening: Opportunity) -> list[OpportunityReport]:
    """What readers reported, the newest first."""
    mine = select(OpportunityReport).where(OpportunityReport.opportunity_id == opening.id)
    return list(db.session.scalars(mine.order_by(OpportunityReport.id.desc()).limit(MOST_REPORTS)))


def history(opening: Opportunity) -> list[Deed]:
    """What was done to it, the newest first."""
    return audit.page(Deed.subject == f"opportunity:{opening.id}", 1)[0]


def writers(opening: Opportunity) -> list[Account]:
    """Who is told of it: who posted it while she speaks for the organisation, else its members.

    Nobody of an organisation that is stopped: its members can't open these pages.
    """
    if opening.organisation is None or is_stopped(opening.organisation):
        return []
    here = (Membership.organisation_id == opening.organisation_id) & (
        Membership.state == MemberState.ACTIVE
    )
    wanted = select(Account).join(Membership, Membership.account_id == Account.id)
    live = wanted.where(here, Account.state == AccountState.ACTIVE).order_by(Membership.id)
    accounts = list(db.session.scalars(live.limit(100)))
    author = [account for account in accounts if account.id == opening.posted_by]
    return author or accounts[:MOST_WRITERS]


def firms_named(name: str) -> list[Organisation]:
    """The employers with this name (or ICE) that may publish."""
    stands = Organisation.state.in_((Verification.PENDING, Verification.VERIFIED))
    called = or_(Organisation.name_folded == fold(name), Organisation.ice == name)
    return list(db.session.scalars(select(Organisation).where(stands, called).limit(2)))


def firm_names(most: int = 50) -> list[str]:
    """Names of verified employers, to choose from while typing."""
    verified = Organisation.state == Verification.VERIFIED
    wanted = select(Organisation.name).where(verified).order_by(Organisation.name_folded)
    return list(db.session.scalars(wanted.limit(most)))


def _whole() -> Select[Opportunity]:
    return select(Opportunity).options(joinedload(Opportunity.organisation))


def _page(wanted: Select[Opportunity], number: int) -> Page:
    rows = list(db.session.scalars(wanted.offset((number - 1) * PAGE).limit(PAGE + 1)))
    return Page(rows[:PAGE], number, len(rows) > PAGE)


def _among(which: str) -> ColumnElement[bool]:
    state = Opportunity.state
    if which == "waiting":
        reported = select(OpportunityReport.opportunity_id).where(
            OpportunityReport.seen_by.is_(None)
        )
        to_look_at = or_(Opportunity.look_again, Opportunity.id.in_(reported))
        gone = state == OpportunityState.WITHDRAWN
        return or_(state == OpportunityState.TO_CHECK, and_(to_look_at, ~gone))
    if which == "ending":
        return and_(state.in_(ENDING), Opportunity.expires_at <= now() + ASKED_BEFORE)
    if which == "open":
        return state == OpportunityState.OPEN
    if which == "drafts":
        return state.in_(BEFORE_IT_WAS_OPEN - {OpportunityState.TO_CHECK})
    if which == "closed":
        ended = (OpportunityState.FILLED, OpportunityState.EXPIRED, OpportunityState.WITHDRAWN)
        return state.in_((*ended, OpportunityState.PAUSED))
    return Opportunity.id > 0
