"""Who is told of what: a person of her application, members of an employer of who waits."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts import queries as accounts
from portal.accounts.states import AccountState
from portal.applications import messages
from portal.applications.models import Application
from portal.core.clock import local, now
from portal.core.db import db
from portal.employers.models import Membership
from portal.employers.states import MemberState
from portal.notifications.operations import posting
from portal.notifications.operations.posting import Draft

HOLDS = timedelta(days=5)  # after that a message would only surprise


def cause(application: Application) -> str:
    return f"application:{application.id}"


def tell_person(application: Application, kind: str, *, starts_at: datetime | None = None) -> None:
    """There is something to read on the page of this application."""
    account = application.person.account
    if account is None:
        return
    at = now()
    facts = {"starts_at": starts_at.isoformat()} if starts_at else {}
    posting.post(
        Draft(
            kind=kind,
            to=accounts.recipient(account),
            key=f"{kind}:{application.id}:{at.isoformat()}:{facts.get('starts_at', '')}",
            cause=cause(application),
            expires_at=min(at + HOLDS, starts_at) if starts_at else at + HOLDS,
            path=f"me/applications/{application.token}/",
            facts=facts,
        )
    )


def tell_members(applications: Iterable[Application], kind: str) -> None:
    """People wait for a word of these employers: each member hears once an hour and opening.

    A reminder is heard once a day.
    """
    openings = {one.opportunity_id: one.opportunity for one in applications}
    firms = {opening.organisation_id for opening in openings.values()}
    at = now()
    pattern = "%Y-%m-%d" if kind == messages.REMINDER else "%Y-%m-%dT%H"
    drafts = [
        Draft(
            kind=kind,
            to=accounts.recipient(member.account),
            key=f"{kind}:{member.id}:{opening.id}:{local(at).strftime(pattern)}",
            cause=f"membership:{member.id}",
            expires_at=at + HOLDS,
            path=f"employer/opportunities/{opening.token}/applicants",
            facts={"opening": opening.id},
        )
        for member in _members(firms)
        for opening in openings.values()
        if opening.organisation_id == member.organisation_id and member.account is not None
    ]
    posting.post_all(drafts)


def _members(firms: set[int | None]) -> list[Membership]:
    mine = select(Membership).options(joinedload(Membership.account))
    active = (Membership.organisation_id.in_(firms - {None})) & (
        Membership.state == MemberState.ACTIVE
    )
    members = db.session.scalars(mine.where(active))
    return [m for m in members if m.account and m.account.state == AccountState.ACTIVE]


def take_back(application: Application) -> None:
    """Nobody needs to hear of it any more."""
    posting.cancel(cause(application), "application_gone")
