"""Paper: badge sheets and gate lists."""

import pytest

from portal.accounts.permissions import Role
from portal.core import codes
from portal.core.db import transaction
from portal.events.operations import registration
from tests.factories.events import SessionFactory, register
from tests.people import make_staff, sign_in, words
from tests.queries import counted


@pytest.fixture
def session(client):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    return SessionFactory(event__slug="salon")


def sheet(client, kind, **query):
    return client.get(f"/en/desk/events/salon/print/{kind}", query_string=query)


def test_badges_stand_eight_to_a_sheet_sorted_by_name(client, session):
    names = ["Zineb", "Écho", "Awa", "Moussa", "Nour", "Fatou", "Kofi", "Yao", "Idriss"]
    made = {name: register(session, name=name, phone=None) for name in names}
    page = sheet(client, "badges").text
    sheets = page.split('<ul class="sheet">')[1:]
    assert [part.count("<li>") for part in sheets] == [8, 1]
    order = sorted(made, key=lambda name: page.index(f"<bdi>{name}</bdi>"))
    assert order == ["Awa", "Écho", "Fatou", "Idriss", "Kofi", "Moussa", "Nour", "Yao", "Zineb"]
    assert codes.shown(made["Awa"].code) in page
    assert page.count("<svg") == 9


def test_the_gate_list_has_names_codes_sessions_and_no_phone(client, session):
    made = register(session, name="Awa", phone="+212661234567")
    page = sheet(client, "gate").text
    assert "<bdi>Awa</bdi>" in page
    assert codes.shown(made.code) in page
    assert 'class="box"' in page
    assert "67" not in words(page).replace(codes.shown(made.code), "")


@pytest.mark.parametrize("kind", ["badges", "gate"])
def test_paper_can_be_for_one_session(client, session, kind):
    other = SessionFactory(event=session.event)
    register(session, name="Awa")
    register(other, name="Moussa")
    page = sheet(client, kind, session=other.id).text
    assert "<bdi>Moussa</bdi>" in page
    assert "<bdi>Awa</bdi>" not in page


def test_the_gate_list_says_who_only_waits(client):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    full = SessionFactory(event__slug="salon", capacity=1)
    register(full, name="Awa")
    register(full, name="Moussa")
    assert "(Waiting list)" in words(sheet(client, "gate").text)


@pytest.mark.parametrize("kind", ["badges", "gate"])
def test_someone_who_cancelled_is_on_no_paper(client, session, kind):
    made = register(session, name="Awa")
    with transaction():
        registration.cancel(made)
    assert "<bdi>Awa</bdi>" not in sheet(client, kind).text


@pytest.mark.parametrize("kind", ["badges", "gate"])
def test_paper_asks_the_database_few_things_however_many_people(client, session, kind):
    register(session)
    with counted() as few:
        sheet(client, kind)
    for i in range(20):
        register(session, name=f"Nour {i}")
    with counted() as many:
        sheet(client, kind)
    assert len(few) == len(many) <= 12


@pytest.mark.parametrize("odd", ["0", "-1", "9223372036854775808", "x"])
def test_an_odd_session_in_the_address_is_no_session(client, session, odd):
    register(session, name="Awa")
    assert sheet(client, "gate", session=odd).status_code == 200


def test_paper_is_for_staff(client):
    SessionFactory(event__slug="salon")
    assert sheet(client, "gate").status_code == 303
