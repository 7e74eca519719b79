"""The same submission twice has one effect and one answer.

A form carries a random token. The first transaction that uses it keeps the address it answered
with; the next one with the same token and the same body is given that address again.
"""

from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.clock import now
from portal.core.db import Base, db, insert_new, written
from portal.core.errors import Refused
from portal.core.sealed import keyed


class FormAnswer(Base):
    __tablename__ = "form_answer"
    __table_args__ = (UniqueConstraint("actor", "token"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str]  # the session, or "" for a visitor without one
    token: Mapped[str]
    body_hash: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


_MINE = (FormAnswer.actor == bindparam("whose")) & (FormAnswer.token == bindparam("which"))
_EARLIER = select(FormAnswer.body_hash, FormAnswer.address).where(_MINE)
_ANSWER = update(FormAnswer).where(_MINE).values(address=bindparam("where"))


def body_hash(fields: list[tuple[str, str]]) -> str:
    """A fingerprint of what was sent, whatever the order of the fields.

    Keyed: from a leaked table nobody finds the six digits that a short form was sent with.
    """
    return keyed("form", repr(sorted(fields))).hex()


def claim(actor: str, token: str, body: str) -> str | None:
    """Take the token inside a transaction: None the first time, then the address answered.

    Of two submissions at the same instant the second waits here for the first (a lock of the
    engine). Raises Refused("form_changed") for a used token with another body.
    """
    if insert_new(FormAnswer, actor=actor, token=token, body_hash=body):
        return None
    earlier = db.session.execute(_EARLIER, {"whose": actor, "which": token}).one()
    if earlier.body_hash != body:
        raise Refused("form_changed")
    return earlier.address


def answer(actor: str, token: str, address: str) -> None:
    """Keep the address that this submission was answered with."""
    written(_ANSWER, whose=actor, which=token, where=address)


def used(actor: str, token: str) -> bool:
    """Has this token been used already? (A cached page may still show it.)"""
    return db.session.execute(_EARLIER, {"whose": actor, "which": token}).first() is not None
