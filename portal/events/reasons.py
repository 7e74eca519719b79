"""Does a message still have its reason, at the moment it leaves?"""

from collections.abc import Sequence

from sqlalchemy import String, cast, select
from sqlalchemy.orm import joinedload, selectinload

from portal.core.db import db
from portal.events import messages
from portal.events.models import Registration, Seat, Sending
from portal.events.states import EventState, RegistrationState, SeatState, SendingState
from portal.notifications.models import Message

# What a seat must be for a message about it, and what is said when it is something else.
MUST_BE = {
    messages.WAITING: (SeatState.WAITING, "place_found"),
    messages.PLACE_OFFERED: (SeatState.OFFERED, "offer_answered"),
    messages.PLACE_TAKEN: (SeatState.SEATED, "seat_gone"),
    messages.REMINDER_DAY: (SeatState.SEATED, "seat_gone"),
    messages.REMINDER_HOURS: (SeatState.SEATED, "seat_gone"),
}
# A word about the change follows these. A badge that names the old day still brings the code.
SUPERSEDED = (*messages.REMINDERS, messages.CHANGED)


def gone(copies: Sequence[Message]) -> dict[int, str]:
    """Why some of these messages need not leave any more: id -> code, for those alone."""
    ids = {_registration_id(copy) for copy in copies}
    whole = select(Registration).options(
        joinedload(Registration.event),
        selectinload(Registration.seats).joinedload(Seat.session),
    )
    people = {r.id: r for r in db.session.scalars(whole.where(Registration.id.in_(ids)))}
    stopped = _stopped({copy.sending for copy in copies if copy.sending})
    why = {
        copy.id: "sending_cancelled"
        if copy.sending in stopped
        else _why(copy, people.get(_registration_id(copy)))
        for copy in copies
    }
    return {i: code for i, code in why.items() if code}


def _registration_id(copy: Message) -> int:
    kind, _, number = copy.cause.partition(":")
    return int(number) if kind == "registration" and number.isdigit() else 0


def _stopped(marks: set[str]) -> set[str]:
    """Which of these sendings were cancelled: a copy may have been on the wire just then."""
    if not marks:
        return set()
    mark = "sending:" + cast(Sending.id, String)
    mine = mark.in_(marks) & (Sending.state == SendingState.CANCELLED)
    return set(db.session.scalars(select(mark).where(mine)))


def _why(copy: Message, registration: Registration | None) -> str:
    if registration is None or registration.state != RegistrationState.ACTIVE:
        return "registration_cancelled"
    if registration.paused or registration.held:
        return "paused_by_team"
    cancelled = registration.event.state == EventState.CANCELLED
    if cancelled and copy.kind not in messages.STILL:
        return "event_cancelled"
    seats = registration.seats
    return _about_arrival(copy, seats) or _about_choice(copy, seats) or _about_seat(copy, seats)


def _about_arrival(copy: Message, seats: Sequence[Seat]) -> str:
    arrived = {seat.id for seat in seats if seat.arrived_at}
    if copy.kind in messages.REMINDERS and copy.facts.get("seat") in arrived:
        return "already_in"
    if arrived.intersection(copy.facts.get("absent_from", ())):
        return "already_in"
    return "was_not_there" if copy.kind == messages.THANKS and not arrived else ""


def _about_choice(copy: Message, seats: Sequence[Seat]) -> str:
    """Words to those who wait say nothing to someone who has a seat by now."""
    chosen = copy.facts.get("chosen")
    if not chosen:
        return ""
    still = any(one.id in chosen["seats"] and one.state in chosen["states"] for one in seats)
    return "" if still else "reason_gone"


def _about_seat(copy: Message, seats: Sequence[Seat]) -> str:
    wanted, otherwise = MUST_BE.get(copy.kind, (None, ""))
    seat = next((one for one in seats if one.id == copy.facts.get("seat")), None)
    if seat is None:
        return otherwise if "seat" in copy.facts else ""
    if wanted is not None and seat.state != wanted:
        return otherwise
    if copy.kind not in SUPERSEDED:
        return ""
    when, place = copy.facts.get("starts_at"), copy.facts.get("place", seat.session.place_id)
    same = (when, place) == (seat.session.starts_at.isoformat(), seat.session.place_id)
    return "" if same else "moved"
