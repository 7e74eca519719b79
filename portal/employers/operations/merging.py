"""What of a membership follows when two accounts of a person become one."""

from sqlalchemy import select

from portal.core.changes import Change
from portal.core.db import db
from portal.employers.models import Membership


def moved(*, kept: int, dropped: int, account: int, closed: int) -> list[Change]:
    """Whoever speaks for an organisation goes on doing so with the account that stays."""
    if not closed:
        return []
    both = select(Membership).where(Membership.account_id.in_((account, closed)))
    rows = db.session.scalars(both.order_by(Membership.id)).all()
    has = {row.organisation_id for row in rows if row.account_id == account}
    return [
        Change("membership", {"id": row.id}, "account_id", closed, account)
        for row in rows
        if row.account_id == closed and row.organisation_id not in has
    ]
