"""Create and change an event, its places and its sessions; publish it, take it back."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from portal.core import audit
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.folding import fold
from portal.core.localised import pick
from portal.events import rules
from portal.events.models import Event, EventSession, Place, Registration, Seat
from portal.events.operations import announcing, seats
from portal.events.operations.registration import GONE
from portal.events.states import EventState, RegistrationState

LONGEST_SLUG = 60
RESERVED = ("new",)  # the address of the empty form


@dataclass(frozen=True)
class EventFacts:
    """What staff say of an event. An empty `slug` is made from the title."""

    slug: str
    kind: str
    mode: str
    title: dict[str, str]
    about: dict[str, str]
    city: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class PlaceFacts:
    name: dict[str, str]
    address: str = ""
    map_point: str = ""


@dataclass(frozen=True)
class SessionFacts:
    """What staff say of a session. `place_id` None: online."""

    title: dict[str, str]
    place_id: int | None
    starts_at: datetime
    ends_at: datetime
    online_url: str = ""


def subject(event: Event) -> str:
    return f"event:{event.id}"


def create(facts: EventFacts) -> Event:
    """A new draft. Raises Refused: title_missing, closes_too_early, slug_taken."""
    event = Event(state=EventState.DRAFT)
    _write_event(event, facts)
    db.session.add(event)
    _flush_slug()
    audit.record("events.event.created", subject(event))
    return event


def change(event: Event, facts: EventFacts) -> None:
    """Change what is said of the event. Raises Refused like create()."""
    changed = _write_event(event, facts)
    _flush_slug()
    audit.record("events.event.changed", subject(event), ",".join(changed))


def publish(event: Event) -> None:
    """Show the event to everyone. Raises Refused: event_is_cancelled, title_missing or
    event_without_session."""
    hold(event)
    if event.state == EventState.PUBLISHED:
        return
    if event.state == EventState.CANCELLED:
        raise Refused("event_is_cancelled")
    if not pick(event.title, ""):
        raise Refused("title_missing")
    if not _session_count(event):
        raise Refused("event_without_session")
    event.state = EventState.PUBLISHED
    audit.record("events.event.published", subject(event))


def withdraw(event: Event) -> None:
    """Back to draft, while nobody counts on the event. Raises Refused("event_has_people")."""
    hold(event)
    if event.state != EventState.PUBLISHED:
        return
    mine = Registration.event_id == event.id
    active = Registration.state == RegistrationState.ACTIVE
    if db.session.scalar(select(Registration.id).where(mine, active).limit(1)) is not None:
        raise Refused("event_has_people")
    event.state = EventState.DRAFT
    audit.record("events.event.withdrawn", subject(event))


def add_place(event: Event, facts: PlaceFacts) -> Place:
    place = Place(event_id=event.id)
    _write(place, facts)
    db.session.add(place)
    db.session.flush()
    audit.record("events.place.added", subject(event))
    return place


def change_place(place: Place, facts: PlaceFacts) -> None:
    """Those who are coming there hear of it."""
    held_there = [session for session in place.event.sessions if session.place_id == place.id]
    before = [announcing.known(session) for session in held_there]
    changed = _write(place, facts)
    for session, knew in zip(held_there, before, strict=True):
        announcing.changed(session, knew)
    audit.record("events.place.changed", subject(place.event), ",".join(changed))


def remove_place(place: Place) -> None:
    """Raises Refused("place_in_use") while a session is held there."""
    hold(place.event)
    there = select(EventSession.id).where(EventSession.place_id == place.id).limit(1)
    if db.session.scalar(there) is not None:
        raise Refused("place_in_use")
    db.session.delete(place)
    audit.record("events.place.removed", subject(place.event))


def add_session(event: Event, facts: SessionFacts, *, capacity: int) -> EventSession:
    """Raises Refused: ends_too_early, too_many_sessions."""
    hold(event)
    if _session_count(event) >= rules.MOST_SESSIONS:
        raise Refused("too_many_sessions")
    session = EventSession(event_id=event.id, capacity=capacity)
    _write_session(session, facts)
    db.session.add(session)
    db.session.flush()
    audit.record("events.session.added", subject(event))
    return session


def change_session(session: EventSession, facts: SessionFacts, *, capacity: int) -> None:
    """Those who are coming hear of another day, hour or place.

    Raises Refused: ends_too_early, capacity_below_taken.
    """
    seats.lock([session.id])
    before = announcing.known(session)
    changed = _write_session(session, facts)
    db.session.flush()
    announcing.changed(session, before)
    if session.capacity != capacity:
        seats.set_capacity(session, capacity)
        changed.append("capacity")
    audit.record("events.session.changed", subject(session.event), ",".join(changed))


def set_capacity(session: EventSession, capacity: int) -> None:
    """More seats go to those who wait. Raises Refused("capacity_below_taken")."""
    if session.capacity == capacity:
        return
    seats.set_capacity(session, capacity)
    audit.record("events.session.changed", subject(session.event), "capacity")


def remove_session(session: EventSession) -> None:
    """Raises Refused: session_has_people, or last_session when the public sees the event."""
    event = session.event
    hold(event)
    seats.lock([session.id])
    mine = Seat.session_id == session.id
    live = select(Seat.id).where(mine, Seat.state.not_in(GONE)).limit(1)
    if db.session.scalar(live) is not None:
        raise Refused("session_has_people")
    if event.state != EventState.DRAFT and _session_count(event) == 1:
        raise Refused("last_session")
    db.session.execute(delete(Seat).where(mine))  # given back, all of them
    db.session.execute(delete(EventSession).where(EventSession.id == session.id))
    audit.record("events.session.removed", subject(event))


def hold(event: Event) -> None:
    """The event as it is now; nobody else changes its state or its parts until the commit."""
    db.session.refresh(event, ["state"], with_for_update=True)


def _write_event(event: Event, facts: EventFacts) -> list[str]:
    if not pick(facts.title, ""):
        raise Refused("title_missing", "title")
    if facts.closes_at <= facts.opens_at:
        raise Refused("closes_too_early", "closes_at")
    slug = facts.slug or event.slug or _proposed_slug(facts)
    if slug in RESERVED or (slug != event.slug and _slug_is_taken(slug)):
        raise Refused("slug_taken", "slug")
    return _write(event, EventFacts(**{**vars(facts), "slug": slug}))


def _write_session(session: EventSession, facts: SessionFacts) -> list[str]:
    if facts.ends_at <= facts.starts_at:
        raise Refused("ends_too_early", "ends_at")
    return _write(session, facts)


def _write(row: Any, facts: Any) -> list[str]:
    """Put the facts in the row; the names of the columns that changed."""
    changed = [name for name, value in vars(facts).items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, getattr(facts, name))
    return changed


def _session_count(event: Event) -> int:
    mine = EventSession.event_id == event.id
    return db.session.scalar(select(func.count()).where(mine)) or 0


def _proposed_slug(facts: EventFacts) -> str:
    """A free address from the words of the title; from kind, city and year for another script."""
    latin = {code: text for code, text in facts.title.items() if code != "ar"}
    words = re.findall(r"[a-z0-9]+", fold(pick(latin, "")))
    words = words or [facts.kind, facts.city, str(facts.opens_at.year)]
    base = re.sub(r"[^a-z0-9]+", "-", "-".join(words))[: LONGEST_SLUG - 4].strip("-")
    numbers = (f"{base}-{number}" for number in range(2, 1000))
    return next(slug for slug in (base, *numbers) if not _slug_is_taken(slug))


def _slug_is_taken(slug: str) -> bool:
    found = db.session.scalar(select(Event.id).where(Event.slug == slug))
    return slug in RESERVED or found is not None


def _flush_slug() -> None:
    """Two people may choose one address at the same instant: the table decides."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused("slug_taken", "slug") from error
