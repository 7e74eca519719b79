"""What events tell people: which message, to whom, with which facts."""

from datetime import datetime

from portal.events import messages
from portal.events.models import EventSession, Registration, Seat
from portal.events.states import EventState, RegistrationState, SeatState
from portal.notifications import operations as outbox
from portal.notifications.operations import Recipient
from portal.reference import cities

SMS = "sms"


def cause(registration: Registration) -> str:
    return f"registration:{registration.id}"


def tell(
    registration: Registration,
    kind: str,
    seat: Seat,
    *,
    key: str,
    expires_at: datetime | None = None,
) -> None:
    """Post a message about `seat`; nothing for someone without a phone or held back by staff."""
    active = registration.state == RegistrationState.ACTIVE
    if not registration.phone or registration.held or not active:
        return
    session = seat.session
    if session.event.state == EventState.CANCELLED and kind != messages.EVENT_CANCELLED:
        return
    outbox.post(
        kind,
        Recipient(SMS, registration.phone, registration.language),
        dedupe_key=f"{key}:{SMS}",
        cause=cause(registration),
        expires_at=expires_at or session.ends_at,
        code=registration.code,
        path=f"badges/{registration.token}/",
        starts_at=session.starts_at.isoformat(),
        ends_at=seat.offer_ends_at.isoformat() if seat.offer_ends_at else "",
        where=_where(session, registration.language),
    )


def first_seat(seats: list[Seat]) -> Seat | None:
    """The seat that a message speaks of: the first one the person has, else waits for."""
    live = [s for s in seats if s.state not in {SeatState.CANCELLED, SeatState.LAPSED}]
    return min(
        live, key=lambda s: (s.state == SeatState.WAITING, s.session.starts_at), default=None
    )


def _where(session: EventSession, language: str) -> str:
    """The city: short, and neutral on a lock screen."""
    return cities.name_of(session.event.city, language) if session.place_id else ""
