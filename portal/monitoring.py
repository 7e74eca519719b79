"""Can the portal do its work? For `portal check` and for whatever watches the server."""

import shutil
from dataclasses import dataclass
from datetime import timedelta

from alembic.runtime.migration import MigrationContext
from flask import Blueprint, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts.guards import open_to_all
from portal.core import queue, tasks
from portal.core.db import db, transaction
from portal.migrating import newest
from portal.notifications import queries as outbox
from portal.settings import Settings

bp = Blueprint("monitoring", __name__)
bp.before_request(open_to_all)

SWEEPER = "sweeper"
SWEEPER_LATE = timedelta(seconds=30)
DUE_LATE = 120  # seconds
DISK_FREE_SHARE = 0.1


@dataclass(frozen=True)
class Check:
    """One thing looked at. `needed`: without it the portal can't serve people."""

    name: str
    ok: bool
    fact: str
    needed: bool = True


@bp.get("/healthz")
def healthz():
    return {"process": "ok"}


@bp.get("/readyz")
def readyz():
    checks = report(current_app.extensions["settings"])
    ready = all(check.ok for check in checks if check.needed)
    return {check.name: check.fact for check in checks}, 200 if ready else 503


def report(settings: Settings) -> list[Check]:
    """Every check, in the order a person would look."""
    checks = [_database()]
    if checks[0].ok:
        checks += [_schema(), _sweeper(), _oldest_due()]
    # Redis only wakes workers: without it messages leave some seconds later.
    alive = queue.bell is not None and queue.bell.alive()
    fact = "ok" if alive else "away: messages leave by the sweeper, some seconds later"
    return [*checks, Check("redis", alive, fact, needed=False), _disk(settings)]


def _database() -> Check:
    try:
        with transaction():
            db.session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return Check("database", False, f"can't be written ({type(error).__name__})")
    return Check("database", True, "ok")


def _schema() -> Check:
    current = MigrationContext.configure(db.session.connection()).get_current_revision()
    fine = current == newest()
    return Check("schema", fine, "ok" if fine else "old: run portal db upgrade")


def _sweeper() -> Check:
    age = tasks.age(SWEEPER)
    if age is None:
        return Check("sweeper", False, "has never run")
    return Check("sweeper", age < SWEEPER_LATE, f"seen {age.total_seconds():.0f} s ago")


def _oldest_due() -> Check:
    seconds = outbox.oldest_due_seconds()
    return Check("oldest_message_due", seconds < DUE_LATE, f"{seconds:.0f} s")


def _disk(settings: Settings) -> Check:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(settings.data_dir)
    share = usage.free / usage.total
    return Check("disk", share > DISK_FREE_SHARE, f"{share:.0%} free")
