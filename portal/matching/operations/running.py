"""A run of the matching: asked for, taken by one worker at a time, followed, ended.

A worker takes a run for a minute and renews that while it works. Whoever is killed leaves nothing
half done: the next one reads and computes anew, and writes what is still missing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from portal.core import audit
from portal.core.clock import local, now
from portal.core.db import db, in_turn, written
from portal.core.queue import Job, later
from portal.matching.models import MatchRun
from portal.matching.queries import due
from portal.matching.rules.weights import VERSION
from portal.matching.states import ENDED, RunKind, RunState

LEASE = timedelta(seconds=60)
MOST_TRIES = 5  # then somebody must look why it does not end
ALL, CHANGES = "matching.all", "matching.changes"  # what is done by one after the other


class Lost(Exception):
    """Another worker has this run now."""


@dataclass(frozen=True)
class Claim:
    """A run that this worker has for a minute."""

    run_id: int
    token: str
    lease_no: int
    started_at: datetime


def ask(staff_id: int | None) -> MatchRun:
    """A whole run; the one that waits or is under way, where there is one. A job does it."""
    in_turn(ALL)
    going = (MatchRun.kind == RunKind.WHOLE) & MatchRun.state.not_in(ENDED)
    found = db.session.scalar(select(MatchRun).where(going).order_by(MatchRun.id).limit(1))
    if found is None:
        found = MatchRun(kind=RunKind.WHOLE, asked_by=staff_id, version=VERSION)
        db.session.add(found)
        db.session.flush()
        audit.record("matching.run.asked", f"match_run:{found.id}")
    later(Job.MATCH_ALL, found.token)
    return found


def claim(token: str) -> Claim | None:
    """Take a run from its beginning; None when it has ended or another worker has it."""
    at = now()
    mine = (MatchRun.token == token) & due.is_free(at)
    found = db.session.scalar(select(MatchRun).where(mine).with_for_update())
    if found is None:
        return None
    if found.lease_no >= MOST_TRIES:
        _end(found, RunState.FAILED, "tried_too_often")
        return None
    found.state, found.done, found.total, found.version = RunState.READING, 0, 0, VERSION
    return _taken(found, at)


def claim_changes() -> Claim | None:
    """Take what changed: one worker at a time. The work of one day is one run of the record."""
    in_turn(CHANGES)
    at = now()
    last = select(MatchRun).where(MatchRun.kind == RunKind.CHANGES).order_by(MatchRun.id.desc())
    found = db.session.scalar(last.limit(1).with_for_update())
    if found is not None and found.lease_until is not None and found.lease_until > at:
        return None
    if found is None or local(found.created_at).date() != local(at).date():
        if found is not None and found.state not in ENDED:
            _end(found, RunState.DONE, "")
        found = MatchRun(kind=RunKind.CHANGES, figures=found.figures if found else {})
        db.session.add(found)
    found.state, found.done, found.total, found.version = RunState.SCORING, 0, 0, VERSION
    return _taken(found, at)


def note(mine: Claim, state: RunState, done: int, total: int, **more: Any) -> None:
    """How far it is; the lease begins anew. `more`: other columns of the run. Raises Lost."""
    held = {"state": state, "done": done, "total": total, "lease_until": now() + LEASE}
    _change(mine, **held, **more)


def extend(mine: Claim) -> None:
    """The worker still has it. Raises Lost."""
    _change(mine, lease_until=now() + LEASE)


def count(mine: Claim, *, added: int, withdrawn: int) -> None:
    """So many suggestions more. Raises Lost."""
    _change(
        mine,
        added=MatchRun.added + added,
        withdrawn=MatchRun.withdrawn + withdrawn,
        lease_until=now() + LEASE,
    )


def size(mine: Claim, **counts: int) -> None:
    """How large it is: people, openings, pairs, kept. Raises Lost."""
    _change(mine, **counts)


def done(mine: Claim, figures: dict[str, Any]) -> None:
    """It has been written to the end. Raises Lost."""
    over = {"state": RunState.DONE, "lease_until": None, "ended_at": now(), "error": ""}
    _change(mine, figures=figures, **over)
    audit.record("matching.run.done", f"match_run:{mine.run_id}")


def let_go(mine: Claim, error: str) -> None:
    """Something went wrong: another worker may try at once, until it was tried too often."""
    _change(mine, lease_until=None, error=error)


def count_changes(mine: Claim, *, people: int, openings: int) -> None:
    """So many more of what changed are matched. Raises Lost."""
    done = {"done": MatchRun.done + people + openings, "total": MatchRun.done + people + openings}
    more = {"people": MatchRun.people + people, "openings": MatchRun.openings + openings}
    _change(mine, lease_until=now() + LEASE, **done, **more)


def let_changes_go(mine: Claim, upto: datetime | None) -> None:
    """The worker has worked for long enough; or nothing is left of what changed until `upto`."""
    known = {"figures": {due.UPTO: upto.isoformat()}} if upto else {}
    _change(mine, state=RunState.DONE, lease_until=None, ended_at=now(), **known)


def _taken(found: MatchRun, at: datetime) -> Claim:
    found.lease_until = at + LEASE
    found.lease_no = (found.lease_no or 0) + 1
    found.started_at = found.started_at or at
    db.session.flush()
    return Claim(found.id, found.token, found.lease_no, at)


def _change(mine: Claim, **values: Any) -> None:
    held = (MatchRun.id == mine.run_id) & (MatchRun.lease_no == mine.lease_no)
    if not written(
        update(MatchRun).where(held, MatchRun.state.not_in(ENDED)).values(values)
    ).rowcount:
        raise Lost


def _end(found: MatchRun, state: RunState, error: str) -> None:
    found.state, found.lease_until, found.ended_at = state, None, now()
    found.error = found.error or error
