"""Thousands of people at once, straight into the tables."""

from sqlalchemy import insert

from portal.core import codes
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.sealed import phone_index
from portal.events.models import EventSession, Registration, Seat
from portal.events.rules import CONSENT_VERSION

LANGUAGES = ("fr", "ar", "en", "es")


def crowd(session: EventSession, count: int) -> None:
    """So many people with a phone each and a seat in this session."""
    at = now()
    people, seats = [], []
    first = (db.session.query(db.func.max(Registration.id)).scalar() or 0) + 1
    for number in range(first, first + count):
        phone = f"+2126{number:08d}"
        people.append(
            {
                "id": number,
                "event_id": session.event_id,
                "token": f"badge-of-person-{number:06d}",
                "code": codes.new(),
                "name": f"Person {number}",
                "name_folded": f"person {number}",
                "search_text": f"person {number}",
                "phone": phone,
                "phone_index": phone_index(phone),
                "language": LANGUAGES[number % len(LANGUAGES)],
                "interests": ["job"],
                "consent_version": CONSENT_VERSION,
                "consent_at": at,
                "source": "web",
                "channels": [],
            }
        )
        seats.append(
            {"registration_id": number, "session_id": session.id, "state": "seated", "offers": 0}
        )
    with transaction():
        connection = db.session.connection()
        connection.execute(insert(Registration), people)
        connection.execute(insert(Seat), [{**seat, "queued_at": at} for seat in seats])


def fair(count: int, **facts) -> EventSession:
    """A published event in a week, with one session that so many people have a seat in."""
    from tests.factories.events import SessionFactory

    session = SessionFactory(capacity=max(count, 1) * 2, **facts)
    if count:
        crowd(session, count)
    return db.session.get_one(EventSession, session.id, populate_existing=True)
