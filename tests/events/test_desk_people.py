"""The desk: find people, register one, correct, merge."""

import pytest

from portal.accounts.permissions import Role
from portal.core.db import db
from portal.events.models import Registration
from tests.databases import look_again
from tests.factories.events import SessionFactory, register
from tests.people import make_staff, sign_in, token_in, words

HTMX = {"HX-Request": "true"}


@pytest.fixture
def session(client):
    sign_in(client, make_staff(Role.COORDINATOR))
    return SessionFactory()


def search(client, session, /, **query):
    address = f"/fr/desk/events/{session.event.slug}/registrations/"
    return client.get(address, query_string=query)


@pytest.mark.parametrize(
    "text", ["kone", "KONÉ aï", "couture", "0661 23 45 67", "+212661234567", "{code}"]
)
def test_a_person_is_found_by_name_trade_code_or_whole_number(client, session, text):
    made = register(session, name="Aïcha Koné", trade="Couture")
    register(session, name="Moussa", phone="+221771234567", trade="maçon")
    seen = words(search(client, session, q=text.format(code=made.code)).text)
    assert "Aïcha Koné" in seen
    assert "Moussa" not in seen


def test_part_of_a_number_finds_nobody(client, session):
    register(session, name="Aïcha", phone="+212661234567")
    assert "Aïcha" not in words(search(client, session, q="234567").text)


def test_lists_show_two_digits_of_a_phone_at_most(client, session):
    register(session, phone="+212661234567")
    page = search(client, session).text
    assert "•• 67" in page
    assert "4567" not in page


def test_htmx_gets_the_list_alone_and_a_browser_the_page_around_it(client, session):
    register(session)
    page = search(client, session)
    address = f"/fr/desk/events/{session.event.slug}/registrations/"
    part = client.get(address, headers=HTMX)
    assert 'id="people"' in part.text
    assert "<html" not in part.text
    assert "HX-Request" in page.headers["Vary"]
    back = client.get(address, headers=HTMX | {"HX-Request-Type": "full"})
    assert "<html" in back.text


def test_filters_leave_what_fits(client, session):
    full = SessionFactory(event=session.event, place=session.place, capacity=1)
    register(session, name="Awa")
    register(full, name="Kofi")
    register(full, name="Nour", interests=("job",))
    assert "Awa" not in words(search(client, session, session=full.id).text)
    waiting = words(search(client, session, seat="waiting").text)
    assert ("Nour" in waiting, "Kofi" in waiting) == (True, False)
    looking = words(search(client, session, interest="job").text)
    assert ("Nour" in looking, "Kofi" in looking) == (True, False)


@pytest.mark.parametrize(
    "query",
    [
        {"page": "-1"},
        {"page": "9" * 30},
        {"session": "9223372036854775808"},
        {"q": "%_" + "x" * 1000},
        {"state": "'; drop table"},
        {"interest": '"%'},
    ],
)
def test_a_strange_question_finds_nobody_and_breaks_nothing(client, session, query):
    assert search(client, session, **query).status_code == 200


def test_a_walk_in_needs_a_name_alone(client, session):
    address = f"/fr/desk/events/{session.event.slug}/walk-in"
    page = client.get(address)
    form = {"form_token": token_in(page.text, address), "name": "Ibrahima", "session": session.id}
    answer = client.post(address, data=form)
    made = db.session.query(Registration).one()
    assert (made.phone, made.source) == (None, "staff")
    shown = client.get(answer.location)
    assert f"{made.code[:4]}-{made.code[4:]}" in shown.text


def test_a_walk_in_without_a_name_is_asked_for_it(client, session):
    address = f"/fr/desk/events/{session.event.slug}/walk-in"
    page = client.get(address)
    form = {"form_token": token_in(page.text, address), "session": session.id, "trade": "maçon"}
    answer = client.post(address, data=form)
    assert answer.status_code == 422
    assert 'value="maçon"' in answer.text


def test_staff_correct_a_registration(client, session):
    made = register(session, name="Ibrahim")
    address = f"/fr/desk/events/{session.event.slug}/registrations/{made.id}/edit"
    page = client.get(address)
    form = {
        "form_token": token_in(page.text, address),
        "name": "Ibrahima Sow",
        "phone": "0661 23 45 68",
        "session": session.id,
        "language": "ar",
    }
    assert client.post(address, data=form).status_code == 303
    look_again()
    row = db.session.get(Registration, made.id)
    assert (row.name, row.phone, row.language) == ("Ibrahima Sow", "+212661234568", "ar")


def test_staff_cancel_a_registration(client, session):
    made = register(session)
    address = f"/fr/desk/events/{session.event.slug}/registrations/{made.id}/"
    page = client.get(address)
    form = {"form_token": token_in(page.text, address + "cancel")}
    assert client.post(address + "cancel", data=form).status_code == 303
    look_again()
    assert db.session.get(Registration, made.id).state == "cancelled"


def test_duplicates_are_shown_and_merged(client, session):
    one, other = register(session, name="Awa Sow"), register(session, name="AWA SOW")
    address = f"/fr/desk/events/{session.event.slug}/duplicates/"
    page = client.get(address)
    form = {"form_token": token_in(page.text, address), "keep": one.id, "drop": other.id}
    assert client.post(address, data=form).status_code == 303
    look_again()
    assert db.session.get(Registration, other.id).state == "merged"
    again = client.get(address)
    form["form_token"] = token_in(page.text, address)
    form["keep"] = "9223372036854775808"
    assert client.post(address, data=form).status_code in {404, 422}
    assert "AWA" not in again.text


def test_a_badge_that_was_merged_leads_to_the_kept_one(client, session):
    one, other = register(session, name="Awa Sow"), register(session, name="AWA SOW")
    address = f"/fr/desk/events/{session.event.slug}/duplicates/"
    page = client.get(address)
    form = {"form_token": token_in(page.text, address), "keep": one.id, "drop": other.id}
    client.post(address, data=form)
    assert client.get(f"/fr/badges/{other.token}/").location == f"/fr/badges/{one.token}/"


def test_the_messages_screen_shows_text_and_state_and_hides_the_number(client, session):
    made = register(session, phone="+212661234567")
    seen = client.get("/fr/desk/messages/").text
    assert f"{made.code[:4]}-{made.code[4:]}" in seen
    assert "•• 67" in seen
    assert "1234567" not in seen
