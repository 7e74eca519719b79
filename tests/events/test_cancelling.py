"""An event is cancelled, and everyone who was coming is told."""

from datetime import timedelta

import pytest

from jobs import events as jobs_of_events
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.queue import Job
from portal.events import queries
from portal.events.models import EventSession, Registration, Seat
from portal.events.operations import cancelling, registration, seats
from portal.notifications.models import Message
from tests.databases import look_again
from tests.factories.events import SessionFactory, register

pytestmark = pytest.mark.usefixtures("rows")


def do(deed, row, *args, **kwargs):
    """`deed` on the row as it is now, in a transaction of its own."""
    with transaction():
        deed(db.session.get_one(type(row), row.id), *args, **kwargs)


def fresh(row):
    look_again()
    return db.session.get(type(row), row.id)


def test_cancelling_rings_for_the_job_that_tells_people(jobs):
    event = SessionFactory().event
    do(cancelling.cancel, event)
    assert fresh(event).state == "cancelled"
    assert (Job.TELL_CANCELLED, str(event.id)) in jobs
    assert queries.cancelled_to_tell() == [event.id]


def kinds():
    rows = db.session.query(Message).order_by(Message.id)
    return [(message.cause, message.kind, message.state) for message in rows]


def tell(event, most=100):
    """Run the job as a worker does, in batches; how many batches it took."""
    for batches in range(most):
        with transaction():
            told = cancelling.tell_next(event.id)
        if not told:
            return batches
    raise AssertionError("it never ends")


def test_everyone_who_was_coming_is_told_once_and_nothing_else_is_sent(monkeypatch):
    monkeypatch.setattr(cancelling, "BATCH", 2)
    session = SessionFactory()
    made = [register(session, name=f"Nour {i}", phone=f"+21266123456{i}") for i in range(3)]
    register(session, name="No phone", phone=None)
    gone = register(session, name="Gone", phone="+212661234569")
    do(registration.cancel, gone)
    do(cancelling.cancel, session.event)
    assert tell(session.event) == 2
    assert tell(session.event) == 0
    causes = [f"registration:{person.id}" for person in made]
    sent = [message for message in kinds() if message[2] == "pending"]
    assert sent == [(cause, "event_cancelled", "pending") for cause in causes]
    assert queries.cancelled_to_tell() == []
    keys = [m.dedupe_key for m in db.session.query(Message).filter_by(kind="event_cancelled")]
    assert keys == [f"cancelled:{person.id}:sms" for person in made]


def test_telling_carries_on_where_it_was_left(monkeypatch):
    monkeypatch.setattr(cancelling, "BATCH", 1)
    session = SessionFactory()
    first, second = register(session), register(session, phone="+212661234568")
    do(cancelling.cancel, session.event)
    with transaction():
        cancelling.tell_next(session.event.id)
    assert fresh(session.event).told_up_to == first.id
    tell(session.event)
    told = [m.cause for m in db.session.query(Message).filter_by(kind="event_cancelled")]
    assert told == [f"registration:{first.id}", f"registration:{second.id}"]


def test_the_job_tells_everyone(app, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    session = SessionFactory()
    register(session)
    do(cancelling.cancel, session.event)
    jobs_of_events.tell_cancelled(str(session.event_id))
    jobs_of_events.tell_cancelled(str(session.event_id))
    look_again()
    assert db.session.query(Message).filter_by(kind="event_cancelled").count() == 1


def test_someone_whose_sessions_are_all_over_is_not_told():
    past = {"starts_at": now() - timedelta(hours=3), "ends_at": now() + timedelta(seconds=1)}
    session = SessionFactory(**past)
    register(session)
    with transaction():
        db.session.get_one(EventSession, session.id).ends_at = now() - timedelta(hours=1)
    do(cancelling.cancel, session.event)
    tell(session.event)
    assert [kind for _, kind, _ in kinds()] == ["badge"]


def test_a_place_of_a_cancelled_event_is_offered_to_nobody():
    session = SessionFactory(capacity=1)
    seated, waiting = register(session), register(session, phone="+212661234568")
    do(cancelling.cancel, session.event)
    do(registration.cancel, seated)
    assert fresh(waiting).seats[0].state == "waiting"
    assert fresh(session).taken == 0


def test_an_offer_that_ends_after_the_event_was_cancelled_is_not_passed_on():
    session = SessionFactory(capacity=1)
    seated = register(session)
    offered = register(session, phone="+212661234568")
    register(session, phone="+212661234560")
    do(registration.cancel, seated)
    do(cancelling.cancel, session.event)
    with transaction():
        db.session.get_one(Registration, offered.id).seats[0].offer_ends_at = now()
    with transaction():
        seats.expire_offers()
    states = [seat.state for seat in db.session.query(Seat).order_by(Seat.id)]
    assert states == ["cancelled", "waiting", "waiting"]
