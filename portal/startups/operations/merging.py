"""What of a membership follows when two accounts of a person become one."""

from sqlalchemy import select

from portal.core import changes
from portal.core.changes import Change
from portal.core.db import db
from portal.startups.models import StartupMember
from portal.startups.states import MemberState


def moved(*, kept: int, dropped: int, account: int, closed: int) -> list[Change]:
    """Whoever keeps a page goes on doing so with the account that stays.

    Where both were of one start-up, the row of the account that stays is the one that counts: the
    other would be a keeper whom nobody can reach.
    """
    if not closed:
        return []
    both = select(StartupMember).where(StartupMember.account_id.in_((account, closed)))
    rows = db.session.scalars(both.order_by(StartupMember.id)).all()
    stays = {row.startup_id: row for row in rows if row.account_id == account}
    found: list[Change] = []
    for row in rows:
        if row.account_id != closed:
            continue
        mine = stays.get(row.startup_id)
        if mine is None:
            found.append(changes.of(row, "account_id", account))
        elif row.state == MemberState.ACTIVE:
            found.append(changes.of(row, "state", MemberState.LEFT.value))
            if mine.state != MemberState.ACTIVE:
                found.append(changes.of(mine, "state", MemberState.ACTIVE.value))
                found.append(changes.of(mine, "left_on", None))
    return found
