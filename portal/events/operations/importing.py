"""Bring a list of people in: check every row first, then, if staff say so, register them.

A worker takes the list for a minute (a lease) and works in batches. What a batch did and how far
the list is are one transaction: whoever is killed, no row is lost and none is written twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import undefer

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.folding import fold
from portal.core.queue import Job, later
from portal.core.sealed import phone_index
from portal.events.models import Event, ImportList, Registration
from portal.events.operations import list_rows, registration, seats
from portal.events.operations.list_rows import Reading
from portal.events.states import EventState, ImportState, RegistrationState, Source

BATCH = 25
LEASE = timedelta(seconds=60)
GOING = (ImportState.CHECKING, ImportState.WRITING)
Problem = tuple[int, str, str]  # row, field, code: as kept in the list


@dataclass(frozen=True)
class Claim:
    """A list that this worker has for a minute, and what it needs to read the rows."""

    list_id: int
    lease_no: int
    event_id: int
    staff_id: int | None
    rows: list[dict[str, str]]
    session_id: int | None
    language: str


def begin(
    event: Event,
    rows: list[dict[str, str]],
    *,
    ignored: Iterable[str] = (),
    session_id: int | None = None,
    language: str,
    staff_id: int | None = None,
) -> ImportList:
    """Keep the rows of a file; a job checks them. Nobody is registered yet.

    Raises Refused("event_is_cancelled").
    """
    if event.state == EventState.CANCELLED:
        raise Refused("event_is_cancelled")
    brought = ImportList(
        event_id=event.id,
        staff_id=staff_id,
        rows=rows,
        total=len(rows),
        ignored=list(ignored),
        session_id=session_id,
        language=language,
    )
    db.session.add(brought)
    db.session.flush()
    audit.record("events.list.brought", f"event:{event.id}")
    later(Job.IMPORT, brought.token)
    return brought


def confirm(token: str, *, send_messages: bool) -> None:
    """Register the rows that are good; a job does it. Asked twice, done once.

    Raises Refused("list_gone") when the rows are not kept any more.
    """
    found = db.session.scalar(
        select(ImportList)
        .where(ImportList.token == token)
        .with_for_update()
        .options(undefer(ImportList.rows))
        .execution_options(populate_existing=True)
    )
    if found is None or (found.state == ImportState.READY and found.rows is None):
        raise Refused("list_gone")
    if found.state != ImportState.READY:
        return
    found.state, found.done, found.send_messages = ImportState.WRITING, 0, send_messages
    audit.record("events.list.confirmed", f"event:{found.event_id}")
    later(Job.IMPORT, token)


def claim(token: str) -> Claim | None:
    """Take the list for a minute; None when nothing is left to do or another worker has it."""
    at = now()
    free = or_(ImportList.lease_until.is_(None), ImportList.lease_until <= at)
    mine = (ImportList.token == token) & ImportList.state.in_(GOING) & free
    lease = {"lease_until": at + LEASE, "lease_no": ImportList.lease_no + 1}
    taken = (
        update(ImportList).where(mine).values(lease).execution_options(synchronize_session=False)
    )
    if not db.session.execute(taken).rowcount:  # type: ignore[attr-defined]
        return None
    found = db.session.scalars(
        select(ImportList)
        .where(ImportList.token == token)
        .options(undefer(ImportList.rows))
        .execution_options(populate_existing=True)
    ).one()
    if found.rows is None:  # waited so long that it was forgotten
        _end(found)
        return None
    facts = (found.staff_id, found.rows, found.session_id, found.language)
    return Claim(found.id, found.lease_no, found.event_id, *facts)


def read(mine: Claim) -> list[Reading]:
    """The rows as they are understood. Slow for a long list: outside any transaction."""
    event = db.session.get_one(Event, mine.event_id)
    return list_rows.read(
        mine.rows, event.sessions, session_id=mine.session_id, language=mine.language, at=now()
    )


def step(mine: Claim, readings: list[Reading]) -> int:
    """Check or register the next batch; how many rows it had. 0: nothing is left to do here."""
    held = (ImportList.id == mine.list_id) & (ImportList.lease_no == mine.lease_no)
    found = db.session.scalar(
        select(ImportList).where(held, ImportList.state.in_(GOING)).with_for_update()
    )
    if found is None:
        return 0  # another worker has it now, or it has just been finished
    batch = readings[found.done : found.done + BATCH]
    bad = {row for row, _, _ in found.problems}
    fresh = [reading for reading in batch if reading.row not in bad]
    if found.state == ImportState.WRITING:
        problems = _register(found, fresh)
        found.added += len(fresh) - len({row for row, _, _ in problems})
    else:
        problems = _check(found.event_id, fresh)
    if problems:
        found.problems = [*found.problems, *problems]
    found.done += len(batch)
    found.lease_until = now() + LEASE
    if found.done >= found.total:
        _end(found)
    return len(batch)


def let_go(mine: Claim) -> None:
    """Let another worker carry on at once."""
    held = (ImportList.id == mine.list_id) & (ImportList.lease_no == mine.lease_no)
    db.session.execute(update(ImportList).where(held).values(lease_until=None))


def throw_away(token: str) -> None:
    """Forget a list that was only tried."""
    found = db.session.scalar(select(ImportList).where(ImportList.token == token))
    if found is not None:
        db.session.delete(found)


def _end(found: ImportList) -> None:
    """Checked: wait for a decision. Written: the rows have served."""
    checked = found.state == ImportState.CHECKING and found.done >= found.total
    found.state = ImportState.READY if checked else ImportState.DONE
    found.lease_until = None
    if not checked:
        found.rows = None


def _check(event_id: int, readings: list[Reading]) -> list[Problem]:
    known = _registered(event_id, readings)
    problems: list[Problem] = []
    for reading in readings:
        problems += [(reading.row, *problem) for problem in reading.problems]
        if reading.answers and _key(reading) in known:
            problems.append((reading.row, "name", "already_registered"))
    return problems


def _register(found: ImportList, readings: list[Reading]) -> list[Problem]:
    """Register who can be; what has become wrong since the check is a problem like any other."""
    problems = _check(found.event_id, readings)
    bad = {row for row, _, _ in problems}
    good = [(one.row, one.answers) for one in readings if one.answers and one.row not in bad]
    event = db.session.get_one(Event, found.event_id)
    # All at once and in order, as everybody does: locked one by one, two could wait for each other.
    seats.lock({i for _, answers in good for i in answers.session_ids})
    for row, answers in good:
        try:
            registration.register(event, answers, source=Source.IMPORT, tell=found.send_messages)
        except Refused as no:
            problems.append((row, no.field, no.code))
    return problems


def _registered(event_id: int, readings: list[Reading]) -> set[tuple[str, bytes | None]]:
    """Which names, with which phone, are registered already, among those of `readings`."""
    names = {_key(reading)[0] for reading in readings}
    active = (Registration.event_id == event_id) & (Registration.state == RegistrationState.ACTIVE)
    wanted = select(Registration.name_folded, Registration.phone_index)
    rows = db.session.execute(wanted.where(active, Registration.name_folded.in_(names)))
    return {(name, phone) for name, phone in rows}


def _key(reading: Reading) -> tuple[str, bytes | None]:
    """Two with this in common are called the same person: many people share a name or a phone."""
    if reading.answers is None:
        return "", None
    phone = reading.answers.phone
    return fold(reading.answers.name), phone_index(phone) if phone else None
