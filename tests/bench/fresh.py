"""How long a whole run takes with its tables, and one person or opening that changed."""

import resource
import statistics
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select, update

from jobs import matching, whole_run
from portal import migrating, settings
from portal.app import create_app
from portal.core import queue
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.matching.operations import changing, running
from portal.matching.queries import due
from portal.matching.rules import nearness
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from tests import databases
from tests.bench import population
from tests.factories.matching import settle

ENGINES = ("sqlite", "postgresql")
PEOPLE, OPENINGS = 15_000, 2_000
SAMPLE = 40  # people and openings that change, one after the other
BURST = 500
FAST = 0.100  # seconds


def run(people: int = PEOPLE, openings: int = OPENINGS) -> None:
    """Both engines: a first whole run, a second one, single changes, a burst of changes."""
    print(f"\nMatching kept fresh: {people:,} people, {openings:,} openings in tables")
    drawn = population.world(people, openings)
    nearness.shared()
    for engine in ENGINES:
        with _portal(engine) as app, app.app_context():
            settle(drawn.seekers, drawn.vacancies)
            print(f"  {engine}")
            _whole("the first whole run")
            _whole("the second, with nothing new")
            _singles()
            _burst()
            db.session.remove()
            db.engine.dispose()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory at most {peak:,.0f} MiB, with the population drawn for the bench")


@contextmanager
def _portal(engine: str):
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        databases.fresh(engine, Path(folder)) as url,
    ):
        migrating.upgrade(url)
        app = create_app(settings.load({"PORTAL_DATA_DIR": folder, "PORTAL_DATABASE_URL": url}))
        queue.bell = None
        yield app


def _whole(name: str) -> None:
    mine = committed(lambda: running.claim(running.ask(None).token))
    begun = time.perf_counter()
    whole_run.carry_out(mine)
    took = time.perf_counter() - begun
    one = due.run(mine.token)
    steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in one.figures["seconds"].items())
    reached = one.figures["coverage"]["people_possible"]
    print(
        f"    {name}: {took:.1f} s ({steps}); {one.pairs:,} pairs, {one.added:,} added,"
        f" {one.kept:,} kept, {one.withdrawn:,} taken away; {reached:.1%} of those whom some"
        " opening fits have one"
    )


def _singles() -> None:
    for name, model in (("one person", Person), ("one opening", Opportunity)):
        ids = db.session.scalars(select(model.id).order_by(model.id).limit(SAMPLE)).all()
        computing, busy, times = [], [], []
        for i in ids:
            _touch(model, [i])
            begun, cpu = time.perf_counter(), time.process_time()
            batch = due.people(1) if model is Person else due.openings(1)
            (changing.people if model is Person else changing.openings)(batch)
            computing.append(time.perf_counter() - begun)
            busy.append(time.process_time() - cpu)
            db.session.rollback()
            begun = time.perf_counter()
            matching.changes(time.monotonic() + 30)
            times.append(time.perf_counter() - begun)
        middle, slow = statistics.median(computing), sorted(computing)[int(SAMPLE * 0.95)]
        whole = statistics.median(times)
        print(
            f"    {name} that changed: found and computed in {middle * 1000:.0f} ms, p95"
            f" {slow * 1000:.0f} ms ({'within' if middle <= FAST else 'ABOVE'}"
            f" {FAST * 1000:.0f} ms), of this process {statistics.median(busy) * 1000:.0f} ms; with"
            f" what is written and its pauses {whole * 1000:.0f} ms"
        )
    begun = time.perf_counter()
    for _ in range(20):
        due.changes_exist()
    print(f"    a look of the sweeper: {(time.perf_counter() - begun) / 20 * 1000:.1f} ms")


def _burst() -> None:
    ids = db.session.scalars(select(Person.id).order_by(Person.id.desc()).limit(BURST)).all()
    _touch(Person, ids)
    begun = time.perf_counter()
    matching.changes(time.monotonic() + 600)
    print(f"    {BURST} people that changed at once: {time.perf_counter() - begun:.1f} s")


def _touch(model, ids) -> None:
    with transaction():
        db.session.execute(update(model).where(model.id.in_(ids)).values(changed_at=now()))
