"""Questions asked of the employers. Nothing here changes a row."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.employers.models import Membership
from portal.employers.states import MemberState


def membership_of(account_id: int) -> Membership | None:
    """The membership that an account works with: the one that became active last."""
    mine = (Membership.account_id == account_id) & (Membership.state == MemberState.ACTIVE)
    wanted = select(Membership).options(joinedload(Membership.organisation)).where(mine)
    return db.session.scalar(wanted.order_by(Membership.id.desc()).limit(1))
