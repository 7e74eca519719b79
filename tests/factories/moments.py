"""Sessions at a day and an hour of Morocco's clocks, and clocks that stand still."""

from datetime import datetime, timedelta

import time_machine

from portal.core.clock import from_wall_clock, now
from portal.core.db import db, transaction
from portal.events.models import EventSession, Registration
from portal.events.operations import editing
from portal.events.operations.editing import SessionFacts
from tests.factories.events import SessionFactory

REMINDERS = ("reminder_day", "reminder_hours")


def wall(text):
    return from_wall_clock(datetime.fromisoformat(text))


def at(text):
    """Stop the clocks of Morocco."""
    return time_machine.travel(wall(text), tick=False)


def session_at(begin="2027-02-12 09:00", hours=3, **other):
    start = wall(begin)
    return SessionFactory(starts_at=start, ends_at=start + timedelta(hours=hours), **other)


def causes(people):
    return [f"registration:{person.id}" for person in people]


def change(session, **other):
    with transaction():
        row = db.session.get_one(EventSession, session.id)
        facts = {name: getattr(row, name) for name in ("title", "place_id", "starts_at", "ends_at")}
        facts["online_url"] = row.online_url
        editing.change_session(row, SessionFacts(**facts | other), capacity=row.capacity)


def move(session, begin, hours=3):
    change(session, starts_at=wall(begin), ends_at=wall(begin) + timedelta(hours=hours))


def come(*people):
    with transaction():
        for person in people:
            db.session.get_one(Registration, person.id).seats[0].arrived_at = now()
