"""Lists taken away: the people looked for, as a table that nothing runs in and can come back."""

import csv
import io
import re
from html import unescape

import pytest
from openpyxl import load_workbook

from portal.accounts.permissions import Role
from portal.core.audit import Deed
from portal.core.db import db
from portal.events import rules
from portal.events.models import ImportList, Registration
from portal.web.locale import LANGUAGES
from tests.databases import look_again
from tests.factories.events import EventFactory, PlaceFactory, SessionFactory, register
from tests.lists import DESK, confirm, multipart, work
from tests.people import make_staff, sign_in, token_in
from tests.queries import counted


@pytest.fixture
def session(client, app, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr("portal.core.db.BREATH", 0)
    sign_in(client, make_staff(Role.COORDINATOR))
    return SessionFactory(event=EventFactory(slug="salon"))


def export(client, kind, lang="fr", **query):
    page = client.get(f"/{lang}/desk/events/salon/registrations/", query_string=query).text
    action = re.search(r'action="([^"]+/export[^"]*)"', page)
    if action is None:  # nobody is found: no button
        return None
    form = {"form_token": token_in(page, action[1]), "format": kind}
    return client.post(unescape(action[1]), data=form)


def table(answer, kind):
    if kind == "csv":
        text = answer.data.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))
    sheet = load_workbook(io.BytesIO(answer.data)).active
    return [[cell.value or "" for cell in row] for row in sheet.rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_people_are_taken_away_as_a_table(client, session, kind):
    facts = {"interests": ("job",), "trade": "couture", "city": "Rabat", "language": "ar"}
    made = register(session, name="Awa Ba", **facts)
    answer = export(client, kind, lang="en")
    assert f'.{kind}"' in answer.headers["Content-Disposition"]
    header, row = table(answer, kind)
    assert header[:3] == ["Name", "Phone", "Sessions"]
    code = f"{made.code[:4]}-{made.code[4:]}"
    assert row[:2] == ["Awa Ba", "06 61 23 45 67"]
    assert row[5:9] == ["couture", "Rabat", "العربية", code]
    assert all(row)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_people_typed_never_runs_in_the_file(client, session, kind):
    register(session, name="=1+1", trade="@SUM(A1)", city="-2", phone="+221771234567")
    _, row = table(export(client, kind), kind)
    assert [row[i] for i in (0, 1, 5, 6)] == ["'=1+1", "00221 77 123 45 67", "'@SUM(A1)", "'-2"]


def test_only_those_who_were_looked_for_are_taken_away(client, session):
    register(session, name="Awa", trade="couture")
    register(session, name="Binta")
    assert len(table(export(client, "csv", q="couture"), "csv")) == 2
    assert len(table(export(client, "csv", session=session.id, seat="seated"), "csv")) == 3
    assert export(client, "csv", seat="waiting") is None


def test_each_time_a_list_is_taken_away_is_noted(client, session):
    register(session)
    export(client, "csv")
    export(client, "xlsx")
    look_again()
    assert db.session.query(Deed).filter_by(what="events.list.exported").count() == 2


def test_looking_at_the_address_of_the_export_takes_nothing(client, session):
    assert client.get(DESK + "export").status_code == 405


def test_an_unknown_kind_of_file_is_refused(client, session):
    register(session)
    assert export(client, "pdf").status_code == 400


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_taken_away_can_be_brought_in_again(client, session, kind, lang):
    register(session, name="=Awa", interests=rules.INTERESTS, trade="a;b", language="ar")
    register(session, name="Binta", phone="+221771234567", city="طنجة", language="es")
    register(session, name="Fatou", phone=None)
    answer = export(client, kind, lang)
    twin = SessionFactory(event=EventFactory(slug="twin"), starts_at=session.starts_at)
    address = f"/{lang}/desk/events/twin/import"
    form = {"form_token": token_in(client.get(address).text, address), "consent": "y"}
    sent = client.post(address, **multipart(form, answer.data))
    work(sent.location)
    confirm(client, sent.location)
    assert db.session.query(ImportList).one().problems == []
    assert people(twin.event_id) == people(session.event_id)


def people(event_id):
    look_again()
    found = db.session.query(Registration).filter_by(event_id=event_id)
    return {
        (r.name, r.phone, *r.interests, r.trade, r.city, r.language, len(r.seats)) for r in found
    }


def test_an_export_asks_the_database_the_same_for_one_and_for_many(client, session):
    place = PlaceFactory(event=session.event)
    other = SessionFactory(event=session.event, place=place)
    register(session, name="Awa 0")
    with counted() as few:
        export(client, "csv")
    for i in range(1, 30):
        register(session, other, name=f"Awa {i}")
    with counted() as many:
        export(client, "csv")
    assert len(many) <= len(few) + 1
