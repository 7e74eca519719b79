"""What of an agreement follows when two records of a person become one."""

from sqlalchemy import select

from portal.agreements.models import Signature
from portal.core.changes import Change
from portal.core.db import db


def moved(*, kept: int, dropped: int, account: int, closed: int) -> list[Change]:
    """Agreements hang on applications. What the closed account was still to sign, the account
    that stays signs; what is signed stays as it was signed."""
    waiting = (Signature.account_id == closed) & Signature.signed_at.is_(None)
    ids = db.session.scalars(select(Signature.id).where(waiting)).all() if closed else []
    return [Change("signature", {"id": one}, "account_id", closed, account) for one in ids]
