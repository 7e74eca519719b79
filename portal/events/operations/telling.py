"""What events tell people: which message, to whom, with which facts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from portal.core.clock import local
from portal.events import messages
from portal.events.models import EventSession, Registration, Seat
from portal.events.states import EventState, RegistrationState, SeatState
from portal.notifications.operations import posting as outbox
from portal.notifications.operations.posting import Draft, Recipient
from portal.reference import cities


def cause(registration: Registration) -> str:
    return f"registration:{registration.id}"


def tell(
    registration: Registration,
    kind: str,
    seat: Seat,
    *,
    key: str,
    expires_at: datetime | None = None,
    prompt: bool = False,
) -> None:
    """Post a message about `seat`; nothing for someone who can't or must not be written to.

    `prompt`: the person has just asked for it and waits, by day or by night.
    """
    if may_be_told(registration, kind):
        day = local(seat.session.starts_at).date()
        letter = draft(
            registration,
            kind,
            seat,
            key=key,
            expires_at=expires_at,
            prompt=prompt,
            matters_on=day,
        )
        outbox.post(letter)


def may_be_told(registration: Registration, kind: str) -> bool:
    """Is there a way to reach this person, and no reason to be silent?"""
    return not silent_because(registration, kind)


def silent_because(registration: Registration, kind: str) -> str:
    """Why this person is not written to: a code; "" when she may be."""
    if registration.state != RegistrationState.ACTIVE:
        return "registration_cancelled"
    cancelled = registration.event.state == EventState.CANCELLED
    if cancelled and kind not in messages.STILL:
        return "event_cancelled"
    if registration.held:
        return "held"
    if registration.paused:
        return "paused_by_team"
    return "" if recipient(registration).routes else "no_address"


def recipient(registration: Registration) -> Recipient:
    """The person's addresses, in the order she chose; SMS and e-mail come last unless she did.

    WhatsApp only where she chose it.
    """
    addresses = {
        "whatsapp": registration.phone,
        "sms": registration.phone,
        "email": registration.email,
    }
    wanted = in_order(registration.channels)
    routes = tuple((channel, address) for channel in wanted if (address := addresses.get(channel)))
    return Recipient(registration.language, routes)


def in_order(chosen: Sequence[str]) -> list[str]:
    """The channels on which someone who chose these is tried."""
    return list(dict.fromkeys([*chosen, "sms", "email"]))


def draft(
    registration: Registration,
    kind: str,
    seat: Seat,
    *,
    key: str,
    expires_at: datetime | None = None,
    prompt: bool = False,
    sending: str = "",
    matters_on: date | None = None,
    **facts: Any,
) -> Draft:
    """A message of `kind` about `seat`, with the facts that its words are made of."""
    session = seat.session
    return Draft(
        kind=kind,
        to=recipient(registration),
        key=key,
        cause=cause(registration),
        expires_at=expires_at or session.ends_at,
        path=f"badges/{registration.token}/",
        prompt=prompt,
        matters_on=matters_on,
        sending=sending,
        facts={
            "code": registration.code,
            "seat": seat.id,
            "starts_at": session.starts_at.isoformat(),
            "ends_at": seat.offer_ends_at.isoformat() if seat.offer_ends_at else "",
            "place": session.place_id,
            "where": _where(session, registration.language),
            **facts,
        },
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
