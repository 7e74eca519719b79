"""A message to many is planned once, waits, pauses, is changed and cancelled."""

import threading
from datetime import timedelta

import pytest
import time_machine

from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.core.errors import Refused
from portal.events.models import Sending
from portal.events.operations import campaigns, cancelling, sendings
from portal.events.operations.campaigns import Words
from portal.notifications.models import HeldSending
from tests.databases import look_again
from tests.factories.crowds import fair
from tests.factories.events import SessionFactory
from tests.factories.sendings import NOON, act, deliver, person, plan, send, sent, states, write

pytestmark = pytest.mark.usefixtures("rows", "at_noon")


def test_sent_twice_it_is_planned_once():
    session = SessionFactory()
    person(session, number=1)
    sending = write(session)
    send(sending)
    send(sending)
    plan()
    deeds = db.session.query(Deed).filter_by(what="events.sending.scheduled").count()
    assert (states(sending), deeds) == ({"pending": 1}, 1)


def test_five_producers_at_once_write_the_copies_of_one(app, monkeypatch):
    monkeypatch.setattr(sendings, "BATCH", 20)
    session = fair(90)
    sending = write(session)
    send(sending)
    gate, wrong = threading.Barrier(5), []

    def produce():
        try:
            with app.app_context():
                gate.wait(10)
                idle = 0
                while idle < 3:
                    idle = 0 if committed(sendings.plan_next) else idle + 1
                db.session.remove()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=produce) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    look_again()
    row = db.session.get_one(Sending, sending.id)
    assert (wrong, row.state, row.planned, row.left_out) == ([], "planned", 90, 0)
    assert states(sending) == {"pending": 90}


def test_cancelled_while_it_is_planned_nothing_of_it_leaves(monkeypatch):
    monkeypatch.setattr(sendings, "BATCH", 10)
    session = fair(25)
    sending = write(session)
    send(sending)
    with transaction():
        sendings.plan_next()
    act(sendings.cancel, sending)
    plan()
    assert states(sending) == {"cancelled": 10}
    assert deliver() == []


def test_a_cancel_that_meets_a_planning_batch_waits_for_it(app, monkeypatch):
    """Else the copies of that batch would leave after all."""
    session = fair(30)
    sending = write(session)
    send(sending)
    planned, wrong = threading.Event(), []

    def cancel():
        try:
            with app.app_context():
                planned.wait(10)
                committed(lambda: sendings.cancel(db.session.get_one(Sending, sending.id)))
                db.session.remove()
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=cancel)
    thread.start()
    with transaction():
        sendings.plan_next()
        db.session.flush()
        planned.set()
        thread.join(0.5)  # it waits for the lock
    thread.join(20)
    assert (wrong, states(sending)) == ([], {"cancelled": 30})


def test_paused_nothing_leaves_and_afterwards_everything_does():
    session = fair(5)
    sending = sent(session)
    act(sendings.hold, sending)
    act(sendings.hold, sending)
    assert deliver() == []
    act(sendings.let_go, sending)
    act(sendings.let_go, sending)
    assert deliver() == ["words"] * 5
    deeds = [d.what for d in db.session.query(Deed) if d.what.startswith("events.sending.")]
    assert deeds.count("events.sending.held") == deeds.count("events.sending.let_go") == 1


def test_paused_before_its_hour_it_is_written_and_waits():
    session = fair(3)
    sending = write(session, due_at=now() + timedelta(hours=1))
    send(sending)
    act(sendings.hold, sending)
    with time_machine.travel(NOON + timedelta(hours=1, minutes=1), tick=False):
        plan()
        assert (states(sending), deliver()) == ({"pending": 3}, [])
    assert db.session.query(HeldSending).count() == 1


def test_a_scheduled_one_waits_for_its_hour():
    session = fair(2)
    sending = write(session, due_at=now() + timedelta(hours=2))
    send(sending)
    plan()
    assert states(sending) == {}
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        plan()
        assert states(sending) == {"pending": 2}


def test_what_somebody_changed_meanwhile_is_not_sent_unread():
    session = fair(1)
    sending = write(session, "Venez à 9 h.")
    seen = campaigns.as_read(sending)
    act(lambda s: campaigns.change(s, Words("words", {"fr": "Venez à 8 h."})), sending)
    with pytest.raises(Refused, match="sending_changed"):
        act(lambda s: campaigns.send(s, seen), sending)
    plan()
    assert states(sending) == {}


def test_changed_after_it_was_scheduled_it_is_a_draft_again():
    session = fair(1)
    sending = write(session, due_at=now() + timedelta(hours=2))
    send(sending)
    act(lambda s: campaigns.change(s, Words("words", {"fr": "Autre chose."})), sending)
    look_again()
    assert db.session.get_one(Sending, sending.id).state == "draft"


def test_what_has_begun_is_not_changed():
    session = fair(1)
    sending = sent(session)
    with pytest.raises(Refused, match="sending_begun"):
        act(lambda s: campaigns.change(s, Words("words", {"fr": "Trop tard."})), sending)


def test_it_is_of_no_use_after_the_session_it_speaks_of():
    session = SessionFactory(starts_at=NOON, ends_at=NOON + timedelta(hours=3))
    about, news = write(session, session_id=session.id), write(session, kind="news")
    late = write(session, due_at=NOON + timedelta(hours=5))
    for sending in (about, news, late):
        send(sending)
    look_again()
    ends = [db.session.get_one(Sending, s.id).ends_at - s.due_at for s in (about, news, late)]
    assert ends == [timedelta(hours=3), timedelta(days=3), timedelta(days=3)]


def test_when_the_event_is_cancelled_what_was_scheduled_about_it_is_not_sent():
    session = fair(2)
    sending = write(session, due_at=now() + timedelta(hours=1))
    send(sending)
    with transaction():
        cancelling.cancel(db.session.get_one(Sending, sending.id).event)
    with time_machine.travel(NOON + timedelta(hours=2), tick=False):
        plan()
    assert states(sending) == {}
