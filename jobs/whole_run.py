"""A whole run of the matching, step by step: for the worker, and for `portal match run`.

It reads and computes with no transaction open, says how far it is in short ones, and writes the
differences in batches. Killed anywhere, it is begun again: what is written already is no difference
any more.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from portal.core.db import breathe, committed, db
from portal.matching.operations import aggregating, comparing, reading, running, solving, writing
from portal.matching.operations.running import Claim, Lost
from portal.matching.operations.solving import Difference, Solved, World
from portal.matching.operations.writing import Hers, Match
from portal.matching.queries import due, standing
from portal.matching.rules import nearness
from portal.matching.rules.outcomes import outcomes
from portal.matching.states import RunState

WISHES = 50  # texts that are looked up between two notes
BATCH = 200  # people whose differences are written together
BEAT = 15.0  # seconds: a long step says that it is alive
EVERY = 1.0  # seconds between two notes of how far it is

Openings = tuple[list[Hers], list[Match]]
Show = Callable[[RunState, int, int], None]  # state, done, total


@dataclass
class Progress:
    """How far a run is: shown at once, written down each second. `mine` None: a dry run.

    `meanwhile` is done at each note: what changed need not wait for the end of a long run.
    """

    mine: Claim | None
    show: Show = lambda *_: None
    meanwhile: Callable[[], object] = lambda: None
    seconds: dict[str, float] = field(default_factory=dict)
    _state: RunState | None = None
    _since: float = 0.0
    _noted: float = 0.0

    def __call__(self, state: RunState, done: int, total: int) -> None:
        at = time.monotonic()
        self.show(state, done, total)
        if state != self._state:
            self.ends(at)
            self._state, self._since = state, at
        elif at < self._noted + EVERY:
            return
        self._noted = at
        db.session.rollback()
        if self.mine:
            committed(partial(running.note, self.mine, state, done, total))
            self.meanwhile()

    def ends(self, at: float) -> None:
        """The time that the last step took."""
        if self._state:
            self.seconds[self._state] = round(at - self._since, 2)


def carry_out(
    mine: Claim, show: Show = lambda *_: None, meanwhile: Callable[[], object] = lambda: None
) -> bool:
    """Do a whole run from its beginning. False: another worker has taken it meanwhile.

    Raises what went wrong, having let the run go for another try.
    """
    progress = Progress(mine, show, meanwhile)
    try:
        with _kept_alive(mine):
            _steps(mine, progress)
    except Lost:
        return False
    except Exception as error:
        db.session.rollback()
        committed(partial(running.let_go, mine, type(error).__name__))
        raise
    return True


def try_out(show: Show) -> tuple[Difference, dict[str, Any]]:
    """The same without writing anything but what wishes mean."""
    progress = Progress(None, show)
    world, solved = _solved(progress)
    difference = solving.compare(world, solved)
    return difference, _figures(world, solved, progress)


def _steps(mine: Claim, progress: Progress) -> None:
    world, solved = _solved(progress)
    difference = solving.compare(world, solved)
    sizes = {"people": len(world.seekers) + len(world.others), "openings": len(world.vacancies)}
    committed(partial(running.size, mine, **sizes, pairs=len(solved.paired), kept=difference.kept))
    _write_all(mine, progress, world, difference)
    figures = _figures(world, solved, progress)
    db.session.rollback()
    committed(partial(running.done, mine, figures))


def _solved(progress: Progress) -> tuple[World, Solved]:
    progress(RunState.READING, 0, 0)
    nearness.shared()
    read_wishes(None, partial(progress, RunState.READING))
    begun = due.begun(progress.mine.run_id) if progress.mine else None
    world = solving.read(begun)
    total = len(world.vacancies)
    progress(RunState.SCORING, 0, total)
    paired = solving.score(world, lambda done: progress(RunState.SCORING, done, total))
    progress(RunState.SOLVING, 0, 0)
    return world, solving.solve(world, paired)


def _write_all(mine: Claim, progress: Progress, world: World, difference: Difference) -> None:
    total = len(difference.people)
    seekers = {one.id: one for one in world.seekers}
    vacancies = {one.id: one for one in world.vacancies}
    people = {i: one.seen for i, one in world.people_due.items()}
    openings = {i: one.seen for i, one in world.openings_due.items()}
    for first in range(0, total, BATCH):
        progress(RunState.WRITING, first, total)
        batch = difference.people[first : first + BATCH]
        for hers in batch:
            if hers.person in seekers:
                seeker = seekers[hers.person]
                comparing.fill(hers, seeker, vacancies)
        write(mine, batch, people=people, openings=openings)
        breathe()
    for first in range(0, len(difference.openings), BATCH):
        committed(partial(writing.keep_openings, difference.openings[first : first + BATCH]))
        breathe()
    progress(RunState.WRITING, total, total)


def write(
    mine: Claim,
    batch: Sequence[Hers],
    *,
    people: Mapping[int, datetime | None] | None = None,
    openings: Mapping[int, datetime | None] | None = None,
) -> None:
    """Write these differences and count them, together. Raises Lost: then nothing is written."""

    def deed() -> None:
        done = writing.write(batch, run_id=mine.run_id, people=people, openings=openings)
        running.count(mine, added=done.added, withdrawn=done.withdrawn)

    if batch:
        committed(deed)


def read_wishes(
    ids: list[int] | None, follow: Callable[[int, int], None] = lambda *_: None
) -> None:
    """Look up what wishes mean that nobody has looked up: of these people, or of all."""
    done = 0
    while unread := reading.unread(WISHES, ids):
        db.session.rollback()
        found = [reading.looked_up(one) for one in unread]
        committed(partial(reading.keep, found))
        done += len(found)
        follow(done, done)


def _figures(world: World, solved: Solved, progress: Progress) -> dict[str, Any]:
    progress.ends(time.monotonic())
    wanted = solving.room(world)
    found = outcomes(solved.pairs, solved.best, people=len(world.seekers), wanted=wanted)
    counts = dict.fromkeys([one.id for one in (*world.seekers, *world.others)], 0)
    db.session.rollback()
    counts |= standing.open_for_people(None)
    return found | {
        "excluded_by": solving.stopped(world, solved.paired),
        "groups": aggregating.aggregate(counts),
        "seconds": progress.seconds,
    }


@contextmanager
def _kept_alive(mine: Claim) -> Iterator[None]:
    """The lease is renewed while a long step is under way."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT):
            with app.app_context():
                try:
                    committed(partial(running.extend, mine))
                except Lost:
                    return
                except SQLAlchemyError:
                    continue
                finally:
                    db.session.remove()

    beating = threading.Thread(target=beat, name="matching", daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()
