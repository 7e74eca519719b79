"""Who was there: noted by hand at the desk, or seen at a door."""

from datetime import datetime

from portal.core import audit
from portal.core.clock import now
from portal.core.errors import Refused
from portal.events import rules
from portal.events.models import Seat
from portal.events.states import EventState, RegistrationState, SeatState


def arrive(seat: Seat) -> None:
    """The person is there. The first time counts.

    Raises Refused: registration_gone, event_is_cancelled, or session_another_day before its day.
    """
    if seat.registration.state != RegistrationState.ACTIVE:
        raise Refused("registration_gone")
    if seat.registration.event.state == EventState.CANCELLED:
        raise Refused("event_is_cancelled")
    if not rules.arrival_may_be_noted(seat.session, now()):
        raise Refused("session_another_day")
    if seat.arrived_at is None:
        seat.arrived_at = now()
        audit.record("events.seat.arrived", f"registration:{seat.registration_id}")


def undo(seat: Seat) -> None:
    """It was somebody else."""
    if seat.arrived_at is not None:
        seat.arrived_at = None
        audit.record("events.seat.not_arrived", f"registration:{seat.registration_id}")


def seen(seat: Seat, at: datetime) -> None:
    """The person was seen at a door at this instant. The earliest counts; whoever comes takes the
    place that was offered (its session is locked then).

    No line in the list of deeds: the doors keep each scan.
    """
    if seat.state == SeatState.OFFERED:
        seat.state, seat.offer_ends_at = SeatState.SEATED, None
    if seat.arrived_at is None or at < seat.arrived_at:
        seat.arrived_at = at


def not_seen(seat: Seat) -> None:
    """What the doors saw counts no more."""
    seat.arrived_at = None
