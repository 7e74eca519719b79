"""Can the portal do its work? For `portal check` and for whatever watches the server."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from alembic.runtime.migration import MigrationContext
from flask import Blueprint, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts.guards import open_to_all
from portal.core import queue, tasks
from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.migrating import newest
from portal.notifications import queries as outbox
from portal.notifications import wiring
from portal.notifications.models import WireHealth
from portal.notifications.rules import BREAKER
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
        checks += [_schema(), _sweeper(), _oldest_due(), *_messages()]
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


def _messages() -> list[Check]:
    """How the providers do, and what waits for a person: not ours alone, so not needed."""
    at = now()
    lost, money = outbox.to_look_at(), outbox.money(at)
    health = outbox.wires_health()
    wires = [wire.name for mine in wiring.wires().values() for wire in mine]
    share = f"{money.share:.0%} of today's budget" if money.budget else "no limit"
    return [
        *(_provider(name, health.get(name), at) for name in wires),
        Check("messages_to_look_at", lost == 0, str(lost), needed=False),
        Check("message_budget", money.share < outbox.ALARM, share, needed=False),
    ]


def _provider(name: str, health: WireHealth | None, at: datetime) -> Check:
    if health is None or not (health.last_ok_at or health.last_error_at):
        return Check(f"provider_{name}", True, "not used yet", needed=False)
    until = health.rest_until if health.rest_until and health.rest_until > at else None
    facts = [f"rests until {local(until):%H:%M}" if until else "works"]
    if health.last_ok_at:
        facts.append(f"last success {_ago(at - health.last_ok_at)} ago")
    if health.last_error_at:
        facts.append(f"last trouble {_ago(at - health.last_error_at)} ago: {health.last_error}")
    well = until is None and health.failures < BREAKER
    return Check(f"provider_{name}", well, ", ".join(facts), needed=False)


def _ago(time: timedelta) -> str:
    minutes = time.total_seconds() / 60
    return f"{minutes:.0f} min" if minutes < 120 else f"{minutes / 60:.0f} h"


def _disk(settings: Settings) -> Check:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(settings.data_dir)
    share = usage.free / usage.total
    return Check("disk", share > DISK_FREE_SHARE, f"{share:.0%} free")
