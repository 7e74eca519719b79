"""The desk: create, edit and watch an event."""

import re

import pytest

from portal.accounts.permissions import Role
from portal.core.db import db
from portal.events import labels
from portal.events.models import Event, EventSession, Place, Seat
from portal.settings import ROOT
from tests.databases import look_again
from tests.desk import DESK, event_form, press, send, session_form
from tests.factories.events import EventFactory, SessionFactory, register
from tests.html_rules import Page
from tests.people import make_staff, sign_in, token_in, words
from tests.queries import counted

HTMX = {"HX-Request": "true"}
MOST_QUERIES = 12


@pytest.fixture
def coordinator(client):
    sign_in(client, make_staff(Role.COORDINATOR))
    return client


@pytest.fixture
def session(coordinator):
    return SessionFactory(capacity=1)


def count(model):
    look_again()
    return db.session.query(model).count()


def test_an_event_is_written_placed_dated_and_published(coordinator):
    made = send(coordinator, DESK + "new", event_form())
    assert made.location == DESK + "salon/"
    assert coordinator.get("/en/events/salon/").status_code == 404
    place = {"name_fr": "Maison des jeunes", "address": "Agdal", "map_point": "34.0209, -6.8416"}
    assert send(coordinator, DESK + "salon/places/new", place).status_code == 303
    there = str(db.session.query(Place).one().id)
    first = session_form(place=there, online_url="", title_en="Morning")
    assert send(coordinator, DESK + "salon/sessions/new", first).status_code == 303
    assert send(coordinator, DESK + "salon/sessions/new", session_form()).status_code == 303
    shown = press(coordinator, DESK + "salon/", DESK + "salon/publish")
    assert shown.location == DESK + "salon/"
    public = words(coordinator.get("/en/events/salon/").text)
    assert "معرض التشغيل" in public
    assert "Maison des jeunes" in public
    look_again()
    assert db.session.query(Place).one().map_point == "34.0209,-6.8416"
    assert [s.capacity for s in db.session.query(EventSession)] == [20, 20]


def test_the_same_form_twice_makes_one_event(coordinator):
    token = token_in(coordinator.get(DESK + "new").text, DESK + "new")
    form = event_form(slug="") | {"form_token": token}
    first, second = (coordinator.post(DESK + "new", data=form) for _ in range(2))
    assert first.location == second.location
    assert count(Event) == 1


def test_fair_staff_watch_but_change_nothing(client):
    session = SessionFactory(event__slug="salon")
    sign_in(client, make_staff(Role.FAIR_STAFF))
    page = client.get(DESK + "salon/")
    assert page.status_code == 200
    assert "/capacity" not in page.text
    assert "/edit" not in page.text
    token = token_in(client.get(DESK + "salon/walk-in").text, DESK + "salon/walk-in")
    at = f"{DESK}salon/sessions/{session.id}"
    for address in (DESK + "new", DESK + "salon/edit", at, DESK + "salon/cancel"):
        assert client.get(address).status_code == 403
    for address in (f"{at}/capacity", DESK + "salon/publish", f"{at}/remove"):
        assert client.post(address, data={"form_token": token}).status_code == 403


def test_the_dashboard_shows_the_numbers_of_each_session(coordinator, session):
    register(session)
    register(session, name="Awa", phone="+212661234568")
    page = coordinator.get(f"{DESK}{session.event.slug}/")
    seen = words(page.text)
    assert "Confirmed 1" in seen
    assert "Waiting 1" in seen
    assert "Demand 200" in seen
    assert "2 people are registered." in seen
    parts = Page(page.text).all("rect")
    assert {"taken", "waiting"} <= {part.get("class") for part in parts}


def test_the_dashboard_asks_the_database_few_things_whatever_it_shows(coordinator, session):
    for _ in range(3):
        register(SessionFactory(event=session.event, place=session.place))
    address = f"{DESK}{session.event.slug}/"
    coordinator.get(address)
    with counted() as few:
        coordinator.get(address)
    for i in range(12):
        register(SessionFactory(event=session.event), name=f"Nour {i}")
    with counted() as many:
        coordinator.get(address)
    assert len(many) == len(few) <= MOST_QUERIES


def test_more_capacity_is_offered_to_those_who_wait(coordinator, session):
    register(session)
    register(session, name="Awa", phone="+212661234568")
    page = f"{DESK}{session.event.slug}/"
    action = f"{page}sessions/{session.id}/capacity"
    sent = press(coordinator, page, action, capacity="3")
    assert sent.status_code == 303
    look_again()
    assert [seat.state for seat in db.session.query(Seat).order_by(Seat.id)] == [
        "seated",
        "offered",
    ]
    row = coordinator.get(sent.location, headers=HTMX)
    assert "<html" not in row.text
    assert f'id="session-{session.id}"' in row.text
    assert "Offered 1" in words(row.text)
    assert "<html" in coordinator.get(sent.location).text


@pytest.mark.parametrize("wrong", ["0", "-1", "1000000000", "", "\x00", "١x"])
def test_a_wrong_capacity_comes_back_in_its_row(coordinator, session, wrong):
    register(session)
    page = f"{DESK}{session.event.slug}/"
    action = f"{page}sessions/{session.id}/capacity"
    token = token_in(coordinator.get(page).text, action)
    form = {"capacity": wrong, "form_token": token}
    for headers in ({}, HTMX):
        sent = coordinator.post(action, data=form, headers=headers)
        assert sent.status_code == 422
        assert f'id="capacity-{session.id}-wrong"' in sent.text
        assert ("<html" in sent.text) != bool(headers)


def test_a_capacity_below_the_people_is_refused_with_its_sentence(coordinator):
    session = SessionFactory(capacity=5)
    register(session)
    register(session, name="Awa", phone="+212661234568")
    page = f"{DESK}{session.event.slug}/"
    sent = press(coordinator, page, f"{page}sessions/{session.id}/capacity", capacity="1")
    assert sent.status_code == 422
    assert "There are already more people than that" in sent.text


def test_changing_a_session_with_people_warns_that_nobody_is_told(coordinator, session):
    address = f"{DESK}{session.event.slug}/sessions/{session.id}"
    assert "tell them yourself" not in coordinator.get(address).text
    register(session)
    page = coordinator.get(address)
    assert "1 person is registered for this session." in page.text
    assert "tell them yourself" in page.text
    assert "/remove" not in page.text


def test_an_event_without_a_session_stays_a_draft_and_says_why(coordinator):
    event = EventFactory(slug="salon", state="draft")
    SessionFactory(event=event)
    page = coordinator.get(DESK + "salon/")
    token = token_in(page.text, DESK + "salon/publish")
    session = db.session.query(EventSession).one()
    at = f"{DESK}salon/sessions/{session.id}"
    press(coordinator, at, f"{at}/remove")
    sent = coordinator.post(DESK + "salon/publish", data={"form_token": token})
    assert sent.status_code == 422
    assert "Add a session first" in sent.text


def test_cancelling_asks_first_and_then_shows_it_everywhere(coordinator, session):
    made = register(session)
    address = f"{DESK}{session.event.slug}/cancel"
    assert "1 person is registered." in coordinator.get(address).text
    look_again()
    assert db.session.get(Event, session.event_id).state == "published"
    assert send(coordinator, address, {}).status_code == 303
    slug = session.event.slug
    for page in (f"{DESK}{slug}/", f"/en/events/{slug}/", f"/en/badges/{made.token}/"):
        assert "This event is cancelled." in coordinator.get(page).text


def test_the_history_tells_who_did_what_without_values(coordinator, session):
    made = register(session, name="Aminata Diallo")
    page = f"{DESK}{session.event.slug}/"
    press(coordinator, page, f"{page}sessions/{session.id}/capacity", capacity="7")
    seen = words(coordinator.get(f"{page}history").text)
    assert "Session changed: number of people" in seen
    assert "staff@example.org" in seen
    assert f"Registration {made.id}" in seen
    assert "Aminata" not in seen


def test_the_history_is_turned_page_by_page(coordinator, session):
    for i in range(55):
        register(session, name=f"Nour {i}")
    address = f"{DESK}{session.event.slug}/history"
    with counted() as statements:
        first = coordinator.get(address)
    assert len(statements) <= MOST_QUERIES
    assert first.text.count("<tr><td>") == 50
    assert "Older" in first.text
    assert coordinator.get(address + "?page=2").text.count("<tr><td>") == 5
    for odd in ("0", "-1", "9" * 30, "x"):
        assert coordinator.get(f"{address}?page={odd}").status_code == 200


def test_the_history_of_another_event_is_not_shown(coordinator, session):
    register(session)
    other = SessionFactory()
    assert "Nothing yet." in coordinator.get(f"{DESK}{other.event.slug}/history").text


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "999"])
def test_a_session_or_place_that_is_not_of_this_event_is_not_found(coordinator, session, number):
    for part in ("sessions", "places"):
        assert coordinator.get(f"{DESK}{session.event.slug}/{part}/{number}").status_code == 404
    other = SessionFactory()
    strange = f"{DESK}{session.event.slug}/sessions/{other.id}"
    assert coordinator.get(strange).status_code == 404


def test_every_deed_has_its_words():
    source = "".join(path.read_text() for path in (ROOT / "portal/events").rglob("*.py"))
    done = set(re.findall(r"audit\.record\(\s*\"(\S+)\"", source))
    assert done == set(labels.DEEDS)
