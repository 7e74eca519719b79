"""Take a start-up for the rest of the transaction: who else wants to change it waits."""

from sqlalchemy import select

from portal.core.clock import now
from portal.core.db import db
from portal.startups.models import Startup
from portal.startups.operations import sharing


def hold(startup_id: int) -> Startup:
    """The start-up as it stands now, locked until the commit."""
    wanted = select(Startup).where(Startup.id == startup_id).with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def changed(held: Startup) -> None:
    """Note that a page says something else from now on: its picture for sharing is looked at."""
    held.version += 1
    held.changed_at = now()
    sharing.due()


def subject(startup: Startup) -> str:
    """How the history calls a start-up."""
    return f"startup:{startup.id}"
