"""A person's registration: make it, change it, cancel it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from portal.core import audit, codes
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.folding import fold
from portal.core.sealed import phone_index
from portal.events import messages, rules
from portal.events.models import Event, EventSession, Registration, Seat
from portal.events.operations import seats, telling, wishes
from portal.events.states import EventState, RegistrationState, SeatState, Source
from portal.notifications.operations import posting as outbox
from portal.reference import cities

_OF_EVENT = Registration.event_id == bindparam("event")
_SAME_CODE = select(Registration.id).where(_OF_EVENT, Registration.code == bindparam("code"))
_SHARING = select(func.count()).where(
    _OF_EVENT,
    Registration.phone_index == bindparam("index"),
    Registration.state == RegistrationState.ACTIVE,
)

GONE = (SeatState.CANCELLED, SeatState.LAPSED)


@dataclass(frozen=True)
class Answers:
    """What a person said of herself. `phone` is E.164, or None."""

    name: str
    phone: str | None
    session_ids: tuple[int, ...]
    interests: tuple[str, ...] = ()
    trade: str = ""
    city: str = ""
    language: str = "fr"
    news: bool = False
    whatsapp: bool = False


def register(
    event: Event,
    answers: Answers,
    *,
    source: Source,
    tell: bool = True,
    code: str = "",
    agreed: tuple[str, datetime] | None = None,
) -> Registration:
    """Register someone, with a seat or a place in the queue of each session asked for.

    Staff may register people before the opening and after the closing; at a door somebody is
    there, so a session may be over by the time we hear of it. `code`: the one that she has on
    paper already, where nobody else of this event has it. `agreed`: to which words, and when.
    Raises Refused with registration_closed, session_missing or session_over.
    """
    # Whoever cancels the event waits for us, or we for them: nobody slips in behind the list of
    # those who are told.
    db.session.refresh(event, ["state"], with_for_update={"read": True, "key_share": True})
    if source == Source.WEB and not rules.registration_is_open(event, now()):
        raise Refused("registration_closed")
    if event.state == EventState.CANCELLED:
        raise Refused("registration_closed")
    words, when = agreed or (rules.CONSENT_VERSION, now())
    registration = Registration(
        event_id=event.id,
        code=code if code and code_is_free(event, code) else _free_code(event),
        source=source,
        consent_version=words,
        consent_at=when,
    )
    _write(registration, answers)
    wanted = set(answers.session_ids[: rules.MOST_SESSIONS])
    sessions = seats.lock(wanted)
    _must_be_offered(event, sessions, wanted, have=wanted if source == Source.DOOR else ())
    taken = seats.take(registration, sessions)
    audit.record("events.registration.made", telling.cause(registration))
    wishes.ask_for(registration, news=answers.news, whatsapp=answers.whatsapp)
    if tell:
        confirm(registration, taken, prompt=source == Source.WEB)
    return registration


def confirm(registration: Registration, taken: list[Seat], *, prompt: bool = False) -> None:
    """Send the code, or word that the person waits; nothing once the session is over.

    A corrected number gets its own message.

    `prompt`: she did it herself, and waits for it.
    """
    seat = telling.first_seat(taken)
    address = registration.phone or registration.email
    if seat is None or not address or seat.session.ends_at <= now():
        return
    kind = messages.WAITING if seat.state == SeatState.WAITING else messages.BADGE
    key = f"badge:{registration.id}:{phone_index(address).hex()[:12]}"
    telling.tell(registration, kind, seat, key=key, prompt=prompt)


def change(registration: Registration, answers: Answers, *, prompt: bool = False) -> None:
    """Change what was said, and which sessions. Raises Refused like register()."""
    _must_be_active(registration)
    before, left = registration.phone_index, registration.phone
    kept = {seat.session_id: seat for seat in registration.seats}
    live = {i for i, seat in kept.items() if seat.state not in GONE}
    wanted = set(answers.session_ids)
    sessions = seats.lock(live | wanted)
    _must_be_offered(registration.event, sessions, wanted, have=live)
    fields = _write(registration, answers)
    seats.give_back(kept[i] for i in sorted(live - wanted))
    for session_id in sorted(wanted - live):
        if session_id in kept:
            seats.take_again(kept[session_id])
    seats.take(registration, [s for s in sessions if s.id in wanted - kept.keys()])
    if registration.phone_index != before:
        outbox.cancel(telling.cause(registration))
        outbox.leave_address(telling.cause(registration), left or "")
        db.session.flush()
        db.session.refresh(registration, ["seats"])
        confirm(registration, registration.seats, prompt=prompt)
    moved = ["sessions"] if wanted != live else []
    audit.record(
        "events.registration.changed", telling.cause(registration), ",".join(fields + moved)
    )


def cancel(registration: Registration) -> None:
    """Give every seat back; what was still to be told is not. Asked twice, done once."""
    if registration.state == RegistrationState.CANCELLED:
        return
    _must_be_active(registration)
    registration.state = RegistrationState.CANCELLED
    outbox.cancel(telling.cause(registration), "registration_cancelled")
    seats.give_back(seat for seat in registration.seats if seat.state not in GONE)
    audit.record("events.registration.cancelled", telling.cause(registration))


def release_hold(registration: Registration) -> None:
    """Staff have looked: this registration may get its messages."""
    registration.held = False
    audit.record("events.registration.released", telling.cause(registration))
    confirm(registration, registration.seats)


def code_is_free(event: Event, code: str) -> bool:
    """Has nobody of this event this code?"""
    return db.session.scalar(_SAME_CODE, {"event": event.id, "code": code}) is None


def phone_is_full(event_id: int, index: bytes) -> bool:
    """Do five active registrations share this number already?"""
    count = db.session.scalar(_SHARING, {"event": event_id, "index": index}) or 0
    return count >= rules.MOST_PER_PHONE


def search_text(registration: Registration) -> str:
    words = (registration.name, registration.code, registration.city, registration.trade)
    return " ".join(fold(word) for word in words)


def _write(registration: Registration, answers: Answers) -> list[str]:
    """Put the answers in the row; the names of the columns that changed."""
    index = phone_index(answers.phone) if answers.phone else None
    if index and index != registration.phone_index:
        registration.held = phone_is_full(registration.event_id, index)
    facts = {
        "name": answers.name,
        "phone": answers.phone,
        "phone_index": index,
        "interests": [i for i in rules.INTERESTS if i in answers.interests],
        "trade": answers.trade,
        "city": answers.city,
        "language": answers.language,
    }
    changed = [key for key, value in facts.items() if getattr(registration, key) != value]
    for key in changed:
        setattr(registration, key, facts[key])
    registration.city_code = cities.code_of(answers.city)
    registration.name_folded = fold(answers.name)
    registration.search_text = search_text(registration)
    return [key for key in changed if key != "phone_index"]


def _must_be_offered(
    event: Event, sessions: Iterable[EventSession], wanted: set[int], have: Iterable[int] = ()
) -> None:
    """Are the sessions asked for among `sessions`, of this event, and not over?"""
    found = {session.id: session for session in sessions if session.event_id == event.id}
    if not wanted or not wanted <= found.keys():
        raise Refused("session_missing", "session")
    if any(not rules.joinable(found[i], now()) for i in wanted.difference(have)):
        raise Refused("session_over", "session")


def _must_be_active(registration: Registration) -> None:
    if registration.state != RegistrationState.ACTIVE:
        raise Refused("registration_gone")


def _free_code(event: Event) -> str:
    while True:
        code = codes.new()
        if code_is_free(event, code):
            return code
