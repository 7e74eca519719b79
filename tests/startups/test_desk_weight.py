"""The desk of the start-ups: lists taken away, and what its pages weigh."""

import csv
import io

import pytest
from openpyxl import load_workbook

from portal.accounts.permissions import Role
from portal.core.audit import Deed
from portal.core.db import db
from portal.startups.texts import desk as texts
from tests import budgets
from tests.factories.startups import member, photo, product, startup
from tests.people import make_staff, sign_in, token_in
from tests.queries import counted
from tests.startups.desk import DESK, reported, whole

BROTLI = {"Accept-Encoding": "br"}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def staff(client):
    sign_in(client, make_staff(Role.COUNSELLOR))


def test_a_list_taken_away_runs_nothing_and_is_noted(client, staff):
    startup(name="=cmd|calc", programme="W4I", supported_by="+Soleterre")
    startup(name="Zzz", programme="W4L")
    address = f"{DESK}export?programme=W4I"
    token = token_in(client.get(DESK + "?programme=W4I").text, address)
    sent = client.post(address, data={"form_token": token, "format": "csv"})
    rows = list(csv.reader(io.StringIO(sent.data.decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[1:]] == ["'=cmd|calc"]
    assert "'+Soleterre" in rows[1]
    sent = client.post(address, data={"form_token": token, "format": "xlsx"})
    sheet = load_workbook(io.BytesIO(sent.data)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert len(rows[0]) == len(rows[1]) == sheet.max_column == len(texts.COLUMNS)
    assert db.session.query(Deed).filter_by(what="startups.list.exported").count() == 2
    assert client.post(address, data={"form_token": token, "format": "pdf"}).status_code == 400


def test_the_pages_stay_light_and_ask_no_more_for_more_rows(client, staff):
    (most,) = budgets.most("database queries")
    (weight,), (part,) = budgets.most("any further page"), budgets.most("an HTMX answer")
    one = whole()
    few = [asked(client, address) for address in (DESK, f"{DESK}{one.token}/")]
    for _ in range(30):
        other = whole()
        reported(other)
        for _ in range(3):
            member(one), photo(startup_id=one.id), product(startup_id=one.id)
    many = [asked(client, address) for address in (DESK, f"{DESK}{one.token}/")]
    assert max(few) <= most
    assert many == few
    for lang in ("fr", "ar"):
        home = DESK.replace("/fr/", f"/{lang}/")
        assert len(client.get(home, headers=BROTLI).data) <= weight
        assert len(client.get(home, headers=BROTLI | HTMX).data) <= part


def asked(client, address) -> int:
    with counted() as statements:
        assert client.get(address).status_code == 200
    return len(statements)
