"""The links by which people come to speak for an organisation."""

from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.employers import queries, rules
from portal.employers.models import Membership
from portal.employers.operations import members
from tests.databases import look_again
from tests.employers import firms
from tests.employers.firms import HOME, again, invited, join, joined, path_of, press, send
from tests.factories import people
from tests.people import token_in
from tests.together import together

PEOPLE = HOME + "members/"


def test_an_invitation_is_shown_sent_opened_and_accepted(client, owner, karim):
    account, browser = karim
    answer = send(client, PEOPLE + "invite", {"name": "Karim"})
    page = client.get(answer.location).text
    made = db.session.query(Membership).filter_by(state="invited").one()
    address = path_of(made)
    assert f"http://127.0.0.1:8000{address}" in page
    assert "https://wa.me/?text=http%3A//127.0.0.1%3A8000" in page
    shown = browser.get(address)
    assert "Atelier Nour" in shown.text
    assert again(made).state == "invited"  # looking is not accepting
    assert join(browser, made).location == HOME
    mine = queries.membership_of(account.id)
    assert (mine.role, mine.invited_name) == ("member", "")
    assert "Karim" in client.get(PEOPLE).text


def test_the_link_is_not_in_the_database(client, owner):
    made = invited(owner.organisation)
    secret = queries.invitation_secret(made)
    for table in ("membership", "form_answer", "deed"):
        for row in db.session.execute(db.text(f"SELECT * FROM {table}")):
            assert secret not in str(tuple(row))
            assert secret.encode() not in [bytes(v) for v in row if isinstance(v, bytes)]


def test_a_stranger_to_the_portal_is_led_through_the_door_and_back(app, owner):
    address = path_of(invited(owner.organisation))
    answer = app.test_client().get(address)
    assert answer.status_code == 303
    assert "then=" in answer.location
    assert "/join/" in answer.location


def test_a_link_works_once(client, owner, karim, app):
    made = invited(owner.organisation)
    address = path_of(made)
    other, other_browser = people.account(name="Lina"), app.test_client()
    people.enter(other_browser, other)
    page = other_browser.get(address).text
    assert join(karim[1], made).status_code == 303
    late = other_browser.post(address, data={"form_token": token_in(page, address)})
    assert late.status_code == 404
    assert other_browser.get(address).status_code == 404
    assert queries.membership_of(other.id) is None


def test_the_same_press_twice_joins_once(owner, karim):
    account, browser = karim
    address = path_of(invited(owner.organisation))
    form = {"form_token": token_in(browser.get(address).text, address)}
    first, second = browser.post(address, data=form), browser.post(address, data=form)
    assert first.location == second.location == HOME
    assert len(queries.memberships_of(account.id)) == 1


def test_a_used_an_old_and_an_unknown_link_are_answered_alike(owner, karim):
    _, browser = karim
    used, old = invited(owner.organisation), invited(owner.organisation)
    join(browser, used)
    with transaction():
        db.session.get(Membership, old.id).invite_ends_at = now() - timedelta(seconds=1)
    pages = [browser.get(a) for a in (path_of(used), path_of(old), HOME + "join/nothing")]
    assert [page.status_code for page in pages] == [404] * 3

    bodies = [page.data.split(b"<main")[1].split(b"</main>")[0] for page in pages]
    assert len(set(bodies)) == 1


def test_a_link_holds_for_seven_days(owner):
    made = invited(owner.organisation)
    assert timedelta(days=6, hours=23) < made.invite_ends_at - now() <= timedelta(days=7)


def test_a_link_that_was_taken_back_works_no_more(client, owner, karim):
    made = invited(owner.organisation)
    address = f"{PEOPLE}{made.token}/link"
    assert press(client, address, f"{PEOPLE}{made.token}/remove").location == PEOPLE
    assert karim[1].get(path_of(made)).status_code == 404


def test_two_who_open_one_link_at_the_same_instant_do_not_both_join(app, owner):
    made = invited(owner.organisation)
    secret = queries.invitation_secret(made)
    accounts = [people.account(name=f"P{n}").id for n in range(4)]
    refused = []

    def accept(account_id):
        try:
            with transaction():
                members.accept(secret, db.session.get(Account, account_id))
        except Refused as no:
            refused.append(no.code)

    together(app, *[lambda a=a: accept(a) for a in accounts])
    assert refused == ["invitation_over"] * 3
    look_again()
    assert db.session.query(Membership).filter_by(state="active").count() == 2


def test_who_speaks_for_it_already_is_told_so_and_the_link_stays(client, owner):
    made = invited(owner.organisation)
    answer = join(client, made)
    assert answer.status_code == 422
    assert again(made).state == "invited"


def test_only_the_owner_sees_and_makes_links(client, owner, karim):
    account, browser = karim
    joined(owner.organisation, account)
    other = invited(owner.organisation, "Lina")
    for address in (f"{PEOPLE}{other.token}/link", f"{PEOPLE}{other.token}/", PEOPLE + "invite"):
        assert browser.get(address).status_code == 404
    assert other.token not in browser.get(PEOPLE).text


def test_twenty_may_speak_for_an_organisation_and_no_more(owner, monkeypatch):
    monkeypatch.setattr(rules, "MOST_MEMBERS", 3)
    old = invited(owner.organisation)
    invited(owner.organisation)
    with pytest.raises(Refused, match="members_many"):
        invited(owner.organisation)
    with transaction():  # links that are too old take no place
        db.session.get(Membership, old.id).invite_ends_at = now() - timedelta(seconds=1)
    assert invited(owner.organisation)


def test_nobody_joins_a_firm_that_is_stopped(owner, karim):
    made = invited(owner.organisation)
    firms.decide(owner.organisation, "suspend", "Nous vous appelons.")
    assert karim[1].get(path_of(made)).status_code == 404
    with pytest.raises(Refused, match="employer_stopped"):
        invited(owner.organisation)
