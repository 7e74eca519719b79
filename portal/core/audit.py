"""Who did what to which row, written in the same transaction as the deed.

Values are never written here: not a name, not a number, only which fields changed.
"""

from contextvars import ContextVar
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.clock import now
from portal.core.db import Base, db, insert_row

PAGE = 50
actor: ContextVar[str] = ContextVar("actor", default="system")  # "staff:3", "person", "system"


class Deed(Base):
    __tablename__ = "deed"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    actor: Mapped[str]
    what: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    fields: Mapped[str] = mapped_column(default="")


def record(what: str, subject: str, fields: str = "") -> None:
    """Note that `what` ("events.registration.made") was done to `subject` ("registration:12")."""
    insert_row(Deed, actor=actor.get(), what=what, subject=subject, fields=fields)


def page(mine: ColumnElement[bool], number: int) -> tuple[list[Deed], bool]:
    """One page of the deeds for which `mine` holds, the newest first; and are there more?"""
    wanted = select(Deed).where(mine).order_by(Deed.id.desc())
    rows = list(db.session.scalars(wanted.offset((number - 1) * PAGE).limit(PAGE + 1)))
    return rows[:PAGE], len(rows) > PAGE
