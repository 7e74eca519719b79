"""Who was there: noted by hand at the desk, and taken back."""

from datetime import timedelta

import pytest

from portal.accounts.permissions import Role
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.events.models import Registration, Seat
from portal.events.operations import arrivals, merging, registration
from tests.databases import look_again
from tests.desk import press
from tests.factories.events import SessionFactory, register
from tests.people import make_staff, sign_in, words


@pytest.fixture
def session(client):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    return today()


def today(**other):
    return SessionFactory(
        starts_at=now() - timedelta(minutes=10), ends_at=now() + timedelta(hours=3), **other
    )


def page_of(person):
    return f"/en/desk/events/{person.event.slug}/registrations/{person.id}/"


def note(client, person, deed="here"):
    page = page_of(person)
    return press(client, page, f"{page}seats/{person.seats[0].id}/{deed}")


def seat_of(person):
    look_again()
    return db.session.get_one(Seat, person.seats[0].id)


def test_a_button_notes_that_someone_is_here_and_another_takes_it_back(client, session):
    person = register(session)
    assert note(client, person).status_code == 303
    first = seat_of(person).arrived_at
    assert first is not None
    page = client.get(page_of(person)).text
    assert "Arrived at" in words(page)
    assert "/not-here" in page
    assert note(client, person, "not-here").status_code == 303
    assert seat_of(person).arrived_at is None
    assert "/not-here" not in client.get(page_of(person)).text


@pytest.mark.usefixtures("rows")
def test_the_first_time_counts():
    person = register(today())
    with transaction():
        seat = db.session.get_one(Registration, person.id).seats[0]
        arrivals.arrive(seat)
        first = seat.arrived_at
        arrivals.arrive(seat)
        assert seat.arrived_at == first


def test_before_its_day_nobody_is_at_a_session(client, session):
    person = register(SessionFactory(event=session.event))
    assert "/here" not in client.get(page_of(person)).text
    with pytest.raises(Refused, match="session_another_day"), transaction():
        arrivals.arrive(db.session.get_one(Registration, person.id).seats[0])


@pytest.mark.parametrize(
    ("state", "code"), [("registration", "registration_gone"), ("event", "event_is_cancelled")]
)
@pytest.mark.usefixtures("rows")
def test_nobody_is_at_what_was_cancelled(state, code):
    person = register(today())
    with transaction():
        mine = db.session.get_one(Registration, person.id)
        row = mine if state == "registration" else mine.event
        row.state = "cancelled"
    with pytest.raises(Refused, match=code), transaction():
        arrivals.arrive(db.session.get_one(Registration, person.id).seats[0])


def test_a_refusal_is_read_on_the_page(client, session):
    person = register(session)
    page = page_of(person)
    address = f"{page}seats/{person.seats[0].id}/here"
    form = client.get(page)
    with transaction():
        registration.cancel(db.session.get_one(Registration, person.id))
    token = form.text.split('name="form_token" value="')[1:]
    sent = [client.post(address, data={"form_token": part.split('"')[0]}) for part in token]
    assert {answer.status_code for answer in sent} <= {403, 404, 422}
    assert seat_of(person).arrived_at is None


def test_the_seat_of_somebody_else_is_not_found(client, session):
    person, other = register(session), register(session, phone="+212661234568")
    page = page_of(person)
    form = client.get(page).text.split(f"seats/{person.seats[0].id}/here")[1]
    token = form.split('name="form_token" value="')[1].split('"')[0]
    answer = client.post(f"{page}seats/{other.seats[0].id}/here", data={"form_token": token})
    assert answer.status_code == 404


def test_the_desk_counts_those_who_came(client, session):
    people = [register(session, phone=f"+21266123456{i}") for i in range(3)]
    page = f"/en/desk/events/{session.event.slug}/"
    assert "Came" not in words(client.get(page).text)
    for person in people[:2]:
        note(client, person)
    assert "Came 2" in words(client.get(page).text)


def test_the_history_says_who_was_noted(client, session):
    note(client, register(session))
    page = client.get(f"/en/desk/events/{session.event.slug}/history").text
    assert "Arrival noted" in words(page)


@pytest.mark.usefixtures("rows")
def test_of_two_registrations_that_are_one_person_the_arrival_is_kept():
    session = today()
    keep, drop = register(session), register(session, phone="+212661234568")
    with transaction():
        arrivals.arrive(db.session.get_one(Registration, drop.id).seats[0])
    with transaction():
        merging.merge(*(db.session.get_one(Registration, one.id) for one in (keep, drop)))
    assert seat_of(keep).arrived_at is not None
    assert seat_of(drop).arrived_at is None
