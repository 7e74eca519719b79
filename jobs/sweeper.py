"""The sweeper: looks at the database and rings again for whatever is due.

Whatever Redis forgets, whoever is killed, the rows stay; this loop finds them within two seconds.
When no Redis answers it does the work itself, so that messages leave all the same.
"""

import logging
import threading
from datetime import timedelta
from importlib import import_module

from sqlalchemy.exc import SQLAlchemyError

from jobs import app, schedule
from portal.core import tasks
from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.core.queue import Job, ring
from portal.events import queries as events
from portal.matching.queries import due as matching
from portal.monitoring import SWEEPER
from portal.notifications import queries as outbox

log = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between two looks
HEARTBEAT_EVERY = 10  # looks
NIGHT = timedelta(hours=12)  # what was done within them was done tonight


def run(stop: threading.Event) -> None:
    """Sweep until `stop` is set. A database that is away for a while only costs time."""
    look = 0
    while not stop.is_set():
        try:
            with app().app_context():
                sweep(heartbeat=look % HEARTBEAT_EVERY == 0)
        except SQLAlchemyError as error:
            log.warning("sweep failed", extra={"error": type(error).__name__})
        look += 1
        stop.wait(PAUSE)


def sweep(*, heartbeat: bool) -> None:
    """One look: messages due, imports to carry on, periodic work that is late."""
    try:
        if outbox.due_exists():
            ring_or_do(Job.DELIVER)
        for token in events.imports_to_carry_on():
            ring_or_do(Job.IMPORT, token)
        if events.sendings_are_due():
            ring_or_do(Job.PLAN_SENDING)
        if matching.changes_exist():
            ring_or_do(Job.MATCH_CHANGES)
        for token in matching.runs_to_carry_on():
            ring_or_do(Job.MATCH_ALL, token)
        for name in _late():
            ring_or_do(name)
        if heartbeat:
            with transaction():
                tasks.succeeded(SWEEPER)
    finally:
        db.session.remove()


def _late() -> list[Job]:
    """Periodic work whose time has come."""
    hour = local(now()).time()
    tonight = [name for name, (begin, end) in schedule.NIGHTLY.items() if begin <= hour < end]
    limits = {**schedule.EVERY, **dict.fromkeys(tonight, NIGHT)}
    ages = {name: tasks.age(name) for name in limits}
    return [name for name, age in ages.items() if age is None or age > limits[name]]


def ring_or_do(job: Job, *ids: str) -> None:
    """Wake a worker; where no Redis answers, do the work here."""
    db.session.rollback()
    if not ring(job, *ids):
        module, function = job.rsplit(".", 1)
        getattr(import_module(module), function)(*ids)
