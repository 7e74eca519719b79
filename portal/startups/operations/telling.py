"""Tell those who keep a page that something waits for them there."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.queries import recipient
from portal.core.clock import now
from portal.core.db import db
from portal.notifications.operations import posting
from portal.startups import messages
from portal.startups.models import Startup, StartupMember
from portal.startups.states import MemberState

TELLS_FOR = timedelta(days=7)  # after that a message would only surprise
PAGE = "founder/"  # below the language: where what waits can be read


def tell(
    startup: Startup,
    kind: str,
    key: str,
    *,
    facts: Mapping[str, str] | None = None,
    expires_in: timedelta = TELLS_FOR,
    path: str = PAGE,
) -> None:
    """One message of this kind to each member with an account, in the place of an older one that
    has not left yet. `key` says what it means ("decision:12"): each member hears it once, ever."""
    for member in keepers(startup.id):
        posting.cancel(messages.cause(kind, member.id))
        write(member, kind, key, facts=facts, expires_in=expires_in, path=path)


def write(
    member: StartupMember,
    kind: str,
    key: str,
    *,
    facts: Mapping[str, str] | None = None,
    expires_in: timedelta = TELLS_FOR,
    path: str = PAGE,
    not_before: datetime | None = None,
) -> bool:
    """One message to one member who has an account. Was it new?"""
    if member.account is None:
        return False
    return posting.post(
        posting.Draft(
            kind=kind,
            to=recipient(member.account),
            key=f"{kind}:{key}:{member.id}",
            cause=messages.cause(kind, member.id),
            expires_at=(not_before or now()) + expires_in,
            path=path,
            facts=dict(facts or {}),
            not_before=not_before,
        )
    )


def keepers(startup_id: int) -> list[StartupMember]:
    """The members who keep the page, the oldest first."""
    here = (StartupMember.startup_id == startup_id) & (StartupMember.account_id.is_not(None))
    wanted = select(StartupMember).options(joinedload(StartupMember.account))
    active = wanted.where(here, StartupMember.state == MemberState.ACTIVE)
    return list(db.session.scalars(active.order_by(StartupMember.id)))
