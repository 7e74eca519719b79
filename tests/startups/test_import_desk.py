"""The desk of the directory: a list on its page, wrong files, the command, Ramadan."""

from datetime import date

import pytest
import time_machine
from click.testing import CliRunner

from portal.accounts.permissions import Role
from portal.cli import main
from portal.core import tables
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.startups.models import Ramadan, Startup, StartupList
from portal.startups.operations import ramadans
from portal.startups.queries import ramadans as known
from portal.startups.texts import desk as texts
from tests import budgets
from tests.databases import look_again
from tests.factories.startups import startup
from tests.lists import count
from tests.people import make_staff, sign_in, spoken, token_in, words
from tests.queries import counted
from tests.startups.desk import DESK, DIRECTORY, bring, press

GOOD = "Nom;Forme;Ville\nCoop Nour;Coopérative;Salé\nZitoun;SARL;Rabat\n"


@pytest.fixture
def coordinator(client):
    someone = make_staff(Role.COORDINATOR)
    sign_in(client, someone)
    return someone


def test_a_counsellor_checks_pages_and_brings_no_lists(client):
    sign_in(client, make_staff(Role.COUNSELLOR))
    page = client.get(DESK)
    assert page.status_code == 200
    assert DIRECTORY not in page.text
    for address in ("", "list", "home", "ramadan", f"list/{'A' * 22}"):
        assert client.get(DIRECTORY + address).status_code == 403


def test_a_list_goes_from_file_to_drafts(client, app, coordinator):
    address = bring(client, GOOD).location
    page = client.get(address)
    assert "Coop Nour" not in page.text  # good rows need no words
    assert count(Startup) == 0
    assert press(client, address, address + "/take").location == address
    assert count(Startup) == 2
    page = client.get(address).text
    assert f'href="{DESK}?show=no_page"' in page
    assert f'action="{address}/take"' not in page
    assert press_again(client, address) == address
    assert count(Startup) == 2


def press_again(client, address) -> str:
    token = token_in(client.get(DIRECTORY + "list").text, DIRECTORY + "list")
    answer = client.post(address + "/take", data={"form_token": token})
    return answer.location


def test_what_is_wrong_and_what_we_have_is_shown_before(client, app, coordinator):
    startup(name="Coopérative Nour", name_folded="nour")
    text = GOOD + ";SARL;Fès\nBaraka;Roi;Fès\n"
    page = client.get(bring(client, text.replace("Ville", "Ville;Capital")).location).text
    said = words(page)
    assert "Coop Nour → Coopérative Nour" in said
    assert spoken(app, texts.LIST_PROBLEMS["company_unnamed"]) in said
    assert spoken(app, texts.LIST_PROBLEMS["form_unknown"]) in said
    assert "Capital" in said
    assert 'name="alike" value="fill"' in page


def test_a_list_of_problems_alone_has_nothing_to_take(client, coordinator):
    address = bring(client, "Nom;Forme\nNour;Roi\n").location
    assert address + "/take" not in client.get(address).text


def test_the_largest_list_stays_a_light_page(client, coordinator):
    address = bring(client, "Nom;Forme\n" + "".join(f"N {n};Roi\n" for n in range(500))).location
    (weight,), (most,) = budgets.most("any further page"), budgets.most("database queries")
    with counted() as statements:
        page = client.get(address, headers={"Accept-Encoding": "br"})
    assert len(page.data) <= weight
    assert len(statements) <= most


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"PK\x03\x04", b"\x00" * 5000, b"Ville\nRabat\n", b"Nom\n", b"\xff\xfe\x00"),
        *(b"x" * (tables.MOST_BYTES + 1), b"Nom;Forme\n" + b"Awa;SARL\n" * 501),
        *(b"Nom\n" + b"Awa\n" * 5001, bytes.fromhex("d0cf11e0a1b11ae1")),
        b"<html><script>alert(1)</script></html>",
    ],
    ids=range(11),
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(client, coordinator, content):
    sent = bring(client, content)
    assert sent.status_code == 422
    assert 'id="file-wrong"' in sent.text
    assert count(StartupList) == 0


def test_the_same_upload_twice_is_one_list_and_another_file_is_asked_again(client, coordinator):
    token = token_in(client.get(DIRECTORY + "list").text, DIRECTORY + "list")
    first, second = (bring(client, GOOD, token=token) for _ in range(2))
    assert first.location == second.location
    assert bring(client, GOOD + "Autre;SARL;\n", token=token).status_code == 422
    assert count(StartupList) == 1


def test_the_form_and_programme_of_the_page_hold_for_rows_that_name_none(client, coordinator):
    address = bring(client, "Nom;Programme\nNour;\nZitoun;W4L\n", form="sarl", programme="W4I")
    press(client, address.location, address.location + "/take")
    look_again()
    rows = db.session.query(Startup).order_by(Startup.id).all()
    assert [(one.form, one.programme) for one in rows] == [("sarl", "W4I"), ("sarl", "W4L")]


@pytest.mark.parametrize("lang", ["fr", "ar", "en", "es"])
def test_the_file_to_fill_in_is_one_that_we_read(client, coordinator, lang):
    address = DIRECTORY.replace("/fr/", f"/{lang}/") + "list"
    token = token_in(client.get(address).text, address + "/template")
    sent = client.post(address + "/template", data={"form_token": token, "format": "xlsx"})
    assert sent.mimetype.endswith("sheet")
    (row,) = tables.read(sent.data)[1:]
    assert row[1][0] == "Atelier Baobab"
    page = client.get(bring(client, sent.data).location).text
    assert 'class="notice"' not in page  # every column is understood
    assert "/take" in page


def test_the_command_adds_the_same_and_says_what_is_wrong(app, rows, tmp_path, monkeypatch):
    monkeypatch.setattr("portal.app.create_app", lambda: app)
    monkeypatch.setattr("portal.core.db.BREATH", 0)
    file = tmp_path / "list.csv"
    file.write_text(GOOD + "Baraka;Roi;Fès\n", encoding="utf-8")
    command = ["import", "startups", str(file)]
    tried = CliRunner().invoke(main, [*command, "--dry-run"])
    assert tried.exit_code == 1
    assert "Row 4, Legal form: We do not know this legal form." in tried.output
    assert "Nothing was added" in tried.output
    assert (count(Startup), count(StartupList)) == (0, 0)
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, count(Startup)) == (1, 2)
    assert "Added: 2." in done.output
    file.write_text(GOOD, encoding="utf-8")
    again = CliRunner().invoke(main, command)
    assert (again.exit_code, count(Startup)) == (0, 2)
    assert "Left out, we have them: 2." in again.output
    file.write_bytes(b"")
    wrong = CliRunner().invoke(main, command)
    assert (wrong.exit_code, "Error: There is nothing" in wrong.output) == (1, True)


def announce(first, last):
    with transaction():
        ramadans.announce(first, last, 7)


def test_an_announced_ramadan_takes_the_place_of_the_expected_one(rows):
    day = date(2026, 12, 1)
    assert known.coming(day) == (date(2027, 2, 8), date(2027, 3, 8))
    announce(date(2027, 2, 9), date(2027, 3, 9))
    assert known.coming(day) == (date(2027, 2, 9), date(2027, 3, 9))
    announce(date(2027, 2, 9), date(2027, 3, 10))  # it was a day longer
    assert known.announced() == [(date(2027, 2, 9), date(2027, 3, 10))]
    assert known.coming(date(2027, 3, 11)) == (date(2028, 1, 28), date(2028, 2, 25))


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2027, 2, 9), date(2027, 3, 8), "ramadan_length"),
        (date(2027, 3, 9), date(2027, 2, 8), "ramadan_length"),
        (date(2027, 2, 14), date(2027, 3, 14), "ramadan_far"),
        (date(2029, 2, 8), date(2029, 3, 8), "ramadan_far"),
    ],
)
def test_days_that_can_not_be_are_refused(rows, first, last, code):
    with pytest.raises(Refused, match=code):
        announce(first, last)
    assert count(Ramadan) == 0


def test_ramadan_is_written_down_on_its_page(client, coordinator):
    page = DIRECTORY + "ramadan"
    with time_machine.travel("2026-11-22T10:00Z", tick=True):
        assert 'value="2027-02-08"' in client.get(page).text
        form = {"first_day": "2027-02-09", "last_day": "2027-03-10"}
        assert press(client, page, page, **form).location == page
        assert 'value="2027-02-09"' in client.get(page).text
        for wrong in ({"first_day": "x"}, {"last_day": "2027-02-10"}, {"first_day": "2030-01-01"}):
            answer = press(client, page, page, **form | wrong)
            assert answer.status_code == 422
            assert 'role="alert"' in answer.text
    assert count(Ramadan) == 1
