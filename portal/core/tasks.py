"""When each periodic piece of work last succeeded: what monitoring and the sweeper read."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Mapped, mapped_column

from portal.core.clock import now
from portal.core.db import Base, db


class TaskRun(Base):
    __tablename__ = "task_run"

    name: Mapped[str] = mapped_column(primary_key=True)
    last_success: Mapped[datetime]


def succeeded(name: str) -> None:
    """Note that `name` has just been done."""
    run = db.session.get(TaskRun, name) or TaskRun(name=name)
    run.last_success = now()
    db.session.add(run)


def age(name: str) -> timedelta | None:
    """How long ago `name` last succeeded; None if never."""
    run = db.session.get(TaskRun, name)
    return now() - run.last_success if run else None
