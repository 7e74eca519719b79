"""How long it takes to write a message to 15,000 people: counted, planned, watched."""

import tempfile
import time
from pathlib import Path

from portal import migrating, settings
from portal.app import create_app
from portal.core import queue
from portal.core.db import breathe, committed, db
from portal.events.models import Sending
from portal.events.operations import copies, reach, sendings
from portal.notifications import queries
from tests import databases
from tests.factories.crowds import fair
from tests.factories.sendings import send, write

ENGINES = ("sqlite", "postgresql")
PEOPLE = 15_000


def run() -> None:
    """15,000 people, one message, both engines."""
    print(f"\nA message to {PEOPLE:,} people, seconds")
    for engine in ENGINES:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            print(f"  {engine:12}{_on(engine, name)}")


def _on(engine: str, folder: str) -> str:
    with databases.fresh(engine, Path(folder)) as url:
        migrating.upgrade(url)
        given = {"PORTAL_DATA_DIR": folder, "PORTAL_DATABASE_URL": url}
        app = create_app(settings.load(given))
        queue.bell = None
        with app.app_context():
            figures = _measured()
            db.session.remove()
            db.engine.dispose()
    return figures


def _measured() -> str:
    sending = write(fair(PEOPLE), "Bonjour. Apportez votre CV.")
    begun = time.perf_counter()
    people = reach.of(sending.kind, sendings.concerned(sending)).people
    counted = time.perf_counter() - begun
    send(sending)
    own, begun = time.process_time(), time.perf_counter()
    longest = _planned()
    planned, own = time.perf_counter() - begun, time.process_time() - own
    begun = time.perf_counter()
    tally = queries.tally([copies.named(sending)])
    watched = time.perf_counter() - begun
    written = sum(one.people for one in tally)
    done = db.session.get_one(Sending, sending.id).planned
    assert people == written == done == PEOPLE, (people, written, done)
    return (
        f"counted before {counted:.2f}; planned {planned:.2f} ({own:.2f} of a processor), longest"
        f" transaction {longest:.2f}; one look at the progress {watched:.2f}"
    )


def _planned() -> float:
    """As the job does it, with its pauses; the seconds of its longest transaction."""
    longest, more = 0.0, 1
    while more:
        begun = time.perf_counter()
        more = committed(sendings.plan_next)
        longest = max(longest, time.perf_counter() - begun)
        breathe()
    return longest
