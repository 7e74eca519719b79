"""Cancel an event, and tell everyone who was coming."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.queue import Job, later
from portal.events import messages
from portal.events.models import Event, Registration, Seat
from portal.events.operations import editing, telling
from portal.events.states import EventState, RegistrationState
from portal.notifications import operations as outbox

BATCH = 100  # registrations a transaction: others may write in between


def cancel(event: Event) -> None:
    """The event does not take place. A job tells people. Asked twice, done once."""
    editing.hold(event)
    if event.state == EventState.CANCELLED:
        return
    event.state, event.told_up_to = EventState.CANCELLED, 0
    audit.record("events.event.cancelled", editing.subject(event))
    later(Job.TELL_CANCELLED, str(event.id))


def tell_next(event_id: int) -> int:
    """Tell the next hundred; how many were looked at. Run until it says 0."""
    event = db.session.get(Event, event_id, with_for_update=True)
    if event is None or event.told_up_to is None:
        return 0
    mine = (Registration.event_id == event.id) & (Registration.id > event.told_up_to)
    active = Registration.state == RegistrationState.ACTIVE
    wanted = select(Registration).where(mine, active).order_by(Registration.id).limit(BATCH)
    whole = selectinload(Registration.seats).joinedload(Seat.session)
    people = db.session.scalars(wanted.options(whole, joinedload(Registration.event))).all()
    for registration in people:
        _tell(registration)
    event.told_up_to = people[-1].id if people else None
    return len(people)


def _tell(registration: Registration) -> None:
    """What was still to be sent is not; instead, once, that nothing takes place."""
    outbox.cancel(telling.cause(registration))
    coming = [seat for seat in registration.seats if seat.session.ends_at > now()]
    seat = telling.first_seat(coming)
    if seat is not None:
        key = f"cancelled:{registration.id}"
        telling.tell(registration, messages.EVENT_CANCELLED, seat, key=key)
