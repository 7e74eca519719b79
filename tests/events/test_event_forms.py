"""Wrong answers about events, places and sessions: a plain sentence, nothing lost."""

import pytest

from portal.core.db import db
from portal.events.models import Event, EventSession, Place
from tests.databases import look_again
from tests.desk import DESK, event_form, send, session_form
from tests.factories.events import EventFactory, PlaceFactory
from tests.html_rules import Page
from tests.people import make_staff, sign_in

LONG = "x" * 100_000


@pytest.fixture
def coordinator(client):
    sign_in(client, make_staff())
    return client


def count(model):
    look_again()
    return db.session.query(model).count()


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("kind", "circus", "kind"),
        ("mode", "", "mode"),
        ("title_ar", "", "title_en"),
        ("title_ar", "\x00", "title_en"),
        ("title_es", LONG, "title_es"),
        ("about_en", LONG, "about_en"),
        ("city", "atlantis", "city"),
        ("opens_at", "soon", "opens_at"),
        ("opens_at", LONG, "opens_at"),
        ("closes_at", "", "closes_at"),
        ("closes_at", "9999-12-31T23:59", "closes_at"),
        ("closes_at", "0001-01-01T00:00", "closes_at"),
        ("closes_at", "2021-01-01T00:00", "closes_at"),
        ("slug", "salon emploi", "slug"),
        ("slug", "salon/../emploi", "slug"),
        ("slug", "معرض", "slug"),
        ("slug", LONG, "slug"),
        ("slug", "new", "slug"),
    ],
)
def test_a_wrong_answer_about_an_event_comes_back_beside_its_field(
    coordinator, field, value, where
):
    sent = send(coordinator, DESK + "new", event_form(**{field: value}))
    assert sent.status_code == 422
    assert f'href="#{where}"' in sent.text
    assert f'id="{where}-wrong"' in sent.text
    assert "Venez nombreux." in sent.text
    assert count(Event) == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", ""),
        ("place", "9223372036854775808"),
        ("place", "\x00"),
        ("starts_at", ""),
        ("starts_at", "9999-12-31T23:59"),
        ("ends_at", "2026-01-01T09:00"),
        ("capacity", "0"),
        ("capacity", "-1"),
        ("capacity", "1000000000"),
        ("capacity", "many"),
        ("capacity", "9" * 10_000),
        ("online_url", "javascript:alert(1)"),
        ("online_url", "http://meet.example.org/"),
        ("online_url", "https://"),
        ("online_url", "https://[x"),
        ("online_url", "https://" + LONG),
    ],
)
def test_a_wrong_answer_about_a_session_comes_back_beside_its_field(coordinator, field, value):
    EventFactory(slug="salon")
    sent = send(coordinator, DESK + "salon/sessions/new", session_form(**{field: value}))
    assert sent.status_code == 422
    assert f'id="{field}-wrong"' in sent.text
    assert count(EventSession) == 0


def test_a_link_for_a_session_that_is_held_somewhere_is_questioned(coordinator):
    place = PlaceFactory(event=EventFactory(slug="salon"))
    sent = send(coordinator, DESK + "salon/sessions/new", session_form(place=str(place.id)))
    assert sent.status_code == 422
    assert 'id="online_url-wrong"' in sent.text


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("name_fr", "", "name_en"),
        ("name_fr", LONG, "name_fr"),
        ("address", LONG, "address"),
        ("map_point", "34.02", "map_point"),
        ("map_point", "91,0", "map_point"),
        ("map_point", "0,181", "map_point"),
        ("map_point", "nan,inf", "map_point"),
    ],
)
def test_a_wrong_answer_about_a_place_comes_back_beside_its_field(coordinator, field, value, where):
    EventFactory(slug="salon")
    form = {"name_fr": "Maison", "address": "Agdal", "map_point": ""}
    sent = send(coordinator, DESK + "salon/places/new", form | {field: value})
    assert sent.status_code == 422
    assert f'id="{where}-wrong"' in sent.text
    assert count(Place) == 0


def test_an_event_keeps_what_was_typed_when_its_address_is_taken(coordinator):
    EventFactory(slug="taken")
    event = EventFactory(slug="salon")
    sent = send(coordinator, DESK + "salon/edit", event_form(slug="taken", about_es="Hola"))
    assert sent.status_code == 422
    assert "Another event has this address" in sent.text
    assert "Hola" in sent.text
    look_again()
    assert db.session.get(Event, event.id).slug == "salon"


def test_the_form_says_which_language_others_will_see(coordinator):
    EventFactory(slug="salon", title={"ar": "معرض"})
    page = coordinator.get("/en/desk/events/salon/edit")
    assert "people read: العربية" in page.text
    inputs = {field.get("id"): field for field in Page(page.text).all("input", "textarea")}
    assert inputs["title_ar"]["lang"] == "ar"
    assert inputs["about_es"]["dir"] == "auto"
