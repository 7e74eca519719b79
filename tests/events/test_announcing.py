"""Another day, hour or place, and events that are cancelled: what people hear of it."""

import pytest

from portal.core.db import db, transaction
from portal.events.models import EventSession, Place, Registration, Sending
from portal.events.operations import cancelling, editing, registration
from portal.events.operations.editing import PlaceFacts
from portal.notifications.models import Message
from tests.databases import look_again
from tests.factories.events import PlaceFactory, SessionFactory, register
from tests.factories.moments import REMINDERS, at, causes, change, move, session_at, wall
from tests.factories.sendings import announce, deliver, message, plan, posted

pytestmark = pytest.mark.usefixtures("rows")


def test_a_new_hour_is_told_after_five_minutes_to_everyone_who_comes(friday):
    session, people = friday
    with at("2027-02-08 12:00"):
        move(session, "2027-02-12 10:00")
        plan()
        assert posted("changed") == []
    with at("2027-02-08 12:05"):
        plan()
    assert posted("changed") == [("changed", cause) for cause in causes(people)]


def test_a_change_taken_back_within_five_minutes_is_told_to_nobody(friday):
    session, _ = friday
    with at("2027-02-08 12:00"):
        move(session, "2027-02-19 09:00")
    with at("2027-02-08 12:03"):
        move(session, "2027-02-12 09:00")
    with at("2027-02-08 12:30"):
        plan()
    assert posted("changed") == []


def test_whoever_registered_in_between_is_told_that_the_change_was_taken_back(friday):
    session, _ = friday
    with at("2027-02-08 12:00"):
        move(session, "2027-02-19 09:00")
    with at("2027-02-08 12:01"):
        misled = register(session, phone="+212661234568")
    with at("2027-02-08 12:03"):
        move(session, "2027-02-12 09:00")
    with at("2027-02-08 12:30"):
        plan()
    assert posted("changed") == [("changed", f"registration:{misled.id}")]


def test_a_slip_into_the_past_taken_back_is_told_to_nobody(friday):
    session, _ = friday
    with at("2027-02-08 12:00"):
        move(session, "2027-01-12 09:00")
    with at("2027-02-08 12:03"):
        move(session, "2027-02-12 09:00")
    with at("2027-02-08 12:30"):
        plan()
    assert posted("changed") == []


def test_two_changes_within_five_minutes_are_told_once(friday):
    session, people = friday
    with at("2027-02-08 12:00"):
        move(session, "2027-02-19 09:00")
    with at("2027-02-08 12:04"):
        move(session, "2027-02-26 09:00")
    with at("2027-02-08 12:06"):
        plan()
        assert posted("changed") == []
    with at("2027-02-08 12:09"):
        plan()
    assert posted("changed") == [("changed", cause) for cause in causes(people)]
    starts = {m.facts["starts_at"] for m in db.session.query(Message).filter_by(kind="changed")}
    assert starts == {wall("2027-02-26 09:00").isoformat()}


def test_a_change_of_something_else_is_told_to_nobody(friday):
    session, _ = friday
    with at("2027-02-08 12:00"):
        change(session, title={"fr": "Matin"}, online_url="https://meet.example.org/a")
        change(session, ends_at=wall("2027-02-12 13:00"))
    with at("2027-02-08 12:05"):
        plan()
    assert posted("changed") == []


def test_another_place_or_another_street_is_told(friday):
    session, _ = friday
    with at("2027-02-08 12:00"):
        change(session, place_id=PlaceFactory(event=session.event).id)
    with at("2027-02-08 12:05"):
        plan()
    assert len(posted("changed")) == 2
    with at("2027-02-09 12:00"), transaction():
        place = db.session.get_one(Place, db.session.get_one(EventSession, session.id).place_id)
        editing.change_place(place, PlaceFacts(name=place.name, address="Agdal, Rabat"))
    with at("2027-02-09 12:05"):
        plan()
    assert len(posted("changed")) == 4


@pytest.mark.parametrize(("moment", "told"), [("16:30", 0), ("17:30", 1)])
def test_another_link_is_told_once_people_could_have_seen_the_first(moment, told):
    with at("2027-01-20 12:00"):
        online = session_at("2027-02-12 18:00", place=None, online_url="https://meet.example.org/a")
        register(online)
    with at(f"2027-02-12 {moment}"):
        change(online, online_url="https://meet.example.org/b")
    with at("2027-02-12 17:40"):
        plan()
    assert len(posted("changed")) == told


def test_people_who_wait_are_told_that_they_wait_for_another_day():
    with at("2027-01-20 12:00"):
        session = session_at(capacity=1)
        gone, offered, waiting = (register(session, phone=f"+21266123456{i}") for i in range(3))
    with at("2027-02-08 12:00"):
        with transaction():
            registration.cancel(db.session.get_one(Registration, gone.id))
            db.session.query(Message).delete()
        move(session, "2027-02-12 10:00")
    with at("2027-02-08 12:05"):
        plan()
        assert posted("changed", "place_offered", "waiting") == [
            ("place_offered", f"registration:{offered.id}"),
            ("waiting", f"registration:{waiting.id}"),
        ]
        offer = message("place_offered")
    assert offer.expires_at == wall("2027-02-09 12:00")
    assert offer.facts["starts_at"] == wall("2027-02-12 10:00").isoformat()


def test_a_session_moved_to_tomorrow_is_told_once(friday):
    session, people = friday
    with at("2027-02-08 15:00"):
        move(session, "2027-02-09 09:00")
        announce()
        assert posted(*REMINDERS) == []  # a slip of the finger must not reach anybody
    with at("2027-02-08 15:05"):
        announce()
        announce()
    assert posted("changed", *REMINDERS) == [("changed", cause) for cause in causes(people)]
    with at("2027-02-09 07:00"):
        announce()
    assert len(posted("reminder_hours")) == 2


def test_a_change_taken_back_leaves_the_reminder_as_it_was(friday):
    session, _ = friday
    with at("2027-02-11 08:58"):
        move(session, "2027-02-19 09:00")
    with at("2027-02-11 09:01"):
        announce()
        move(session, "2027-02-12 09:00")
        announce()
    with at("2027-02-11 09:06"):
        announce()
    assert [kind for kind, _ in posted("changed", *REMINDERS)] == ["reminder_day"] * 2


def test_whoever_would_come_for_nothing_today_is_told_at_any_hour(friday):
    session, _ = friday
    with at("2027-02-12 05:00"):
        deliver()
        move(session, "2027-02-19 09:00")
    with at("2027-02-12 05:05"):
        plan()
        assert deliver() == ["changed", "changed"]


def test_a_change_of_next_week_waits_until_people_are_awake(friday):
    session, _ = friday
    with at("2027-02-08 12:00"):
        deliver()
    with at("2027-02-08 22:00"):
        move(session, "2027-02-19 09:00")
    with at("2027-02-08 22:05"):
        plan()
        assert deliver() == []
    with at("2027-02-09 08:00"):
        assert deliver() == ["changed", "changed"]


def test_a_cancelled_event_stops_what_was_on_its_way(friday):
    session, people = friday
    with at("2027-02-11 09:00"):
        deliver()
        announce()
        move(session, "2027-02-12 10:00")
        with transaction():
            cancelling.cancel(db.session.get_one(type(session.event), session.event_id))
    with at("2027-02-11 09:10"):
        announce()
        assert deliver() == ["event_cancelled"] * 2
    look_again()
    states = {(row.kind, row.state) for row in db.session.query(Sending)}
    expected = {
        ("reminder_day", "planned"),
        ("changed", "cancelled"),
        ("event_cancelled", "planned"),
    }
    assert states == expected


def test_what_is_said_of_a_cancelled_event_ends_with_the_session_it_is_about(friday):
    session, _ = friday
    with at("2027-02-11 09:00"):
        SessionFactory(
            event=session.event,
            place=session.place,
            starts_at=wall("2027-02-20 09:00"),
            ends_at=wall("2027-02-20 12:00"),
        )
        with transaction():
            cancelling.cancel(db.session.get_one(type(session.event), session.event_id))
        plan()
    ends = {m.expires_at for m in db.session.query(Message).filter_by(kind="event_cancelled")}
    assert ends == {wall("2027-02-12 12:00")}
