"""A message whose reason has gone is dropped at the moment it would leave, and says why."""

from datetime import timedelta

import pytest

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Event, EventSession, Registration, Sending
from portal.events.operations import arrivals, copies, registration, seats, sendings, telling
from portal.events.operations.sendings import Wanted
from portal.events.states import EventState, SeatState, Source
from portal.notifications.models import Message
from tests.factories.events import SessionFactory, register
from tests.factories.sendings import deliver, ended, plan

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def person(monkeypatch):
    """Someone with a seat in a session that begins in an hour, and no message yet."""
    monkeypatch.setattr("portal.notifications.rules.quiet_until", lambda at: None)
    begins = now() + timedelta(hours=1)
    session = SessionFactory(starts_at=begins, ends_at=begins + timedelta(hours=3))
    made = register(session, source=Source.IMPORT)
    forget_messages()
    return made


def forget_messages():
    with transaction():
        db.session.query(Message).delete()


def fresh(person):
    return db.session.get_one(Registration, person.id)


def send(person, kind, **wanted):
    with transaction():
        ends_at = now() + timedelta(hours=2)
        sendings.start(person.event_id, Wanted(kind, f"test:{kind}", ends_at=ends_at, **wanted))
    plan()
    assert db.session.query(Message).filter_by(kind=kind).count() == 1


def post(person, kind):
    """One message of its own, as an answer is."""
    with transaction():
        mine = fresh(person)
        telling.tell(mine, kind, mine.seats[0], key=f"test:{kind}")


def dropped(kind):
    assert kind not in deliver()
    (one,) = [code for which, code in ended() if which == kind]
    return one


def test_a_message_whose_reason_holds_leaves(person):
    send(person, "reminder_hours")
    assert deliver() == ["reminder_hours"]


def test_of_a_registration_that_is_gone(person):
    send(person, "reminder_hours")
    with transaction():
        fresh(person).state = "cancelled"
    assert dropped("reminder_hours") == "registration_cancelled"


def test_of_a_registration_cancelled_by_its_holder(person):
    send(person, "reminder_hours")
    with transaction():
        registration.cancel(fresh(person))
    assert dropped("reminder_hours") == "registration_cancelled"


@pytest.mark.parametrize("switch", ["paused", "held"])
def test_of_someone_whose_messages_the_team_halted(person, switch):
    send(person, "reminder_hours")
    with transaction():
        setattr(fresh(person), switch, True)
    assert dropped("reminder_hours") == "paused_by_team"


def test_of_an_event_that_was_cancelled(person):
    send(person, "reminder_hours")
    with transaction():
        db.session.get_one(Event, person.event_id).state = EventState.CANCELLED
    assert dropped("reminder_hours") == "event_cancelled"


@pytest.mark.parametrize("kind", ["event_cancelled", "words"])
def test_about_a_cancelled_event_one_can_still_be_written_to(person, kind):
    with transaction():
        db.session.get_one(Event, person.event_id).state = EventState.CANCELLED
    send(person, kind, texts={"fr": "Une autre date suit."})
    assert deliver() == [kind]


@pytest.mark.parametrize("kind", ["reminder_day", "reminder_hours"])
def test_a_reminder_of_someone_who_is_there_already(person, kind):
    send(person, kind)
    with transaction():
        arrivals.arrive(fresh(person).seats[0])
    assert dropped(kind) == "already_in"


@pytest.mark.parametrize("kind", ["missed", "words"])
def test_a_word_to_those_who_did_not_come_when_one_of_them_comes(person, kind):
    session = db.session.get_one(EventSession, person.seats[0].session_id)
    others = [register(session, phone="+212661234568")]
    with transaction():
        arrivals.arrive(fresh(others[0]).seats[0])
    forget_messages()
    send(person, kind, arrived=False, texts={"fr": "Venez !"})
    with transaction():
        arrivals.arrive(fresh(person).seats[0])
    assert dropped(kind) == "already_in"


def test_thanks_to_someone_who_had_been_taken_for_another(person):
    with transaction():
        arrivals.arrive(fresh(person).seats[0])
    send(person, "thanks", arrived=True)
    with transaction():
        arrivals.undo(fresh(person).seats[0])
    assert dropped("thanks") == "was_not_there"


def test_a_reminder_of_a_seat_that_was_given_back(person):
    send(person, "reminder_hours")
    with transaction():
        seats.give_back(fresh(person).seats)
    assert dropped("reminder_hours") == "seat_gone"


def test_a_confirmed_seat_that_was_given_back(person):
    post(person, "place_taken")
    with transaction():
        seats.give_back(fresh(person).seats)
    assert dropped("place_taken") == "seat_gone"


def test_an_offer_that_was_answered(person):
    post(person, "place_offered")
    assert dropped("place_offered") == "offer_answered"


def test_the_waiting_list_of_someone_who_has_a_seat_by_now(person):
    post(person, "waiting")
    assert dropped("waiting") == "place_found"


@pytest.mark.parametrize("kind", ["reminder_day", "reminder_hours", "changed"])
@pytest.mark.parametrize("fact", ["starts_at", "place_id"])
def test_what_names_an_hour_or_a_place_that_is_another_by_now(person, kind, fact):
    send(person, kind)
    with transaction():
        session = db.session.get_one(EventSession, person.seats[0].session_id)
        value = None if fact == "place_id" else session.starts_at + timedelta(minutes=5)
        setattr(session, fact, value)
    assert dropped(kind) == "moved"


def test_a_badge_brings_the_code_even_when_the_hour_has_changed(person):
    post(person, "badge")
    with transaction():
        session = db.session.get_one(EventSession, person.seats[0].session_id)
        session.starts_at += timedelta(minutes=5)
    assert deliver() == ["badge"]


def test_a_copy_that_was_on_the_wire_when_its_sending_was_cancelled(person):
    send(person, "words", texts={"fr": "Bonjour"})
    with transaction():
        db.session.query(Message).update({"state": "leased"})
    with transaction():
        sending = db.session.query(Sending).one()
        sendings.cancel(sending)
        mark = copies.named(sending)
    with transaction():  # the wire said: try again
        db.session.query(Message).filter_by(sending=mark).update({"state": "pending"})
    assert dropped("words") == "sending_cancelled"


def test_a_seat_of_every_state_gets_only_what_fits_it(person):
    fits = {
        SeatState.SEATED: {"place_taken", "reminder_day", "reminder_hours"},
        SeatState.OFFERED: {"place_offered"},
        SeatState.WAITING: {"waiting"},
    }
    for state, expected in fits.items():
        forget_messages()
        with transaction():
            mine = fresh(person)
            mine.seats[0].state = state
            for kind in (
                "place_taken",
                "reminder_day",
                "reminder_hours",
                "place_offered",
                "waiting",
            ):
                telling.tell(mine, kind, mine.seats[0], key=f"{state}:{kind}")
        assert set(deliver()) == expected
