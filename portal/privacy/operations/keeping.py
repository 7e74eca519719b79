"""Carry out the table of rules: what is too old goes, a batch at a time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from portal.accounts.models import Account
from portal.agreements.models import Agreement
from portal.applications.models import Application
from portal.core.clock import now
from portal.core.db import Base, db, written
from portal.employers.models import Membership, Organisation
from portal.employers.states import MemberState
from portal.matching.models import Suggestion
from portal.opportunities.models import Opportunity
from portal.opportunities.states import OpportunityState
from portal.people.models import Person
from portal.people.states import PersonState
from portal.privacy.operations import erasing
from portal.privacy.rules import RULES, YEARS_2, Action, Kept
from portal.startups.models import Startup, StartupMember, StartupPhoto
from portal.startups.states import MemberState as PageMemberState
from portal.startups.states import StartupState

BATCH = 200
DONE = (Action.DELETE, Action.CLEAR, Action.ERASE)  # what this module does itself


def _has_work_going_on() -> ColumnElement[bool]:
    """The person was active meanwhile, whoever typed."""
    recent = now() - timedelta(days=YEARS_2)
    mine = (Application.person_id == Person.id) & (Application.changed_at > recent)
    return exists().where(mine)


# What must hold besides the age.
ALSO: dict[str, Callable[[], ColumnElement[bool]]] = {
    "account": lambda: (Account.state != "erased") & ~exists().where(
        (Person.account_id == Account.id)
        & (Person.changed_at > now() - timedelta(days=YEARS_2))
    ),
    "person": lambda: and_(
        Person.account_id.is_(None),
        Person.state.notin_((PersonState.ERASED, PersonState.MERGED)),
        ~_has_work_going_on(),
    ),
    "membership": lambda: Membership.state != MemberState.ACTIVE,
    "organisation": lambda: ~exists().where(
        (Opportunity.organisation_id == Organisation.id)
        & (Opportunity.changed_at > now() - timedelta(days=YEARS_2))
    ),
    "startup": lambda: Startup.state != StartupState.SHOWN,
    "startup_photo": lambda: exists().where(
        (Startup.id == StartupPhoto.startup_id)
        & (Startup.state != StartupState.SHOWN)
        & (Startup.changed_at <= now() - timedelta(days=YEARS_2))
    ),
    "startup_member": lambda: StartupMember.state != PageMemberState.ACTIVE,
    "opportunity": lambda: and_(
        Opportunity.state != OpportunityState.OPEN,
        ~exists().where(Application.opportunity_id == Opportunity.id),
        ~exists().where(Suggestion.opportunity_id == Opportunity.id),
    ),
    "application": lambda: ~exists().where(Agreement.application_id == Application.id),
    "agreement": lambda: _nobody_renews(),
}  # fmt: skip


def _nobody_renews() -> ColumnElement[bool]:
    later = aliased(Agreement)
    return Agreement.state.in_(("ended", "rejected", "cancelled", "draft")) & ~exists().where(
        later.renews_id == Agreement.id
    )


def step() -> int:
    """One batch of the first rule that finds something; how many rows. Run until it says 0."""
    for kept in RULES:
        if kept.action in DONE and (count := _carry_out(kept)):
            return count
    return 0


def due() -> dict[str, int]:
    """How many rows of each table the next run would empty or remove, without doing it."""
    found = {}
    for kept in RULES:
        if kept.action in DONE:
            counted = select(func.count()).select_from(_table(kept)).where(_too_old(kept))
            found[kept.table] = db.session.scalar(counted) or 0
    return found


def _carry_out(kept: Kept) -> int:
    table = _table(kept)
    (key,) = table.primary_key.columns
    ids = list(db.session.scalars(select(key).where(_too_old(kept)).order_by(key).limit(BATCH)))
    if not ids:
        return 0
    if kept.action == Action.ERASE:
        _erase(kept, ids)
    elif kept.action == Action.CLEAR:
        written(update(table).where(key.in_(ids)).values(**kept.clear))
    else:
        for part in kept.parts:
            name, _, column = part.partition(".")
            child = Base.metadata.tables[name]
            written(delete(child).where(child.c[column].in_(ids)))
        written(delete(table).where(key.in_(ids)))
    return len(ids)


def _erase(kept: Kept, ids: list[int]) -> None:
    for one in ids:
        if kept.table == "account":
            erasing.erase_account(db.session.get_one(Account, one))
        else:
            erasing.erase_person(db.session.get_one(Person, one))
    db.session.flush()


def _table(kept: Kept) -> Table:
    return Base.metadata.tables[kept.table]


def _too_old(kept: Kept) -> ColumnElement[bool]:
    """Older than the rule allows, and, where columns are emptied, not empty yet."""
    table, limit = _table(kept), _limit(kept)
    old = and_(*(or_(table.c[name].is_(None), table.c[name] <= limit) for name in kept.since))
    if kept.clear:
        full = (
            table.c[name].is_not(None) if blank is None else table.c[name] != blank
            for name, blank in kept.clear.items()
        )
        old &= or_(*full)
    also = ALSO.get(kept.table)
    return old & also() if also else old


def _limit(kept: Kept) -> datetime:
    return now() - timedelta(days=kept.days or 0)
