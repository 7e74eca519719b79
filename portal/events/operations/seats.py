"""Seats: take one, give one back, offer a freed one to the next person who waits.

Every deed here first locks the rows of the sessions it touches, always in the order of their ids
(PostgreSQL; on SQLite the whole unit holds the write lock). `taken` counts seated and offered.
"""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.events import messages, rules
from portal.events.models import EventSession, Registration, Seat
from portal.events.operations import telling
from portal.events.states import HOLDING, EventState, SeatState

_LOCK = (
    select(EventSession)
    .where(EventSession.id.in_(bindparam("ids", expanding=True)))
    .order_by(EventSession.id)
    .with_for_update()
    .execution_options(populate_existing=True)
)


def lock(session_ids: Iterable[int]) -> list[EventSession]:
    """The sessions as they are now, held until the commit."""
    return list(db.session.scalars(_LOCK, {"ids": sorted(session_ids)}))


def take(registration: Registration, sessions: Iterable[EventSession]) -> list[Seat]:
    """A seat in each of the sessions (locked); on the waiting list where it is full."""
    seats = []
    for session in sessions:
        free = session.taken < session.capacity
        session.taken += free
        state = SeatState.SEATED if free else SeatState.WAITING
        seat = Seat(registration=registration, session=session, state=state, queued_at=now())
        db.session.add(seat)
        seats.append(seat)
    db.session.flush()
    return seats


def take_again(seat: Seat) -> None:
    """A seat that was given back is asked for again: as good as new, at the end of the queue."""
    (session,) = lock([seat.session_id])
    if seat.state in HOLDING or seat.state == SeatState.WAITING:
        return
    free = session.taken < session.capacity
    session.taken += free
    seat.state = SeatState.SEATED if free else SeatState.WAITING
    seat.queued_at, seat.offer_ends_at = now(), None


def give_back(seats: Iterable[Seat]) -> None:
    """The person does not want these seats any more; each goes to the next who waits."""
    seats = list(seats)
    sessions = {session.id: session for session in lock(seat.session_id for seat in seats)}
    for seat in seats:
        held = seat.state in HOLDING
        seat.state, seat.offer_ends_at = SeatState.CANCELLED, None
        if held:
            _pass_on(sessions[seat.session_id])


def accept_offer(seat: Seat) -> None:
    """Take the offered place. Asked twice, it is still taken once. Raises Refused("offer_gone")."""
    lock([seat.session_id])
    db.session.refresh(seat)
    if seat.state == SeatState.SEATED:
        return
    if seat.state != SeatState.OFFERED or not seat.offer_ends_at or seat.offer_ends_at <= now():
        raise Refused("offer_gone")
    seat.state, seat.offer_ends_at = SeatState.SEATED, None
    key = f"taken:{seat.id}"
    telling.tell(seat.registration, messages.PLACE_TAKEN, seat, key=key, prompt=True)
    audit.record("events.seat.accepted", f"registration:{seat.registration_id}")


def expire_offers() -> int:
    """Offers that nobody answered in time: to the end of the queue, after three out of it."""
    late = (Seat.state == SeatState.OFFERED) & (Seat.offer_ends_at <= now())
    seats = list(db.session.scalars(select(Seat).where(late).order_by(Seat.id).limit(100)))
    sessions = {session.id: session for session in lock({seat.session_id for seat in seats})}
    for seat in seats:
        db.session.refresh(seat)
        if seat.state != SeatState.OFFERED:
            continue  # accepted between our reading and our lock
        again = seat.offers < rules.MOST_OFFERS
        seat.state = SeatState.WAITING if again else SeatState.LAPSED
        seat.queued_at, seat.offer_ends_at = now(), None
        db.session.flush()
        _pass_on(sessions[seat.session_id])
        audit.record("events.seat.offer_expired", f"registration:{seat.registration_id}")
    return len(seats)


def set_capacity(session: EventSession, capacity: int) -> None:
    """More seats go to those who wait. Raises Refused("capacity_below_taken")."""
    (session,) = lock([session.id])
    if capacity < session.taken:
        raise Refused("capacity_below_taken", "capacity")
    session.capacity = capacity
    while session.taken < session.capacity:
        session.taken += 1
        if not _pass_on(session):
            return


def _pass_on(session: EventSession) -> bool:
    """Offer a held place to the next who waits; give it back to all when nobody does."""
    at = now()
    waiting = (Seat.session_id == session.id) & (Seat.state == SeatState.WAITING)
    queue = select(Seat).where(waiting, Seat.offers < rules.MOST_OFFERS)
    seat = db.session.scalar(queue.order_by(Seat.queued_at, Seat.id).limit(1))
    cancelled = session.event.state == EventState.CANCELLED
    if seat is None or cancelled or at >= session.starts_at:
        session.taken -= 1
        return False
    seat.state, seat.offers = SeatState.OFFERED, seat.offers + 1
    seat.offer_ends_at = rules.offer_ends(session, at)
    db.session.flush()
    telling.tell(
        seat.registration,
        messages.PLACE_OFFERED,
        seat,
        key=f"offer:{seat.id}:{seat.offers}",
        expires_at=seat.offer_ends_at,
    )
    return True
