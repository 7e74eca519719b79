"""Questions asked of the outbox. Nothing here changes a row."""

from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.sql import ColumnElement

from portal.core.clock import now
from portal.core.db import db
from portal.notifications.models import Message, State

PAGE = 50


def is_due(at: datetime) -> ColumnElement[bool]:
    """Messages that wait for a worker at `at`: never tried, to be retried, or dropped half-way."""
    waiting = (Message.state == State.PENDING) & (Message.next_at <= at)
    dropped = (Message.state == State.LEASED) & (Message.lease_until <= at)
    return or_(waiting, dropped)


def due_exists() -> bool:
    return db.session.scalar(select(Message.id).where(is_due(now())).limit(1)) is not None


def oldest_due_seconds() -> float:
    """For how long the oldest due message has waited; 0.0 when none does."""
    at = now()
    oldest = db.session.scalar(select(func.min(Message.next_at)).where(is_due(at)))
    return (at - oldest).total_seconds() if oldest else 0.0


def latest(cause: str = "", state: str = "", page: int = 1) -> tuple[list[Message], bool]:
    """The newest messages first, `PAGE` at a time; and whether there are more."""
    wanted = select(Message).order_by(Message.id.desc())
    if cause:
        wanted = wanted.where(Message.cause == cause)
    if state:
        wanted = wanted.where(Message.state == state)
    rows = list(db.session.scalars(wanted.offset((page - 1) * PAGE).limit(PAGE + 1)))
    return rows[:PAGE], len(rows) > PAGE


def count_by_state() -> dict[str, int]:
    counts = db.session.execute(select(Message.state, func.count()).group_by(Message.state))
    return dict(counts.all())
