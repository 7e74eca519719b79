"""An event is cancelled, and everyone who was coming is told."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from time import sleep

import pytest

from jobs import sendings as jobs_of_sendings
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.core.queue import Job
from portal.events import queries
from portal.events.models import EventSession, Registration, Seat, Sending
from portal.events.operations import cancelling, registration, seats, sendings
from portal.notifications.models import Message
from tests.databases import look_again
from tests.factories.events import SessionFactory, register
from tests.factories.sendings import plan
from tests.together import together

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
    do(cancelling.cancel, event)
    assert fresh(event).state == "cancelled"
    assert (Job.PLAN_SENDING,) in jobs
    assert queries.sendings_are_due()
    assert [one.key for one in db.session.query(Sending)] == [f"cancelled:{event.id}"]


def kinds():
    rows = db.session.query(Message).order_by(Message.id)
    return [(message.cause, message.kind, message.state) for message in rows]


def test_everyone_who_was_coming_is_told_once_and_nothing_else_is_sent(monkeypatch):
    monkeypatch.setattr(sendings, "BATCH", 2)
    session = SessionFactory(capacity=4)
    made = [register(session, name=f"Nour {i}", phone=f"+21266123456{i}") for i in range(3)]
    register(session, name="No phone", phone=None)
    made.append(register(session, name="Waits", phone="+212661234567"))
    gone = register(session, name="Gone", phone="+212661234569")
    do(registration.cancel, gone)
    do(cancelling.cancel, session.event)
    plan()
    plan()
    causes = [f"registration:{person.id}" for person in made]
    sent = [message for message in kinds() if message[1] == "event_cancelled"]
    assert sent == [(cause, "event_cancelled", "pending") for cause in causes]
    assert not queries.sendings_are_due()
    told = db.session.query(Sending).one()
    assert (told.state, told.planned, told.left_out) == ("planned", 4, 1)


def test_telling_carries_on_where_it_was_left(monkeypatch):
    monkeypatch.setattr(sendings, "BATCH", 1)
    session = SessionFactory()
    first, second = register(session), register(session, phone="+212661234568")
    do(cancelling.cancel, session.event)
    with transaction():
        sendings.plan_next()
    look_again()
    assert db.session.query(Sending).one().planned_up_to == first.id
    plan()
    told = [m.cause for m in db.session.query(Message).filter_by(kind="event_cancelled")]
    assert told == [f"registration:{first.id}", f"registration:{second.id}"]


def test_the_job_tells_everyone(app, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    session = SessionFactory()
    register(session)
    do(cancelling.cancel, session.event)
    jobs_of_sendings.plan()
    jobs_of_sendings.plan()
    look_again()
    assert db.session.query(Message).filter_by(kind="event_cancelled").count() == 1


def test_nobody_registers_for_a_cancelled_event():
    session = SessionFactory()
    do(cancelling.cancel, session.event)
    with pytest.raises(Refused, match="registration_closed"):
        register(session)


def test_whoever_registers_at_the_very_moment_is_refused_or_told(app):
    session = SessionFactory()

    def register_one(number):
        for turn in range(5):
            with suppress(Refused):
                register(session, phone=f"+2126612{number:03}{turn:02}")

    together(
        app,
        *[partial(register_one, number) for number in range(6)],
        lambda: (sleep(0.03), do(cancelling.cancel, session.event), plan()),
    )
    plan()
    active = {f"registration:{r.id}" for r in db.session.query(Registration)}
    told = db.session.query(Message).filter_by(kind="event_cancelled")
    assert {message.cause for message in told} == active


def test_someone_whose_sessions_are_all_over_is_not_told():
    past = {"starts_at": now() - timedelta(hours=3), "ends_at": now() + timedelta(seconds=1)}
    session = SessionFactory(**past)
    register(session)
    with transaction():
        db.session.get_one(EventSession, session.id).ends_at = now() - timedelta(hours=1)
    do(cancelling.cancel, session.event)
    plan()
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
