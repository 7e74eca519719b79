"""The printed list, typed in afterwards: names ticked, or codes one a line."""

from datetime import timedelta

import pytest

from portal.accounts.permissions import Role
from portal.core import codes
from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.events.models import EventSession, Registration, Seat
from portal.events.operations import registration
from portal.kiosks import labels
from portal.kiosks.models import Presence, Scan
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks.arriving import session_now, there
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.queries import counted

BROTLI = {"Accept-Encoding": "br"}


@pytest.fixture
def session(client):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    return session_now()


def paper(session, lang="fr"):
    return f"/{lang}/desk/events/{session.event.slug}/doors/paper/"


def hour(moment):
    return local(moment).strftime("%Y-%m-%dT%H:%M")


def sheet(point, session, kind="names", at=None, lang="fr"):
    return f"{paper(session, lang)}{point.id}/{kind}?at={hour(at or session.starts_at)}"


def form_on(client, address):
    """The form token of the page's own form: the one behind the search."""
    page = client.get(address).text
    return {
        "form_token": token_in(page[page.index('<form method="post" action="/fr/desk/events') :])
    }


def tick(client, address, *people, **other):
    form = form_on(client, address) | {"here": [person.id for person in people]} | other
    return client.post(address, data=form)


def type_in(client, address, *lines):
    return client.post(address, data=form_on(client, address) | {"codes": "\r\n".join(lines)})


def came():
    look_again()
    return {row.registration_id for row in db.session.query(Presence)}


def test_the_door_and_the_beginning_of_the_session_are_proposed(client, session):
    SessionFactory(event=session.event, place=session.place)
    gate = doors.point(session, name="Porte nord")
    doors.point(session, name="Fermée", closed_at=now())
    page = client.get(paper(session)).text
    assert f'value="{gate.id}" checked' in page
    assert f'value="{hour(session.starts_at)}"' in page
    assert "Fermée" not in page
    on = client.get(paper(session), query_string={"point": gate.id, "at": hour(session.starts_at)})
    assert on.status_code == 303
    assert client.get(on.location).status_code == 200


def test_this_hour_is_proposed_where_a_session_lasts_for_months(client, session):
    with transaction():
        long = db.session.get_one(EventSession, session.id)
        long.starts_at, long.ends_at = now() - timedelta(days=60), now() + timedelta(days=300)
    doors.point(session)
    at = hour(local(now()).replace(minute=0))
    assert f'value="{at}"' in client.get(paper(session)).text


@pytest.mark.parametrize("at", ["", "soon", "99999-01-01T00:00", "{tomorrow}"])
def test_an_hour_that_is_none_or_still_to_come_is_asked_again(client, session, at):
    gate = doors.point(session)
    typed = at.format(tomorrow=hour(now() + timedelta(days=1)))
    answer = client.get(paper(session), query_string={"point": gate.id, "at": typed})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert client.get(f"{paper(session)}{gate.id}/names?at={typed}").status_code == 404


def test_ticked_people_were_there_at_that_hour_and_it_is_marked(client, app, session):
    gate = doors.point(session)
    awa, kofi = register(session, name="Awa"), register(session, name="Kofi")
    answer = tick(client, sheet(gate, session), awa)
    assert answer.status_code == 303
    assert came() == {awa.id}
    scan = db.session.query(Scan).one()
    assert (scan.mode, scan.at.replace(second=0), scan.counted) == (
        "paper",
        session.starts_at.replace(second=0, microsecond=0),
        True,
    )
    assert scan.staff_id is not None
    seat = db.session.query(Seat).filter_by(registration_id=awa.id).one()
    assert seat.arrived_at == scan.at
    page = client.get(answer.location).text
    assert 'role="status"' in page
    assert f'value="{awa.id}"' not in page  # she is marked, and can't be ticked again
    assert page.count("checked disabled") == 1
    assert f'value="{kofi.id}"' in page
    mark = spoken(app, labels.MODES["paper"])
    address = f"/fr/desk/events/{session.event.slug}/doors/"
    assert mark in words(client.get(f"{address}people/{awa.id}/").text)
    assert mark in words(client.get(address).text)


def test_a_list_that_is_typed_in_twice_counts_once(client, session):
    gate = doors.point(session)
    awa, kofi = register(session, name="Awa"), register(session, name="Kofi")
    address = sheet(gate, session)
    form = form_on(client, address) | {"here": [awa.id, kofi.id]}
    first, second = (client.post(address, data=form) for _ in range(2))
    assert first.location == second.location
    later = sheet(gate, session, at=session.starts_at + timedelta(minutes=20))
    form = form_on(client, address) | {"here": [awa.id, kofi.id]}
    assert client.post(later, data=form).status_code == 303
    assert came() == {awa.id, kofi.id}
    assert db.session.query(Scan).count() == 2


def test_whoever_was_scanned_already_is_marked_with_her_hour(client, session):
    gate = doors.point(session)
    awa = register(session, name="Awa")
    there(gate, awa, at=session.starts_at)
    page = client.get(sheet(gate, session)).text
    assert page.count("checked disabled") == 1
    yesterday = sheet(gate, session, at=session.starts_at - timedelta(days=1))
    assert "checked disabled" not in client.get(yesterday).text


def test_fifty_names_a_page_by_the_alphabet_and_saving_leads_to_the_next(client, session):
    gate = doors.point(session)
    people = [register(session, name=f"Personne {number:02}") for number in range(52)]
    address = sheet(gate, session)
    page = client.get(address).text
    assert page.count('type="checkbox"') == 50
    assert page.index("Personne 00") < page.index("Personne 49")
    assert "Personne 51" not in page
    answer = tick(client, address, people[3], next="2")
    assert "page=2" in answer.location
    last = client.get(answer.location).text
    assert "Personne 51" in last
    assert 'name="next"' not in last


def test_names_are_narrowed_by_letter_and_by_words(client, session):
    gate = doors.point(session)
    elsewhere = SessionFactory(event=session.event, place=session.place)
    for name in ("Élodie", "Awa", "محمد"):
        register(session, name=name)
    register(elsewhere, name="Ibrahima")
    page = client.get(sheet(gate, session)).text
    assert 'value="e"' in page
    assert 'value="م"' in page
    assert "Ibrahima" not in page  # expected at another door
    some = client.get(sheet(gate, session) + "&letter=e").text
    assert ("Élodie" in some, "Awa" in some) == (True, False)
    found = client.get(sheet(gate, session) + "&q=ibra").text
    assert ("Ibrahima" in found, "Awa" in found) == (True, False)


def test_codes_are_taken_as_people_write_them(client, session):
    gate = doors.point(session)
    awa, kofi = register(session, name="Awa"), register(session, name="Kofi")
    answer = type_in(
        client, sheet(gate, session, "codes"), codes.shown(awa.code), "", f" {kofi.code.lower()} "
    )
    assert answer.status_code == 303
    assert came() == {awa.id, kofi.id}
    assert 'role="status"' in client.get(answer.location).text


def test_wrong_lines_come_back_with_their_number_and_the_others_are_noted(client, session):
    gate = doors.point(session)
    awa, foreign = register(session, name="Awa"), register(session_now(), name="Kofi")
    answer = type_in(
        client, sheet(gate, session, "codes"), "ABCD-EFGH", awa.code, foreign.code, "<script>"
    )
    assert answer.status_code == 422
    assert came() == {awa.id}
    box = answer.text[answer.text.index("<textarea") :].partition("</textarea>")[0]
    assert box.splitlines()[1:] == ["ABCD-EFGH", foreign.code, "&lt;script&gt;"]
    problems = words(answer.text[answer.text.index('class="problems"') :].partition("</div>")[0])
    for number, line in ((1, "ABCD-EFGH"), (3, foreign.code), (4, "<script>")):
        assert f"{number}: {line}" in problems.replace(" :", ":")
    assert 'role="status"' in answer.text
    again = client.post(
        sheet(gate, session, "codes"),
        data=form_on(client, sheet(gate, session, "codes")) | {"codes": awa.code},
    )
    assert again.status_code == 303
    assert db.session.query(Scan).count() == 1


def test_whoever_signed_the_list_was_there_though_she_had_cancelled(client, session):
    gate, awa = doors.point(session), register(session, name="Awa")
    with transaction():
        registration.cancel(db.session.get_one(Registration, awa.id))
    type_in(client, sheet(gate, session, "codes"), awa.code)
    assert came() == {awa.id}


def test_people_of_another_event_can_t_be_ticked(client, session):
    gate, foreign = doors.point(session), register(session_now(), name="Kofi")
    address = sheet(gate, session)
    form = form_on_any(client, address) | {"here": [foreign.id, "9" * 30, "x"]}
    assert client.post(address, data=form).status_code == 303
    assert came() == set()


def form_on_any(client, address):
    return form_on(client, address.replace("/names", "/codes"))


def test_another_event_s_door_is_not_found(client, session):
    foreign = doors.point(session_now())
    for kind in ("names", "codes"):
        assert client.get(sheet(foreign, session, kind)).status_code == 404


def test_an_hour_without_a_session_is_said_and_counts_all_the_same(client, session):
    gate, awa = doors.point(session), register(session)
    before = session.starts_at - timedelta(days=2)
    assert 'class="notice"' not in client.get(sheet(gate, session)).text
    assert 'class="notice"' in client.get(sheet(gate, session, at=before)).text
    tick(client, sheet(gate, session, at=before), awa)
    assert came() == {awa.id}


@pytest.mark.parametrize("more", ["&page=-1", "&page=" + "9" * 30, "&letter=%25", "&q=%25_"])
def test_a_strange_question_breaks_nothing(client, session, more):
    gate = doors.point(session)
    assert client.get(sheet(gate, session) + more).status_code == 200


def test_the_pages_are_light_and_ask_little(client, session):
    gate = doors.point(session)
    few = asked(client, sheet(gate, session))
    for number in range(55):
        there(gate, register(session, name=f"Marie-Thérèse Ouédraogo {number}"))
    assert asked(client, sheet(gate, session)) <= min(few + 2, 12)
    for lang in ("fr", "ar"):
        pages = (paper(session, lang), *(sheet(gate, session, k, lang=lang) for k in KINDS))
        for address in pages:
            assert len(client.get(address, headers=BROTLI).data) <= 6000


KINDS = ("names", "codes")


def asked(client, address) -> int:
    with counted() as statements:
        client.get(address)
    return len(statements)
