"""What holds for an event, whatever the database says."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from portal.core.clock import local
from portal.events.models import Event, EventSession, Place, Seat
from portal.events.states import EventState, SeatState

MOST_PER_PHONE = 5  # registrations that share one phone at one event and still get messages
MOST_OFFERS = 3
OFFER_LASTS = timedelta(hours=24)
LINK_SHOWN_BEFORE = timedelta(hours=1)
HOURS_BEFORE = timedelta(hours=2)  # the second reminder
JUST_TOLD = timedelta(hours=2)  # whoever heard the day and the hour since then is not reminded
MOST_SESSIONS = 50
LONGEST_NAME = 120
LONGEST_TRADE = 200
LONGEST_CITY = 80
ALIKE = 0.8  # how near two folded names are before they are called the same person's
CONSENT_VERSION = "2026-11"

INTERESTS = ("internship", "job", "training", "startup", "information")


def registration_is_open(event: Event, at: datetime) -> bool:
    return event.state == EventState.PUBLISHED and event.opens_at <= at < event.closes_at


def joinable(session: EventSession, at: datetime) -> bool:
    """May someone still ask for a seat?"""
    return at < session.ends_at


def offer_ends(session: EventSession, at: datetime) -> datetime:
    """24 hours to answer an offer, and never past the beginning of the session."""
    return min(at + OFFER_LASTS, session.starts_at)


def link_is_shown(seat: Seat, at: datetime) -> bool:
    """An online session shows its link to those registered, from an hour before to its end."""
    session = seat.session
    opens = session.starts_at - LINK_SHOWN_BEFORE
    seated = seat.state == SeatState.SEATED
    return bool(session.online_url) and seated and opens <= at < session.ends_at


def mark_of(session: EventSession, place: Place | None, at: datetime) -> str:
    """Stands for what people know of a session at `at`: the day, the hour and the place.

    Of an online link only those who could see it know.
    """
    seen = at >= session.starts_at - LINK_SHOWN_BEFORE
    said = (
        session.starts_at.timestamp(),
        place and (place.id, sorted(place.name.items()), place.address, place.map_point),
        session.online_url if seen else "",
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def arrival_may_be_noted(session: EventSession, at: datetime) -> bool:
    """From the morning of the day on; a list on paper is typed in days later."""
    return local(at).date() >= local(session.starts_at).date()


def alike_pairs(rows: Sequence[tuple[int, str, bytes | None]]) -> list[tuple[int, int]]:
    """Pairs of (id, folded name, phone index) that may be one person, by their ids."""
    by_name: dict[str, list[int]] = {}
    by_phone: dict[bytes, list[tuple[int, str]]] = {}
    for i, name, phone in rows:
        by_name.setdefault(" ".join(sorted(name.split())), []).append(i)
        if phone:
            by_phone.setdefault(phone, []).append((i, name))
    pairs = {(ids[0], other) for ids in by_name.values() for other in ids[1:]}
    for sharing in by_phone.values():
        first = sharing[0]
        near = (i for i, name in sharing[1:] if _alike(first[1], name))
        pairs.update((first[0], i) for i in near)
    return sorted(pairs)


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
