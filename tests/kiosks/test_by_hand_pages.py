"""The desk finds a person, is told what the rules say, and notes her by hand with a reason."""

from datetime import timedelta

import pytest

from portal.accounts.permissions import Role
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration, Seat
from portal.events.operations import registration
from portal.kiosks import labels
from portal.kiosks.models import Presence, Scan
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks.arriving import session_now, there, way_in
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.queries import counted

HTMX = {"HX-Request": "true"}
BROTLI = {"Accept-Encoding": "br"}


@pytest.fixture
def session(client):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    return session_now()


def doors_of(session, lang="fr"):
    return f"/{lang}/desk/events/{session.event.slug}/doors/"


def page_of(session, person, lang="fr"):
    return f"{doors_of(session, lang)}people/{person.id}/"


def note(client, session, person, point, reason="no_code"):
    address = page_of(session, person)
    form = {"form_token": token_in(client.get(address).text, address + "here")}
    return client.post(address + "here", data=form | {"point": point.id, "reason": reason})


@pytest.mark.parametrize("text", ["kone", "0661 23 45 67", "{code}"])
def test_a_person_is_found_with_where_and_when_she_came(client, session, text):
    gate = doors.point(session, name="Porte nord")
    awa = register(session, name="Aïcha Koné")
    register(session, name="Moussa", phone="+221771234567")
    there(gate, awa)
    query = {"q": text.format(code=awa.code)}
    page = client.get(doors_of(session) + "people", query_string=query).text
    assert "Moussa" not in page
    row = words(page[page.index("<tbody>") :])
    assert "Aïcha Koné" in row
    assert "Porte nord" in row
    assert f'href="{page_of(session, awa)}"' in page
    assert "4567" not in page


def test_a_cancelled_registration_is_found_and_said(client, app, session):
    doors.point(session)
    awa = register(session, name="Awa")
    with transaction():
        registration.cancel(db.session.get_one(Registration, awa.id))
    page = client.get(doors_of(session) + "people?q=awa").text
    assert f'href="{page_of(session, awa)}"' in page
    answer = spoken(app, labels.ANSWERS["cancelled"])
    assert answer in words(client.get(page_of(session, awa)).text)


def answers_on(client, app, session, person):
    page = words(client.get(page_of(session, person)).text)
    return {code for code, said in labels.ANSWERS.items() if spoken(app, said) in page}


def test_what_the_rules_say_stands_there_before_anything_is_noted(client, app, session):
    doors.point(session)
    full = session_now(event=session.event, place=session.place, capacity=1)
    doors.point(full, name="Salle")
    register(full, name="Kofi")
    assert answers_on(client, app, session, register(session)) == {"welcome", "other_session"}
    assert "waiting" in answers_on(client, app, session, register(full, name="Nour"))
    tomorrow = SessionFactory(
        event=session.event,
        place=session.place,
        starts_at=now() + timedelta(days=1, hours=9),
        ends_at=now() + timedelta(days=1, hours=12),
    )
    late = register(tomorrow, name="Adja")
    assert answers_on(client, app, session, late) == {"other_session"}
    page = client.get(page_of(session, late)).text
    choices = page[page.index("<fieldset") : page.index("</fieldset>")]
    assert "✕" in choices
    assert not db.session.query(Scan).count()


def test_where_she_may_come_in_and_the_usual_reason_are_chosen_already(client, session):
    room = SessionFactory(event=session.event, place=session.place)
    doors.point(room, name="Salle")
    gate = doors.point(session, name="Porte")
    page = client.get(page_of(session, register(session))).text
    assert f'value="{gate.id}" checked' in page
    assert 'value="no_code" selected' in page
    stranger = client.get(page_of(session, register(room, name="Kofi"))).text
    assert " checked>" not in stranger
    assert " selected>" not in stranger


def test_she_is_noted_once_with_the_reason_and_her_seat_knows_it(client, session):
    gate, awa = doors.point(session), register(session, name="Awa")
    answer = note(client, session, awa, gate, reason="broken")
    assert answer.status_code == 303
    look_again()
    scan = db.session.query(Scan).one()
    staff = scan.staff_id
    assert (scan.mode, scan.reason, scan.counted, staff is not None) == (
        "hand",
        "broken",
        True,
        True,
    )
    assert db.session.query(Presence).one().registration_id == awa.id
    assert db.session.query(Seat).one().arrived_at == scan.at
    page = client.get(answer.location).text
    assert 'role="status"' in page
    assert " checked>" not in page  # the button pressed again notes her nowhere else
    assert f"{doors_of(session)}reviews/{scan.id}/" in page  # a mistake can be put right
    desk = client.get(f"/fr/desk/events/{session.event.slug}/registrations/{awa.id}/").text
    assert f'href="{page_of(session, awa)}"' in desk
    assert f"seats/{awa.seats[0].id}/not-here" in desk


def test_whom_the_rules_would_not_let_in_is_noted_all_the_same_and_marked(client, session):
    room = SessionFactory(event=session.event, place=session.place)
    gate, awa = doors.point(session), register(room, name="Awa")
    assert note(client, session, awa, gate, reason="invited").status_code == 303
    look_again()
    scan = db.session.query(Scan).one()
    assert (scan.judged, scan.forced, scan.counted) == ("other_session", True, True)
    assert db.session.query(Presence).count() == 1


@pytest.mark.parametrize("missing", ["point", "reason"])
def test_without_a_place_or_a_reason_nothing_is_noted_and_the_form_says_so(
    client, session, missing
):
    doors.point(session)
    gate, awa = doors.point(session, name="Salle"), register(session)
    address = page_of(session, awa)
    form = {"form_token": token_in(client.get(address).text, address + "here")}
    form |= {"point": gate.id, "reason": "checked", missing: ""}
    answer = client.post(address + "here", data=form)
    assert answer.status_code == 422
    assert f'href="#{missing}"' in answer.text
    assert db.session.query(Scan).count() == 0


def test_two_of_the_team_at_once_note_her_once(app, client, session):
    gate, awa = doors.point(session), register(session)
    other = app.test_client()
    sign_in(other, make_staff(Role.FAIR_STAFF, "other@example.org"))
    address = page_of(session, awa)
    forms = [
        (one, {"form_token": token_in(one.get(address).text, address + "here")})
        for one in (client, other)
    ]
    for one, form in forms:
        sent = one.post(address + "here", data=form | {"point": gate.id, "reason": "no_code"})
        assert sent.status_code == 303
    look_again()
    assert [scan.counted for scan in db.session.query(Scan).order_by(Scan.at)] == [True, False]
    assert db.session.query(Presence).count() == 1


def test_the_same_form_sent_twice_is_one_scan(client, session):
    gate, awa = doors.point(session), register(session)
    address = page_of(session, awa)
    form = {"form_token": token_in(client.get(address).text, address + "here")}
    form |= {"point": gate.id, "reason": "no_code"}
    first, second = (client.post(address + "here", data=form) for _ in range(2))
    assert first.location == second.location
    look_again()
    assert db.session.query(Scan).count() == 1


def test_strangers_and_other_events_doors_are_not_found(client, session):
    doors.point(session)
    elsewhere = session_now()
    theirs, foreign = register(elsewhere, name="Kofi"), doors.point(elsewhere, name="Ailleurs")
    assert client.get(page_of(session, theirs)).status_code == 404
    awa = register(session)
    assert note(client, session, awa, foreign).status_code == 422
    assert db.session.query(Scan).count() == 0


def test_a_door_that_was_put_away_is_not_offered(client, session):
    gate = doors.point(session, name="Ancienne", closed_at=now())
    page = client.get(page_of(session, register(session))).text
    assert "Ancienne" not in page
    assert f'value="{gate.id}"' not in page


@pytest.mark.parametrize("query", [{"page": "-1"}, {"page": "9" * 30}, {"q": "%_" + "x" * 1000}])
def test_a_strange_question_breaks_nothing(client, session, query):
    assert client.get(doors_of(session) + "people", query_string=query).status_code == 200


def test_the_pages_are_light_and_ask_little(client, session):
    gate = doors.point(session)
    few = [asked(client, session), asked(client, session, register(session))]
    for number in range(30):
        there(gate, register(session, name=f"Marie-Thérèse Ouédraogo {number}"))
    awa = register(session, name="Awa")
    for _ in range(12):
        way_in(gate, awa, verdict="already_in", counted=False)
        doors.point(session_now(event=session.event, place=session.place), name=f"Salle {_}")
    many = [asked(client, session), asked(client, session, awa)]
    assert many[0] <= few[0] + 2  # what is asked of those who are found, once for all of them
    assert max(many) <= 12
    for lang in ("fr", "ar"):
        for address in (doors_of(session, lang) + "people", page_of(session, awa, lang)):
            assert len(client.get(address, headers=BROTLI).data) <= 6000
        part = client.get(doors_of(session, lang) + "people", headers={**HTMX, **BROTLI})
        assert len(part.data) <= 3000


def asked(client, session, person=None) -> int:
    address = page_of(session, person) if person else doors_of(session) + "people"
    with counted() as statements:
        client.get(address)
    return len(statements)
