"""Matching: what changed, at once; everything together, each night or when somebody asks."""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from jobs import job, whole_run
from portal.core import tasks
from portal.core.clock import now
from portal.core.db import breathe, committed, db
from portal.core.queue import Job, ring
from portal.matching.operations import changing, running, telling, writing
from portal.matching.operations.running import Claim, Lost
from portal.matching.operations.writing import Hers
from portal.matching.queries import due
from portal.matching.queries.due import Due
from portal.matching.rules import nearness

log = logging.getLogger(__name__)
SECONDS = 30  # then another job carries on with what changed: RQ ends one after 60
PEOPLE, OPENINGS = 50, 10  # at a time
T = TypeVar("T")


@job
def match_changes() -> None:
    """People and openings that changed since they were matched; then who is to be told."""
    # Also where nothing changed: what was looked at need not be looked at again.
    if not changes(time.monotonic() + SECONDS):
        ring(Job.MATCH_CHANGES)
        return
    for step in (telling.ask_again, telling.tell_new):
        while committed(step):
            breathe()
    committed(lambda: tasks.succeeded(Job.MATCH_CHANGES))


@job
def match_all(token: str = "") -> None:
    """Carry out this run; without a token, ask for tonight's."""
    if not token:
        committed(_tonight)
        return
    mine = committed(lambda: running.claim(token))
    if mine is not None:
        whole_run.carry_out(mine, meanwhile=_meanwhile)


def _meanwhile() -> None:
    if due.changes_exist():
        changes(time.monotonic())


def _tonight() -> None:
    running.ask(None)
    tasks.succeeded(Job.MATCH_ALL)


def changes(end: float) -> bool:
    """Match what changed, the oldest change first, until nothing is left (True) or it is late.

    True as well where another worker is at it.
    """
    nearness.shared()
    mine = committed(running.claim_changes)
    if mine is None:
        return True
    upto = None
    try:
        while True:
            at = now()
            if not _next(mine):
                upto = at
                return True
            if time.monotonic() > end:
                return False
            breathe()
    except Lost:
        return True
    finally:
        db.session.rollback()
        with suppress(Lost):
            committed(lambda: running.let_changes_go(mine, upto))


def _next(mine: Claim) -> int:
    """The next people and openings; how many."""
    people, openings = due.people(PEOPLE), due.openings(OPENINGS)
    if people:
        whole_run.read_wishes([one.id for one in people])
        hers = _one_by_one(changing.people, people, lambda one: [Hers(one.id, _seen(one))])
        whole_run.write(mine, hers, people={one.id: one.seen for one in people})
    if openings:
        found = _one_by_one(_openings, openings, _no_opening)
        for hers, matches in found:
            whole_run.write(mine, hers)
            committed(partial(writing.keep_openings, matches))
    if people or openings:
        committed(lambda: running.count_changes(mine, people=len(people), openings=len(openings)))
    return len(people) + len(openings)


def _openings(batch: Sequence[Due]) -> list[whole_run.Openings]:
    return [changing.openings(batch)]


def _no_opening(one: Due) -> list[whole_run.Openings]:
    return [([], [_seen(one)])]


def _one_by_one(
    compute: Callable[[Sequence[Due]], list[T]],
    batch: Sequence[Due],
    otherwise: Callable[[Due], list[T]],
) -> list[T]:
    """What is computed for all; where that fails, each by itself, so that one that can't be matched
    holds up no other."""
    try:
        return compute(batch)
    except SQLAlchemyError:
        raise  # the engine's trouble, not theirs
    except Exception as error:
        if len(batch) > 1:
            return [one for each in batch for one in _one_by_one(compute, [each], otherwise)]
        facts = {"id": batch[0].id, "error": type(error).__name__}
        log.exception("can't be matched, set apart", extra=facts)
        return otherwise(batch[0])
    finally:
        db.session.rollback()  # what was read is let go before something is written


def _seen(one: Due) -> writing.Match:
    return writing.Match(one.id, one.seen, one.mark)
