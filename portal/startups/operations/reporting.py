"""A reader says that something is wrong with a page."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.startups.models import Startup, StartupReport
from portal.startups.operations.holding import subject

WINDOW = timedelta(hours=1)
MOST_OF_ONE, MOST_OF_ALL = 5, 100  # in an hour: enough to be heard


def report(startup: Startup, reason: str, words: str) -> None:
    """Keep it for the team.

    More than they can read is not kept: whoever sends it is thanked all the same. Nothing is kept
    of who it was.
    """
    of_this = StartupReport.startup_id == startup.id
    if _lately(of_this) >= MOST_OF_ONE or _lately() >= MOST_OF_ALL:
        return
    db.session.add(StartupReport(startup_id=startup.id, reason=reason, words=words))
    audit.record("startups.page.reported", subject(startup), reason)


def _lately(*of: ColumnElement[bool]) -> int:
    """How many reports were kept within the last hour."""
    wanted = select(func.count(StartupReport.id))
    return db.session.scalar(wanted.where(StartupReport.at > now() - WINDOW, *of)) or 0
