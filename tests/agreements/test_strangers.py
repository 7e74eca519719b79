"""Who is kept away from an agreement, and what each party does not read."""

import pytest

from portal.accounts.permissions import Role
from portal.agreements.states import Party
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.employers.models import Organisation
from tests.agreements.table import SCHOOL, Table, posted
from tests.agreements.test_pages import DESK, MINE, THEIRS, at_home
from tests.factories import people
from tests.people import make_staff, sign_in, token_in


@pytest.fixture
def table(rows):
    return Table(school=SCHOOL)


@pytest.mark.parametrize("end", ["", "sign", "refuse", "agreement.pdf", "evaluation"])
def test_another_person_finds_nothing_and_cannot_tell_it_from_nothing(client, table, end):
    people.enter(client, people.person().account or people.account())
    mine = client.get(f"{MINE}{table.token}/{end}")
    none = client.get(f"{MINE}no-such-token/{end}")
    assert (mine.status_code, none.status_code) == (404, 404)
    assert mine.text.replace(table.token, "") == none.text.replace("no-such-token", "")


@pytest.mark.parametrize(
    "end", ["", "sign", "refuse", "agreement.pdf", "evaluation", "edit", "renew"]
)
def test_a_member_of_another_firm_finds_nothing(client, table, end):
    stranger = people.member()
    people.enter(client, db.session.get_one(people.Account, stranger.account_id))
    assert client.get(f"{THEIRS}{table.token}/{end}").status_code == 404
    assert table.number not in client.get(THEIRS).text


@pytest.mark.parametrize("end", ["", "sign", "refuse", "agreement.pdf", "edit", "renew"])
@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.COORDINATOR])
def test_staff_of_another_hub_find_nothing(client, table, end, role):
    elsewhere = make_staff(role, "oujda@example.org")
    with transaction():
        db.session.get_one(type(elsewhere), elsewhere.id).hub = "Oujda"
    sign_in(client, elsewhere)
    assert client.get(f"{DESK}{table.token}/{end}").status_code == 404
    assert client.get(f"{DESK}new/{table.application.token}").status_code == 404
    assert table.number not in client.get(DESK).text


def test_a_coordinator_without_a_hub_sees_all(client, table):
    sign_in(client, make_staff())
    assert table.number in client.get(DESK).text
    assert client.get(f"{DESK}{table.token}/").status_code == 200


def test_fair_staff_write_no_agreements(client, table):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    assert client.get(DESK).status_code == 403
    assert client.get(f"{DESK}{table.token}/").status_code == 403


@pytest.mark.parametrize("address", [MINE, THEIRS])
def test_strangers_are_led_to_the_door(client, table, address):
    for end in ("", f"{table.token}/", f"{table.token}/sign", f"{table.token}/agreement.pdf"):
        assert client.get(f"{address}{end}").status_code == 303


def test_a_counsellor_cannot_sign_for_the_person_nor_she_for_the_firm(client, table):
    code = table.send_code(Party.PERSON)
    here = at_home(client, table, Party.PROGRAMME)
    token = token_in(client.get(f"{here}sign").text, f"{here}sign")
    form = {"form_token": token, "version": "1", "name": "x", "code": code}
    assert client.post(f"{here}sign", data=form).status_code == 422
    assert client.post(f"{MINE}{table.token}/sign", data=form).status_code in {303, 403}
    assert not any(table.states.values())
    people.enter(client, table.account(Party.PERSON))
    assert client.get(f"{THEIRS}{table.token}/").status_code in {303, 404}


def test_the_pin_is_asked_for_again_before_reading_and_signing(client, table):
    here = at_home(client, table, Party.PERSON)
    with transaction():
        session = db.session.query(people.sessions.AccountSession).one()
        session.pin_at = now() - people.timedelta(minutes=6)
    for address in (MINE, here, f"{here}sign", f"{here}refuse", f"{here}agreement.pdf"):
        answer = client.get(address)
        assert answer.status_code == 303
        assert "/fr/me/pin" in answer.location


def test_a_draft_is_read_by_the_firm_and_the_team_alone(client, rows):
    table = Table(sent=False)
    for party, status in ((Party.EMPLOYER, 200), (Party.PROGRAMME, 200), (Party.PERSON, 404)):
        assert client.get(at_home(client, table, party)).status_code == status
    assert "/agreement.pdf" not in client.get(f"{DESK}{table.token}/").text
    assert client.get(f"{DESK}{table.token}/agreement.pdf").status_code == 404


def test_the_firm_reads_the_whole_name_once_everyone_has_signed(client, rows):
    table = Table()
    here = at_home(client, table, Party.EMPLOYER)
    table.sign_with(Party.PERSON, table.send_code(Party.PERSON, name="Aminata Secretname"))
    for address in (here, f"{here}sign", THEIRS):
        assert "Secretname" not in client.get(address).text
    table.sign(Party.EMPLOYER, Party.PROGRAMME)
    assert "Aminata Secretname" in client.get(here).text


def test_staff_who_read_it_leave_a_trace_that_the_person_sees(client, table):
    here = at_home(client, table, Party.PROGRAMME)
    for _ in range(2):
        client.get(here)
    subject = f"person:{table.person.id}"
    found = db.session.query(audit.Deed).filter_by(subject=subject).all()
    assert [(d.what, d.fields) for d in found] == [("people.file.read", "agreement")]


def test_reading_changes_nothing_else(client, table):
    before = [(m.id, m.state) for m in posted()], table.now.changed_at
    for party in (Party.PERSON, Party.SCHOOL):
        here = at_home(client, table, party)
        for end in ("", "sign", "refuse", "agreement.pdf"):
            client.get(f"{here}{end}")
    assert ([(m.id, m.state) for m in posted()], table.now.changed_at) == before


def test_a_suspended_firm_reads_nothing_more(client, table):
    here = at_home(client, table, Party.EMPLOYER)
    with transaction():
        db.session.get_one(Organisation, table.firm.id).state = "suspended"
    assert client.get(here).status_code in {303, 404}
    assert table.number not in client.get(THEIRS).text


def test_the_school_s_link_is_read_without_an_account_and_nothing_else_is(client, table):
    seat = table.seat(Party.SCHOOL).token
    assert client.get(f"/fr/sign/{seat}/").status_code == 200
    other = table.seat(Party.PERSON).token
    for token in (other, table.token, "nothing"):
        assert client.get(f"/fr/sign/{token}/").status_code == 404
        assert client.get(f"/fr/sign/{token}/sign").status_code == 404
