"""The desk of employers: the queue, one employer, decisions, lists taken away."""

import csv
import io
from html import unescape

import pytest
from openpyxl import load_workbook

from portal.accounts.permissions import Role
from portal.core.audit import Deed
from portal.core.db import db
from portal.employers.models import Membership, Organisation, OrganisationDecision
from tests.employers import firms
from tests.employers.firms import ICE, firm, press, send, typed
from tests.factories import people
from tests.people import make_staff, sign_in, token_in, words

DESK = "/en/desk/employers/"


@pytest.fixture
def staff(client):
    someone = make_staff(Role.COUNSELLOR)
    sign_in(client, someone)
    return someone


def test_only_those_who_check_employers_come_in(client):
    one = firm()
    addresses = [DESK, DESK + "new", f"{DESK}{one.organisation.token}/"]
    assert [client.get(a).status_code for a in addresses] == [303] * 3
    sign_in(client, make_staff(Role.FAIR_STAFF))
    assert [client.get(a).status_code for a in addresses] == [403] * 3


def test_an_employer_who_is_signed_in_does_not_see_the_desk(client):
    one = firm()
    people.enter(client, one.account)
    assert client.get(DESK).status_code == 303


def test_those_who_wait_come_first(client, staff):
    old, new, wish = firm(name="Old"), firm(name="New"), firm(name="Wish")
    firms.decide(new.organisation, "verify")
    firms.decide(wish.organisation, "verify")
    people.enter(client, wish.account)
    send(client, firms.HOME + "edit", typed(name="Wished", ice=""))
    page = words(client.get(DESK).text)
    assert "2 wait for an answer." in page
    assert max(page.index("Old"), page.index("Wish")) < page.index("New")
    assert "wants a new name or ICE" in page
    assert old.organisation.name == "Old"


@pytest.mark.parametrize("text", ["zitoun", "SALÉ", "sala", "001561191", "coop zitoun سلا"])
def test_an_employer_is_found_by_name_city_or_ice(client, staff, text):
    firm(name="Coop Zitoun", city="Sala", ice=ICE)
    firm(name="Autre", city="Oujda")
    page = client.get(DESK, query_string={"q": text}).text
    assert "Coop Zitoun" in page
    assert "Autre" not in page


def test_the_state_filters_and_htmx_gets_the_list_alone(client, staff):
    seen, hidden = firm(name="Seen"), firm(name="Hidden")
    firms.decide(seen.organisation, "ban", "Mots.")
    answer = client.get(DESK + "?state=banned", headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert "Seen" in answer.text
    assert hidden.organisation.name not in answer.text


def test_pages_keep_what_was_looked_for(client, staff, monkeypatch):
    monkeypatch.setattr("portal.employers.queries.PAGE", 2)
    for n in range(5):
        firm(name=f"Nour {n}")
    page = client.get(DESK + "?q=nour&state=pending").text
    assert "page=2&amp;q=nour&amp;state=pending" in page
    assert "Nour 0" in client.get(DESK + "?q=nour").text  # who waits longest comes first
    assert "Nour 4" in client.get(DESK + "?q=nour&page=3").text


def test_one_employer_shows_what_staff_need_to_decide(client, staff):
    one = firm(name="Nour SARL", ice=ICE, contact_phone="+212612345678")
    twin = firm(name="Sté Nour", ice=ICE, contact_phone="+212612345678")
    page = words(client.get(f"{DESK}{one.organisation.token}/").text)
    assert "The control digits of the ICE fit." in page
    assert "06 12 34 56 78" in page
    assert "same name, same ICE, same phone" in page
    assert "Salma" in page
    assert "Registered by an employer" in page
    assert twin.account.phone not in page


def test_a_name_and_an_ice_that_are_asked_for_are_compared_too(client, staff):
    one, _ = firm(name="Nour"), firm(name="Zitoun SARL", ice=ICE)
    firms.decide(one.organisation, "verify")
    people.enter(client, one.account)
    send(client, firms.HOME + "edit", typed(name="Sté Zitoun", ice=ICE))
    page = words(client.get(f"{DESK}{one.organisation.token}/").text)
    assert "same name, same ICE" in page


def test_an_employer_that_is_not_there_is_not_found(client, staff):
    assert client.get(DESK + "none/").status_code == 404
    token = token_in(client.get(DESK + "new").text, DESK + "new")
    for deed in ("decide", "invite", "edit", "invitations/none/take-back"):
        answer = client.post(f"{DESK}none/{deed}", data={"form_token": token})
        assert answer.status_code == 404


def rule(client, organisation, **form):
    page = f"{DESK}{organisation.token}/"
    seen = client.get(page).text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    return press(client, page, page + "decide", **{"seen": seen} | form)


def test_staff_verify_and_the_history_says_who(client, staff):
    one = firm().organisation
    assert rule(client, one, decision="verify").status_code == 303
    assert firms.again(one).state == "verified"
    page = words(client.get(f"{DESK}{one.token}/").text)
    assert page.count("Verified") == 2  # among the decisions and in the history
    assert "staff@example.org" in page


def test_a_no_without_words_is_asked_for_them(client, staff):
    one = firm().organisation
    answer = rule(client, one, decision="ban")
    assert answer.status_code == 422
    assert "Write a few words: the employer reads them." in answer.text
    assert firms.again(one).state == "pending"


def test_the_second_of_two_staff_is_told_that_the_first_has_decided(client, staff):
    one = firm().organisation
    page = f"{DESK}{one.token}/"
    token = token_in(client.get(page).text, page + "decide")
    firms.decide(one, "verify")
    form = {"form_token": token, "decision": "verify", "seen": "1"}
    answer = client.post(page + "decide", data=form)
    assert answer.status_code == 422
    assert "Someone changed or decided something meanwhile." in words(answer.text)
    # The page that comes back shows what holds now, and can be answered at once.
    again = answer.text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    fresh = token_in(answer.text, page + "decide")
    form = {"form_token": fresh, "decision": "suspend", "note": "Mots.", "seen": again}
    assert client.post(page + "decide", data=form).status_code == 303


def test_the_same_decision_sent_twice_is_one(client, staff):
    one = firm().organisation
    page = f"{DESK}{one.token}/"
    form = {
        "form_token": token_in(client.get(page).text, page + "decide"),
        "decision": "verify",
        "seen": "1",
    }
    first, second = (client.post(page + "decide", data=form) for _ in range(2))
    assert first.location == second.location == page
    assert db.session.query(OrganisationDecision).count() == 1


def test_staff_register_an_employer_and_invite_who_becomes_the_owner(client, app, staff):
    form = typed(contact_mode="walk_in", address="12, rue du Souk", phone="", ice="")
    answer = send(client, DESK + "new", form)
    one = db.session.query(Organisation).one()
    assert answer.location == f"{DESK}{one.token}/"
    assert (one.state, one.made_by_staff, one.members) == ("pending", staff.id, [])
    answer = send(client, f"{DESK}{one.token}/invite", {"name": "Hamid"})
    page = client.get(answer.location).text
    path = page.split('value="http://127.0.0.1:8000')[1].split('"')[0]
    hamid, browser = people.account(name="Hamid"), app.test_client()
    people.enter(browser, hamid)
    assert send(browser, path, {}).status_code == 303
    mine = db.session.query(Membership).filter_by(account_id=hamid.id).one()
    assert (mine.role, mine.state) == ("owner", "active")


def test_an_invitation_is_taken_back_at_the_desk(client, staff):
    one = firm()
    made = firms.invited(one.organisation)
    token, page = made.token, f"{DESK}{one.organisation.token}/invitations/{made.token}"
    assert press(client, page, page + "/take-back").status_code == 303
    assert client.get(page).status_code == 404
    other = f"{DESK}{firm().organisation.token}/invitations/{token}"
    assert client.get(other).status_code == 404


def test_an_invitation_of_a_stopped_firm_is_refused_in_words(client, staff):
    one = firm().organisation
    firms.decide(one, "ban", "Mots.")
    answer = send(client, f"{DESK}{one.token}/invite", {"name": "Hamid"})
    assert answer.status_code == 422
    assert "This organisation is stopped." in words(answer.text)


def test_staff_correct_a_verified_name_at_once(client, staff):
    one = firm(name="Nuor").organisation
    firms.decide(one, "verify")
    send(client, f"{DESK}{one.token}/edit", typed(name="Nour", ice=""))
    assert (firms.again(one).name, firms.again(one).wanted) == ("Nour", None)


# Lists taken away


def export(client, kind, query=""):
    page = client.get(DESK + query).text
    action = DESK + "export" + page.split(f'action="{DESK}export')[1].split('"')[0]
    form = {"form_token": token_in(page, action), "format": kind}
    return client.post(unescape(action), data=form)


@pytest.fixture
def coordinator(client):
    sign_in(client, make_staff(Role.COORDINATOR))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_coordinator_takes_the_list_away_and_nothing_in_it_runs(client, coordinator, kind):
    firm(name="=1+1", ice=ICE, contact_phone="+221771234567")
    firm(name="Autre")
    answer = export(client, kind, "?q=1%2B1")
    if kind == "csv":
        text = answer.data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    else:
        sheet = load_workbook(io.BytesIO(answer.data)).active
        rows = [[cell.value or "" for cell in row] for row in sheet.rows]
    header, row = rows
    assert header[:3] == ["Name", "Legal form", "ICE"]
    assert row[:3] == ["'=1+1", "SARL", "001561191 0000 66"]
    assert row[8] == "00221 77 123 45 67"
    assert db.session.query(Deed).filter_by(what="employers.list.exported").count() == 1


def test_a_counsellor_takes_no_list_away(client, staff):
    firm()
    page = client.get(DESK).text
    assert "export" not in page
    token = token_in(client.get(DESK + "new").text, DESK + "new")
    answer = client.post(DESK + "export", data={"form_token": token, "format": "csv"})
    assert answer.status_code == 403


def test_an_unknown_kind_of_file_is_refused(client, coordinator):
    firm()
    assert export(client, "pdf").status_code == 400
