"""Who keeps a page."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.startups.models import StartupMember
from portal.startups.states import MemberState


def membership_of(account_id: int) -> StartupMember | None:
    """The membership that an account works with: the one that was chosen or begun last."""
    mine = (StartupMember.account_id == account_id) & (StartupMember.state == MemberState.ACTIVE)
    wanted = select(StartupMember).options(joinedload(StartupMember.startup)).where(mine)
    newest = (StartupMember.chosen_at.desc(), StartupMember.id.desc())
    return db.session.scalar(wanted.order_by(*newest).limit(1))
