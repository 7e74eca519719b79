"""To whom a message to many goes, in which words; what is counted before it is sent."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Sending
from portal.events.operations import reach, sendings
from portal.notifications import queries, rules, wiring
from portal.notifications.kinds import Purpose
from portal.notifications.models import Message
from portal.notifications.operations import consent
from tests.factories.events import SessionFactory
from tests.factories.messages import FakeWire
from tests.factories.sendings import (
    NOON,
    deliver,
    ended,
    person,
    phone,
    plan,
    seat,
    send,
    sent,
    states,
    write,
    written_to,
)

pytestmark = pytest.mark.usefixtures("rows", "at_noon")


@pytest.fixture
def wires():
    """An SMS wire with a price and a pace, a free one for e-mail."""
    before = dict(wiring.wires())
    wiring.use("sms", FakeWire("sms-1", price=30, rate=2))
    wiring.use("email", FakeWire("email-1", "email"))
    yield
    wiring.wires().update(before)


def test_a_draft_is_not_sent():
    session = SessionFactory()
    person(session, number=1)
    sending = write(session)
    plan()
    assert written_to(sending) == set()


def test_those_who_have_not_come_are_written_to_and_those_who_came_are_not():
    session = SessionFactory()
    came, absent = person(session, number=1), person(session, number=2)
    seat(came, session, arrived_at=now())
    assert written_to(sent(session, session_id=session.id, arrived=False)) == {absent.id}
    assert written_to(sent(session, session_id=session.id, arrived=True)) == {came.id}
    assert written_to(sent(session, session_id=session.id)) == {came.id, absent.id}


def test_for_the_whole_event_whoever_came_to_one_session_has_come():
    first = SessionFactory()
    second = SessionFactory(event=first.event)
    both, absent = person(first, second, number=1), person(second, number=2)
    seat(both, first, arrived_at=now())
    assert written_to(sent(first, arrived=False)) == {absent.id}
    assert written_to(sent(first, session_id=second.id, arrived=False)) == {both.id, absent.id}


def test_a_session_and_the_state_of_the_seat_choose_the_people():
    session = SessionFactory()
    other = SessionFactory(event=session.event)
    people = {state: person(session, number=n) for n, state in enumerate(("seated", "waiting"))}
    seat(people["waiting"], session, state="waiting")
    elsewhere = person(other, number=7)
    gone = person(session, number=8)
    seat(gone, session, state="cancelled")
    for state, one in people.items():
        assert written_to(sent(session, session_id=session.id, seats=(state,))) == {one.id}
    everyone = {one.id for one in people.values()} | {elsewhere.id}
    assert written_to(sent(session)) == everyone


def test_the_copy_is_in_the_readers_language_or_in_the_first_that_is_written():
    session = SessionFactory()
    person(session, number=1, language="ar"), person(session, number=2, language="es")
    sent(session, texts={"fr": "Bonjour", "ar": "مرحبا"})
    texts = {m.language: m.facts["text"] for m in db.session.query(Message).filter_by(kind="words")}
    assert texts == {"ar": "مرحبا", "es": "Bonjour"}


def test_news_goes_only_to_those_who_asked_for_it():
    session = SessionFactory()
    asked, person_without = person(session, number=1), person(session, number=2)
    with transaction():
        consent.say(phone(1), Purpose.NEWS, True, how="form", language="fr")
    sending = sent(session, kind="news")
    assert written_to(sending) == {asked.id}
    assert db.session.get(Sending, sending.id).left_out == 1
    assert person_without.id not in written_to(sending)


def test_news_is_dropped_at_the_last_moment_when_its_reader_stops_it():
    session = SessionFactory()
    person(session, number=1)
    with transaction():
        consent.say(phone(1), Purpose.NEWS, True, how="form", language="fr")
    sending = sent(session, kind="news")
    with transaction():
        consent.say(phone(1), Purpose.NEWS, False, how="page", language="fr")
    assert "news" not in deliver()
    assert states(sending) == {"cancelled": 1}
    assert ("news", "stopped") in ended()


def test_the_count_before_sending_is_what_is_written_afterwards():
    session = SessionFactory()
    person(session, number=1)
    person(session, number=2, language="ar")
    person(session, number=3, language="ar", channels=["email"], email="a@example.org")
    person(session, number=4, held=True)
    person(session, number=5, paused=True)
    person(session, number=6, phone=None, phone_index=None)
    person(session, number=7)
    with transaction():
        consent.say(phone(7), Purpose.EVENT, False, how="page", language="fr")
    sending = write(session)
    found = reach.of(sending.kind, sendings.concerned(sending))
    assert found.letters == {("fr", "sms"): 1, ("ar", "sms"): 1, ("ar", "email"): 1}
    assert found.silent == {"held": 1, "paused_by_team": 1, "no_address": 1, "stopped": 1}
    assert found.people == 7
    send(sending)
    plan()
    deliver()
    assert states(sending) == {"accepted": 3, "cancelled": 1}  # she had stopped them


def test_the_estimate_is_exact_on_a_small_example(wires):
    letters = {("fr", "sms"): 10, ("ar", "sms"): 4, ("ar", "email"): 3}
    found = reach.estimate(letters, {"fr": 1, "ar": 3})
    assert found.segments == 10 + 4 * 3
    assert found.centimes == 22 * 30
    assert found.unpriced == ("email",)
    assert found.lasting == timedelta(seconds=7)  # 14 SMS, two a second


def test_without_a_pace_nobody_says_how_long_it_takes():
    assert reach.estimate({("fr", "sms"): 9}, {"fr": 1}).lasting is None


def test_the_last_copy_waits_for_the_morning_when_the_night_comes_between():
    begin = datetime(2027, 2, 10, 20, 59, tzinfo=UTC)
    ends = rules.last_leaves(begin, timedelta(minutes=3))
    assert ends == datetime(2027, 2, 11, 8, 2, tzinfo=UTC)
    assert rules.last_leaves(begin, timedelta(seconds=30)) == begin + timedelta(seconds=30)


def test_of_two_copies_to_one_person_the_one_that_arrived_is_counted(wires):
    session = SessionFactory()
    person(session, number=1, email="a@example.org")
    sending = sent(session)
    with transaction():
        first = db.session.query(Message).filter_by(kind="words").one()
        first.state = "accepted"
        second = {c.key: getattr(first, c.key) for c in Message.__table__.columns}
        for name in ("id", "reference"):
            second.pop(name)
        db.session.add(Message(**second | {"channel": "email", "dedupe_key": "other"}))
    assert states(sending) == {"accepted": 1}
    with transaction():
        db.session.query(Message).filter_by(channel="sms", kind="words").one().state = "delivered"
    tally = queries.tally([f"sending:{sending.id}"])
    assert [(t.state, t.channel, t.people) for t in tally] == [("delivered", "sms", 1)]


def test_words_to_those_who_wait_do_not_reach_who_has_a_seat_by_now():
    session = SessionFactory()
    waiting, lucky, leaver = (person(session, number=n) for n in range(3))
    for one in (waiting, lucky, leaver):
        seat(one, session, state="waiting")
    sending = sent(session, session_id=session.id, seats=("waiting",))
    seat(lucky, session, state="seated")
    seat(leaver, session, state="cancelled")
    deliver()
    assert states(sending) == {"accepted": 1, "cancelled": 2}
    assert ("words", "reason_gone") in ended()


def test_after_the_session_words_wait_for_the_morning_and_before_it_they_do_not():
    today = SessionFactory(starts_at=NOON, ends_at=NOON + timedelta(hours=3))
    person(today, number=1)
    late, early = NOON.replace(hour=23), NOON.replace(hour=6)
    for at, leaves in ((late, 0), (early, 1)):
        with time_machine.travel(at, tick=False):
            sent(today)
            assert deliver().count("words") == leaves
