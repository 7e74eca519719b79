"""The list that kiosks hold: what it should say, and where it does not say it yet.

A line is text here, as the database keeps it. Fifteen thousand of them are compared where they
stand; only what differs is read.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, String, and_, case, cast, func, or_, select

from portal.core.db import db
from portal.events.models import Registration, Seat
from portal.events.states import RegistrationState
from portal.kiosks.models import Door, DoorEntry
from portal.kiosks.queries.rules_of import GONE
from portal.kiosks.rules import key_of

COMPARE_EVERY = timedelta(seconds=2)
MOST_KEYS = 200  # computed for one answer: a quarter of a second of one processor
MOST_LINES = 500  # written for one answer
NOBODY = "[]"  # the line of somebody who was forgotten
_SPEAKS_OF = (
    Registration.id,
    Registration.state,
    Registration.language,
    Registration.merged_into_id,
    (Registration.name == "").label("forgotten"),
)


@dataclass(frozen=True)
class Differences:
    """Where the list differs from the registrations. `keys`: registration -> its key, or None for
    a line that stands and has changed. `whole`: nothing was left for the next time. `compared`:
    it was looked at just now."""

    keys: Mapping[int, bytes | None] = field(default_factory=dict)
    whole: bool = True
    compared: bool = False


def differences(event_id: int, at: datetime) -> Differences:
    """What has to be written for the list to be right, a portion of it. Computes keys, which is
    slow: call it before the transaction that writes them.

    A list that was found whole a moment ago is not compared again.
    """
    wanted = select(Door.salt, Door.read_at).where(Door.event_id == event_id)
    door = db.session.execute(wanted).one()
    if door.read_at is not None and abs(at - door.read_at) < COMPARE_EVERY:
        return Differences()
    stale, missing, whole = compared(event_id)
    keys: dict[int, bytes | None] = dict.fromkeys(stale)
    return Differences(keys | _keys(missing, door.salt), whole=whole, compared=True)


def compared(event_id: int) -> tuple[list[int], list[int], bool]:
    """A portion of the registrations whose line is wrong, one of those that have none; is it all?

    Which ones is left to chance: several kiosks that begin at once each compute others, and share
    what they find.
    """
    most = MOST_LINES + MOST_KEYS
    rows = db.session.execute(_wrong(event_id).order_by(func.random()).limit(most + 1)).all()
    wrong = {registration_id: bool(absent) for registration_id, absent in rows}
    wrong |= _wrong_merged(event_id)
    stale = [i for i, absent in wrong.items() if not absent]
    missing = [i for i, absent in wrong.items() if absent]
    whole = len(rows) <= most and len(stale) <= MOST_LINES and len(missing) <= MOST_KEYS
    return stale[:MOST_LINES], missing[:MOST_KEYS], whole


def _wrong(event_id: int) -> Any:
    """Registrations that stand for themselves and whose line differs from what _text() says.

    Each is looked up by an index: to join whole tables would be quicker by little, and slower by
    minutes where PostgreSQL does not know yet how long they are (after an import).
    """
    text = select(cast(DoorEntry.line, String))
    stands = text.where(DoorEntry.registration_id == Registration.id).scalar_subquery()
    active = case((Registration.state == RegistrationState.ACTIVE, "active"), else_="cancelled")
    seats = func.coalesce(_seats_as_text(), "", type_=String)
    said = '["' + active + '", "' + Registration.language + '", [' + seats + "]]"
    line = case((Registration.name == "", NOBODY), else_=said)
    mine = (Registration.event_id == event_id) & Registration.merged_into_id.is_(None)
    both = (
        select(Registration.id, stands.label("stands"), line.label("line")).where(mine).subquery()
    )
    absent = both.c.stands.is_(None)
    wrong = or_(and_(absent, both.c.line != NOBODY), both.c.stands != both.c.line)
    return select(both.c.id, absent).where(wrong)


def _seats_as_text() -> ScalarSelect[str]:
    """The live seats of a registration, in the order of their sessions."""
    said = "[" + cast(Seat.session_id, String) + ', "' + Seat.state + '"]'
    mine = (Seat.registration_id == Registration.id) & Seat.state.not_in(GONE)
    in_order = select(said.label("said")).where(mine).order_by(Seat.session_id)
    one = in_order.correlate(Registration).subquery()
    return select(func.aggregate_strings(one.c.said, ", ")).scalar_subquery()


def _wrong_merged(event_id: int) -> dict[int, bool]:
    """Those that were merged into others, which are few: wrong -> has it no line?"""
    merged = Registration.merged_into_id.is_not(None) & (Registration.event_id == event_id)
    ids = db.session.scalars(select(Registration.id).where(merged)).all()
    if not ids:
        return {}
    stand, right = entries(event_id, ids), lines(event_id, ids)
    return {i: i not in stand for i in ids if stand.get(i, NOBODY) != right[i]}


def entries(event_id: int, ids: Collection[int]) -> dict[int, str]:
    """The lines of these registrations as they are written."""
    text = cast(DoorEntry.line, String)
    wanted = select(DoorEntry.registration_id, text).where(DoorEntry.event_id == event_id)
    rows = db.session.execute(wanted.where(DoorEntry.registration_id.in_(ids)))
    return dict(rows.all())


def lines(event_id: int, ids: Collection[int]) -> dict[int, str]:
    """The lines of these registrations as they should be.

    A registration that was merged into another has that one's line: its code opens the same.
    """
    known = _known(event_id, ids)
    seats = _seats(known)
    kept = {i: _kept(known, i) for i in known.keys() & set(ids)}
    return {i: _text(row, seats.get(row.id, [])) for i, row in kept.items()}


def roots(event_id: int, ids: Collection[int]) -> dict[int, int]:
    """For each of these registrations the one that it stands for: itself, unless it was merged."""
    known = _known(event_id, ids)
    return {i: _kept(known, i).id for i in ids if i in known}


def _known(event_id: int, ids: Collection[int]) -> dict[int, Row[Any]]:
    """What lines say of these registrations and of all that they were merged into."""
    of_event = select(*_SPEAKS_OF).where(Registration.event_id == event_id)
    known: dict[int, Row[Any]] = {}
    more = set(ids)
    while more:
        rows = db.session.execute(of_event.where(Registration.id.in_(more)))
        known |= {row.id: row for row in rows}
        more = {r.merged_into_id for r in known.values() if r.merged_into_id} - known.keys()
    return known


def _kept(known: Mapping[int, Row[Any]], registration_id: int) -> Row[Any]:
    row = known[registration_id]
    while row.merged_into_id is not None:
        row = known[row.merged_into_id]
    return row


def _text(row: Row[Any], seats: list[list[object]]) -> str:
    if row.forgotten:
        return NOBODY
    active = row.state == RegistrationState.ACTIVE
    return json.dumps(["active" if active else "cancelled", row.language, sorted(seats)])


def _seats(ids: Collection[int]) -> dict[int, list[list[object]]]:
    """The live seats of these registrations."""
    live = Seat.registration_id.in_(ids) & Seat.state.not_in(GONE)
    wanted = select(Seat.registration_id, Seat.session_id, Seat.state).where(live)
    found: dict[int, list[list[object]]] = {}
    for registration_id, session_id, state in db.session.execute(wanted):
        found.setdefault(registration_id, []).append([session_id, state])
    return found


def _keys(ids: Collection[int], salt: bytes) -> dict[int, bytes]:
    wanted = select(Registration.id, Registration.code).where(Registration.id.in_(ids))
    codes = db.session.execute(wanted).all()
    db.session.rollback()  # no connection is held while the keys are computed
    return {registration_id: key_of(code, salt) for registration_id, code in codes}
