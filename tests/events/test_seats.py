"""Who sits, who waits, and who is offered a freed place."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.events import rules
from portal.events.models import EventSession, Registration, Seat
from portal.events.operations import registration, seats
from portal.notifications.models import Message
from tests.databases import look_again
from tests.factories.events import SessionFactory, register

pytestmark = pytest.mark.usefixtures("rows")


def states(session):
    """The state of each seat of a session, in the order of asking."""
    look_again()
    rows = db.session.query(Seat).filter_by(session_id=session.id).order_by(Seat.id)
    return [str(seat.state) for seat in rows]


def taken(session):
    look_again()
    return db.session.get(EventSession, session.id).taken


def kinds():
    look_again()
    return [m.kind for m in db.session.query(Message).order_by(Message.id)]


def cancel(made):
    with transaction():
        registration.cancel(db.session.get(Registration, made.id))


def seat_of(made):
    return db.session.query(Seat).filter_by(registration_id=made.id).one()


def test_when_it_is_full_people_wait_in_the_order_they_came():
    session = SessionFactory(capacity=1)
    for name in ("Awa", "Kofi", "Nour"):
        register(session, name=name)
    assert states(session) == ["seated", "waiting", "waiting"]
    assert kinds() == ["badge", "waiting", "waiting"]


def test_a_freed_place_is_held_for_the_next_and_offered_by_message():
    session = SessionFactory(capacity=1)
    first, _, _ = (register(session, name=name) for name in ("Awa", "Kofi", "Nour"))
    cancel(first)
    assert states(session) == ["cancelled", "offered", "waiting"]
    assert taken(session) == 1
    assert kinds()[-1] == "place_offered"


def test_a_place_freed_with_nobody_waiting_is_free_for_all():
    session = SessionFactory(capacity=1)
    cancel(register(session))
    assert taken(session) == 0
    register(session, name="Kofi")
    assert states(session) == ["cancelled", "seated"]


def test_cancelling_twice_frees_one_place():
    session = SessionFactory(capacity=2)
    made = register(session)
    register(session, name="Kofi")
    cancel(made)
    cancel(made)
    assert taken(session) == 1


def test_an_offer_is_taken_once_and_stays_taken():
    session = SessionFactory(capacity=1)
    first, second = (register(session, name=name) for name in ("Awa", "Kofi"))
    cancel(first)
    for _ in range(2):
        with transaction():
            seats.accept_offer(seat_of(second))
    assert states(session) == ["cancelled", "seated"]
    assert taken(session) == 1
    assert kinds().count("place_taken") == 1


def test_a_declined_offer_goes_to_the_next():
    session = SessionFactory(capacity=1)
    first, second, _ = (register(session, name=name) for name in ("Awa", "Kofi", "Nour"))
    cancel(first)
    with transaction():
        seats.give_back([seat_of(second)])
    assert states(session) == ["cancelled", "cancelled", "offered"]


def test_an_offer_lasts_24_hours_and_then_goes_to_the_next():
    session = SessionFactory(capacity=1)
    first, second, _ = (register(session, name=name) for name in ("Awa", "Kofi", "Nour"))
    cancel(first)
    assert seat_of(second).offer_ends_at - now() > timedelta(hours=23, minutes=59)
    with time_machine.travel(now() + timedelta(hours=23, minutes=59)), transaction():
        assert seats.expire_offers() == 0
    with time_machine.travel(now() + timedelta(hours=24, minutes=1)):
        with transaction():
            assert seats.expire_offers() == 1
        with pytest.raises(Refused, match="offer_gone"), transaction():
            seats.accept_offer(seat_of(second))
    assert states(session) == ["cancelled", "waiting", "offered"]
    assert taken(session) == 1


def test_after_three_offers_without_an_answer_a_person_is_asked_no_more():
    session = SessionFactory(capacity=1)
    first, second = (register(session, name=name) for name in ("Awa", "Kofi"))
    cancel(first)
    with time_machine.travel(now(), tick=True) as clock:
        for _ in range(rules.MOST_OFFERS):
            clock.shift(timedelta(hours=25))
            with transaction():
                seats.expire_offers()
    assert seat_of(second).state == "lapsed"
    assert taken(session) == 0
    assert kinds().count("place_offered") == 3


def test_no_place_is_offered_once_the_session_has_begun():
    session = SessionFactory(capacity=1)
    first, _ = (register(session, name=name) for name in ("Awa", "Kofi"))
    with time_machine.travel(session.starts_at + timedelta(minutes=1)):
        cancel(first)
    assert states(session) == ["cancelled", "waiting"]


def test_an_offer_never_outlives_the_beginning_of_its_session():
    session = SessionFactory(capacity=1)
    first, second = (register(session, name=name) for name in ("Awa", "Kofi"))
    with time_machine.travel(session.starts_at - timedelta(hours=2)):
        cancel(first)
    assert seat_of(second).offer_ends_at == session.starts_at


def test_more_seats_go_to_those_who_wait_first():
    session = SessionFactory(capacity=1)
    for name in ("Awa", "Kofi", "Nour"):
        register(session, name=name)
    with transaction():
        seats.set_capacity(db.session.get(EventSession, session.id), 2)
    assert states(session) == ["seated", "offered", "waiting"]


def test_a_session_can_t_become_smaller_than_what_is_taken():
    session = SessionFactory(capacity=2)
    register(session)
    register(session, name="Kofi")
    with pytest.raises(Refused, match="capacity_below_taken"), transaction():
        seats.set_capacity(db.session.get(EventSession, session.id), 1)


@pytest.mark.parametrize(
    ("minutes_before", "shown"), [(61, False), (59, True), (-179, True), (-181, False)]
)
def test_the_link_of_an_online_session_shows_from_an_hour_before_to_the_end(minutes_before, shown):
    session = SessionFactory(place=None, online_url="https://meet.example.org/x")
    register(session)
    seat = db.session.query(Seat).one()
    at = session.starts_at - timedelta(minutes=minutes_before)
    assert rules.link_is_shown(seat, at) is shown


def test_who_waits_does_not_see_the_link():
    session = SessionFactory(place=None, online_url="https://meet.example.org/x", capacity=1)
    register(session)
    waiting = seat_of(register(session, name="Kofi"))
    assert not rules.link_is_shown(waiting, session.starts_at)
