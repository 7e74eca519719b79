"""The copy of a sending that one person gets: about which of her seats, in which words, or none."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from portal.core.clock import local, now
from portal.core.db import db
from portal.core.localised import pick
from portal.events import messages, rules
from portal.events.models import EventSession, Registration, Seat, Sending
from portal.events.operations import telling
from portal.events.states import SeatState, Source
from portal.notifications.operations.posting import Draft

# Whoever has no place yet does not read that her place has moved.
CHANGED_FOR = {SeatState.WAITING: messages.WAITING, SeatState.OFFERED: messages.PLACE_OFFERED}
LIVE = [SeatState.SEATED.value, SeatState.WAITING.value, SeatState.OFFERED.value]
COUNTED = 5  # one of so many must have been seen before the others are said to be missing


def named(sending: Sending) -> str:
    """What its copies are marked with in the outbox."""
    return f"sending:{sending.id}"


def drafts(sending: Sending, people: Sequence[Registration]) -> list[Draft]:
    """At most one copy for each; none for whom it says nothing, or who must not be written to."""
    counted = _counted(sending) if sending.kind == messages.MISSED else set()
    found = []
    for person in people:
        seat = _seat(sending, person)
        if seat is None or not telling.may_be_told(person, sending.kind):
            continue
        if _has_reason(sending, person, seat, counted):
            found.append(_draft(sending, person, seat))
    return found


def _seat(sending: Sending, person: Registration) -> Seat | None:
    mine = _asked_about(sending, person)
    coming = telling.first_seat([seat for seat in mine if seat.session.ends_at > now()])
    if sending.kind in messages.FREE_WORDS:
        return coming or telling.first_seat(mine)
    return telling.first_seat(mine) if sending.kind in messages.AFTERWARDS else coming


def _asked_about(sending: Sending, person: Registration) -> list[Seat]:
    return [seat for seat in person.seats if sending.session_id in (None, seat.session_id)]


def _has_reason(sending: Sending, person: Registration, seat: Seat, counted: set[int]) -> bool:
    if sending.kind in messages.REMINDERS:
        heard = person.source != Source.IMPORT and person.created_at > _lately(sending)
        return not heard and not _reminded_otherwise(sending.kind, person.seats, seat)
    if sending.kind == messages.MISSED:
        seated = {one.session_id for one in person.seats if one.state == SeatState.SEATED}
        return seated <= counted
    if sending.kind == messages.CHANGED and _taken_back(sending, seat.session):
        return person.created_at >= sending.created_at  # they knew the other day alone
    return True


def _lately(sending: Sending) -> Any:
    """Since then the confirmation has said the same."""
    return sending.due_at - rules.JUST_TOLD


def _taken_back(sending: Sending, session: EventSession) -> bool:
    mark = rules.mark_of(session, session.place, sending.created_at)
    return sending.key.startswith(f"changed:{session.id}:{mark}:")


def _reminded_otherwise(kind: str, seats: Iterable[Seat], seat: Seat) -> bool:
    """Of two sessions on one day the first one's reminder is enough; two hours before, for those
    who will be inside already."""
    day = local(seat.session.starts_at).date()
    before = seat.session.starts_at - rules.HOURS_BEFORE
    earlier = [
        other.session
        for other in seats
        if other.state == SeatState.SEATED and _order(other) < _order(seat)
    ]
    same_day = [one for one in earlier if local(one.starts_at).date() == day]
    return any(kind == messages.REMINDER_DAY or one.ends_at >= before for one in same_day)


def _order(seat: Seat) -> tuple[Any, int]:
    return seat.session.starts_at, seat.session_id


def _counted(sending: Sending) -> set[int]:
    """Sessions of which the door kept a list: there somebody missing was really missing."""
    seated = (EventSession.event_id == sending.event_id) & (Seat.state == SeatState.SEATED)
    by_session = select(Seat.session_id).join(EventSession).where(seated).group_by(Seat.session_id)
    enough = func.count(Seat.arrived_at) * COUNTED >= func.count()
    return set(db.session.scalars(by_session.having(enough)))


def _draft(sending: Sending, person: Registration, seat: Seat) -> Draft:
    facts: dict[str, Any] = {}
    kind = sending.kind
    if kind == messages.CHANGED:
        kind = CHANGED_FOR.get(SeatState(seat.state), kind)
    if kind in messages.FREE_WORDS:
        facts["text"] = pick(sending.texts, person.language)
        facts["chosen"] = {
            "seats": [one.id for one in _asked_about(sending, person)],
            "states": sending.seats or LIVE,
        }
    if sending.arrived is False:
        facts["absent_from"] = [one.id for one in _asked_about(sending, person)]
    late = sending.kind in messages.AFTERWARDS
    offer = seat.offer_ends_at if kind == messages.PLACE_OFFERED else None
    ends_at = offer or (sending.ends_at if late else seat.session.ends_at)
    return telling.draft(
        person,
        kind,
        seat,
        key=f"{named(sending)}:{person.id}",
        expires_at=min(sending.ends_at, ends_at),
        matters_on=_matters_on(sending, seat),
        sending=named(sending),
        **facts,
    )


def _matters_on(sending: Sending, seat: Seat) -> date | None:
    """The day on which people hear of it at any hour: also the day on which they would come for
    nothing, since the session has moved away from it."""
    over = sending.kind == messages.WORDS and seat.session.ends_at <= now()
    if over or sending.kind in (messages.THANKS, messages.MISSED, messages.NEWS):
        return None
    today = local(now()).date()
    days = {local(at).date() for at in (seat.session.starts_at, sending.was) if at}
    return min((day for day in days if day >= today), default=None)
