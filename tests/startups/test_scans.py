"""What a QR on paper leads to, and what it counts."""

import pytest

from portal.startups.states import StartupState
from tests.factories import people, startups
from tests.startups.test_counting import AGENT, in_the_weeks

PHONE = {"User-Agent": AGENT}


@pytest.fixture
def page(rows):
    return startups.startup()


def test_each_paper_leads_to_the_page_and_is_counted(client, page):
    for medium in "pfc":
        answer = client.get(f"/s/{page.code}/{medium}", headers=PHONE)
        assert answer.status_code == 302
        assert answer.location == f"/fr/startups/{page.slug}/"
        assert answer.headers["Cache-Control"] == "no-store, private"
    one = {(page.id, sign): 1 for sign in ("poster", "flyer", "card")}
    assert in_the_weeks() == one


def test_a_code_is_read_in_capitals_and_as_a_person_types_it(client, page):
    code = page.code
    typed = (f"/S/{code}/P", f"/s/{code.lower()}/p", f"/s/{code[:4]}-{code[4:]}/P", f"/S/{code}")
    for address in typed:
        assert client.get(address, headers=PHONE).location == f"/fr/startups/{page.slug}/"
    assert in_the_weeks() == {(page.id, "poster"): 1}  # one reader, one day


def test_without_a_paper_nothing_is_counted(client, page):
    assert client.get(f"/s/{page.code}", headers=PHONE).status_code == 302
    assert in_the_weeks() == {}


def test_a_reader_comes_to_the_page_in_her_language(client, page):
    asked = {**PHONE, "Accept-Language": "ar-MA,fr;q=0.5"}
    answer = client.get(f"/s/{page.code}/p", headers=asked)
    assert answer.location == f"/ar/startups/{page.slug}/"
    assert {"Cookie", "Accept-Language"} <= {
        part.strip() for part in answer.headers["Vary"].split(",")
    }
    client.set_cookie("lang", "es")
    assert client.get(f"/s/{page.code}/p", headers=asked).location == f"/es/startups/{page.slug}/"


def test_paper_of_a_page_that_is_hidden_leads_to_all_the_others(client, page):
    hidden = startups.startup(state=StartupState.HIDDEN)
    for code in (hidden.code, "ABCD1234", "rien", "A" * 300):
        answer = client.get(f"/s/{code}/p", headers=PHONE)
        assert answer.status_code == 302
        assert answer.location == "/fr/startups/"
    assert in_the_weeks() == {}


def test_there_are_three_kinds_of_paper(client, page):
    assert client.get(f"/s/{page.code}/x", headers=PHONE).status_code == 404
    assert in_the_weeks() == {}


@pytest.mark.parametrize("agent", ["WhatsApp/2.23.20.0 A", "Googlebot/2.1", ""])
def test_machines_are_led_but_not_counted(client, page, agent):
    answer = client.get(f"/s/{page.code}/p", headers={"User-Agent": agent})
    assert answer.location == f"/fr/startups/{page.slug}/"
    assert in_the_weeks() == {}


def test_a_scanner_that_only_asks_whether_the_page_is_there_is_not_counted(client, page):
    assert client.head(f"/s/{page.code}/p", headers=PHONE).status_code == 302
    assert in_the_weeks() == {}


def test_a_member_who_tries_her_own_poster_is_not_counted(client, page):
    people.enter(client, startups.member(page).account)
    assert client.get(f"/s/{page.code}/p", headers=PHONE).status_code == 302
    assert in_the_weeks() == {}
