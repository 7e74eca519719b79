"""What holds for an event, whatever the database says."""

from datetime import datetime, timedelta
from urllib.parse import quote

from portal.events.models import Event, EventSession, Seat
from portal.events.states import EventState, SeatState

MOST_PER_PHONE = 5  # registrations that share one phone at one event and still get messages
MOST_OFFERS = 3
OFFER_LASTS = timedelta(hours=24)
LINK_SHOWN_BEFORE = timedelta(hours=1)
MOST_SESSIONS = 50
LONGEST_NAME = 120
LONGEST_TRADE = 200
LONGEST_CITY = 80
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


def map_address(point: str, words: str) -> str:
    """An address that opens the map application of any phone; "" when there is nothing to show."""
    target = point or words
    return f"https://maps.google.com/?q={quote(target)}" if target else ""
