"""The desk's list: who is on it, in which order, and what of her is shown."""

from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.accounts.permissions import Role
from portal.core.audit import Deed
from portal.core.db import db, transaction
from portal.people import queries
from portal.people.models import Person, PersonFile
from portal.people.queries import desk
from tests.databases import look_again
from tests.factories.people import account, person
from tests.people import token_in, words
from tests.people.desk import PEOPLE, counsellor, here, press, staff
from tests.queries import counted

HTMX = {"HX-Request": "true"}
BROTLI = {"Accept-Encoding": "br"}


def named(name, **other):
    return person(account=account(name=name, **other.pop("keys", {})), **other)


def shown(client, **query):
    return words(client.get(PEOPLE, query_string=query).text)


def test_a_counsellor_sees_the_people_of_her_own_hub(client):
    counsellor(client)
    named("Awa")
    named("Kofi", hub="Tanger")
    seen = shown(client)
    assert "Awa" in seen
    assert "Kofi" not in seen


def test_a_coordinator_without_a_hub_sees_all_and_may_choose_one(client):
    counsellor(client, role=Role.COORDINATOR, hub="")
    named("Awa")
    named("Kofi", hub="Tanger")
    assert {"Awa", "Kofi"} <= set(shown(client).split())
    assert "Awa" not in shown(client, hub="Tanger")


def test_a_counsellor_without_a_hub_sees_nobody(client):
    counsellor(client, hub="")
    named("Awa", hub="")
    assert "Awa" not in shown(client)


def test_next_steps_that_are_due_come_first_and_the_late_ones_are_marked(client):
    counsellor(client)
    today = desk.today()
    named("Later", file=PersonFile(next_step_on=today + timedelta(days=3)))
    named("Late", file=PersonFile(next_step_on=today - timedelta(days=3)))
    named("Now", file=PersonFile(next_step_on=today))
    named("Newest")
    page = client.get(PEOPLE).text
    places = [page.index(f"<bdi>{name}</bdi>") for name in ("Late", "Now", "Newest", "Later")]
    assert places == sorted(places)
    assert page.count('class="wrong"') == 1


@pytest.mark.parametrize(
    "text", ["kone", "KONÉ aï", "konné", "Aïssha", "{number}", "06 61 23 45 67"]
)
def test_a_person_is_found_by_name_with_slips_account_number_or_whole_phone(client, text):
    counsellor(client)
    keys = account(name="Aïcha Koné", phone="+212661234567")
    person(account=keys)
    named("Moussa Traoré")
    seen = shown(client, q=text.format(number=keys.number))
    assert "Aïcha" in seen
    assert "Moussa" not in seen


def test_part_of_a_number_finds_nobody_and_lists_show_two_digits_at_most(client):
    counsellor(client)
    person(account=account(name="Awa", phone="+212661234567"))
    assert "Awa" not in shown(client, q="234567")
    page = client.get(PEOPLE).text
    assert "•• 67" in page
    assert "4567" not in page


def test_filters_leave_whom_they_name(client):
    me = counsellor(client)
    named("Mine", file=PersonFile(counsellor_id=me.id))
    named("Due", file=PersonFile(next_step_on=desk.today()))
    named("Begun", complete_at=None, steps=["trades"])
    named("Contested", keys={"state": "contested"})
    for query, name in {
        "mine": "Mine",
        "due": "Due",
        "incomplete": "Begun",
        "contested": "Contested",
    }.items():
        page = client.get(PEOPLE, query_string={query: "1"}, headers=HTMX).text
        others = {"Mine", "Due", "Begun", "Contested"} - {name}
        assert f"<bdi>{name}</bdi>" in page
        assert not [one for one in others if f"<bdi>{one}</bdi>" in page]


def test_htmx_gets_the_list_alone_and_a_browser_the_page_around_it(client):
    counsellor(client)
    person()
    part = client.get(PEOPLE, headers=HTMX).text
    assert 'id="people"' in part
    assert "<html" not in part


@pytest.mark.parametrize(
    "query",
    [{"page": "-1"}, {"page": "9" * 30}, {"q": "%_" + "x" * 1000}, {"hub": "'"}, {"mine": "2"}],
)
def test_a_strange_question_breaks_nothing(client, query):
    counsellor(client)
    assert client.get(PEOPLE, query_string=query).status_code == 200


def test_pages_hold_25_people(client):
    counsellor(client)
    for number in range(30):
        named(f"Awa {number}")
    assert client.get(PEOPLE, headers=HTMX).text.count("<tr>") == 1 + desk.PAGE
    assert client.get(PEOPLE, query_string={"page": 2}, headers=HTMX).text.count("<tr>") == 1 + 5


def test_the_list_asks_no_more_for_more_people(client):
    counsellor(client)
    person()
    counts = []
    for _ in range(2):
        with counted() as statements:
            client.get(PEOPLE)
        counts.append(len(statements))
        for number in range(20):
            named(f"Awa {number}")
    assert counts[0] == counts[1] <= 12


def test_a_file_shows_what_is_known_and_hides_the_number(client):
    counsellor(client)
    who = person(account=account(name="Awa", phone="+212661234567"))
    page = client.get(here(who)).text
    assert "tajine" in page
    assert "•• 67" in page
    assert "23 45" not in page


def test_a_look_at_a_file_is_one_line_an_hour(client):
    me = counsellor(client)
    who = person()
    for _ in range(3):
        client.get(here(who))
    lines = db.session.query(Deed).filter_by(what="people.file.read").all()
    assert [(one.actor, one.subject) for one in lines] == [(f"staff:{me.id}", f"person:{who.id}")]
    with transaction():
        db.session.get(Deed, lines[0].id).at -= timedelta(minutes=61)
    client.get(here(who))
    assert db.session.query(Deed).filter_by(what="people.file.read").count() == 2


def test_the_whole_number_is_shown_by_a_button_and_each_look_is_noted(client):
    counsellor(client)
    who = person(account=account(phone="+212661234567"))
    answer = press(client, here(who), here(who) + "phone")
    assert "06 61 23 45 67" in answer.text
    lines = db.session.query(Deed).filter_by(what="people.phone.seen").all()
    assert [one.subject for one in lines] == [f"person:{who.id}"]
    assert "661234567" not in "".join(one.fields for one in db.session.query(Deed))


def test_htmx_is_given_the_number_alone(client):
    counsellor(client)
    who = person(account=account(phone="+212661234567"))
    form = {"form_token": token_in(client.get(here(who)).text, here(who) + "phone")}
    part = client.post(here(who) + "phone", data=form, headers=HTMX).text
    assert "06 61 23 45 67" in part
    assert "<html" not in part


def test_the_person_can_see_who_read_her_file_and_in_which_role(client):
    counsellor(client)
    who = person()
    client.get(here(who))
    press(client, here(who), here(who) + "phone")
    look_again()
    reads = queries.reads_of(db.session.get_one(Person, who.id))
    assert [(one.role, one.what) for one in reads] == [
        ("counsellor", "people.phone.seen"),
        ("counsellor", "people.file.read"),
    ]


def test_only_coordinators_take_the_list_away_and_no_number_is_in_it(client):
    counsellor(client, role=Role.COORDINATOR, hub="Rabat")
    person(account=account(name="=cmd|x", phone="+212661234567"))
    named("Kofi", hub="Tanger")
    answer = press(client, PEOPLE, PEOPLE + "export", format="csv")
    text = answer.data.decode("utf-8-sig")
    assert "'=cmd|x" in text
    assert "Kofi" not in text
    assert "1234567" not in text
    assert db.session.query(Deed).filter_by(what="people.list.exported").count() == 1


def test_a_counsellor_takes_no_list_away(client):
    counsellor(client)
    person()
    page = client.get(PEOPLE).text
    assert "export" not in page
    form = {"form_token": token_in(page, "/fr/desk/sign-out"), "format": "csv"}
    assert client.post(PEOPLE + "export", data=form).status_code == 403


def test_pages_of_the_desk_are_light(client):
    counsellor(client)
    for number in range(30):
        who = named(f"Marie-Thérèse Ouédraogo {number}", file=PersonFile(next_step="Appeler"))
    pages = ["", "new", "duplicates/", f"{who.token}/", f"{who.token}/file/"]
    pages += [f"{who.token}/profile/{step}" for step in ("trades", "skills", "languages", "wishes")]
    for page in pages:
        for lang in ("fr", "ar"):
            answer = client.get(f"/{lang}/desk/people/{page}", headers=BROTLI)
            assert answer.headers["Content-Encoding"] == "br"
            assert len(answer.data) <= 6000, page
    part = client.get(PEOPLE, headers=BROTLI | HTMX)
    assert len(part.data) <= 3000


def test_pages_of_the_desk_ask_little(client):
    counsellor(client)
    who = person()
    for page in ("", f"{who.token}/", f"{who.token}/file/", f"{who.token}/profile/skills"):
        with counted() as statements:
            client.get(PEOPLE + page)
        assert len(statements) <= 12, (page, statements)


def test_a_contested_account_can_be_opened_again(client):
    counsellor(client)
    who = person(account=account(state="contested"))
    assert press(client, here(who), here(who) + "reopen").status_code == 303
    look_again()
    assert db.session.get(Account, who.account_id).state == "active"
    assert staff(email="x@example.org").hub == "Rabat"
