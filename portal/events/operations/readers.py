"""The people of a large sending, read in bulk.

A Reader has those attributes of a registration that a copy is made of, its seats those of a seat.
Mapped objects cost three times as much, and there are 15,000 of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, select

from portal.core.db import db
from portal.events.models import Event, EventSession, Registration, Seat


@dataclass(slots=True)
class ReaderSeat:
    id: int
    registration_id: int
    session_id: int
    state: str
    offer_ends_at: datetime | None
    arrived_at: datetime | None
    session: EventSession = field(init=False)


@dataclass(slots=True)
class Reader:
    event: Event
    id: int
    token: str
    code: str
    state: str
    language: str
    phone: str | None
    email: str | None
    channels: list[str]
    held: bool
    paused: bool
    source: str
    created_at: datetime
    seats: list[ReaderSeat] = field(default_factory=list)


_OF_PERSON = (
    Registration.id,
    Registration.token,
    Registration.code,
    Registration.state,
    Registration.language,
    Registration.phone,
    Registration.email,
    Registration.channels,
    Registration.held,
    Registration.paused,
    Registration.source,
    Registration.created_at,
)
_OF_SEAT = (
    Seat.id,
    Seat.registration_id,
    Seat.session_id,
    Seat.state,
    Seat.offer_ends_at,
    Seat.arrived_at,
)


def of(event: Event, concerned: Select[Any]) -> list[Registration]:
    """Those whom `concerned` selects, in its order, for telling and copies to read."""
    found = _rows(concerned.with_only_columns(*_OF_PERSON))
    people = {row[0]: Reader(event, *row) for row in found}
    sessions = {session.id: session for session in event.sessions}
    mine = Seat.registration_id.in_(people)
    for row in _rows(select(*_OF_SEAT).where(mine).order_by(Seat.id)):
        seat = ReaderSeat(*row)
        seat.session = sessions[seat.session_id]
        people[seat.registration_id].seats.append(seat)
    return cast("list[Registration]", list(people.values()))


def _rows(wanted: Any) -> Sequence[Sequence[Any]]:
    return db.session.execute(wanted).all()
