"""The links by which people come to keep a page."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts.models import Account, AccountSession
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.startups.models import StartupMember
from portal.startups.operations import members
from portal.startups.queries import members as queries
from tests.databases import look_again
from tests.factories import people, startups
from tests.startups.kept import HOME, fresh, keeper, path_of, send
from tests.together import together


@pytest.fixture
def lina(client, rows):
    """The member without access whom Salma, signed in, may invite."""
    _, mine = keeper(client, startups.startup(name="Atelier Nour", address="Rue Secrète 7"))
    return startups.member(mine.startup, account_id=None, name="Lina Haddad", role="associate")


@pytest.fixture
def browser(app, rows):
    """Someone else, signed in."""
    mine = app.test_client()
    mine.account = people.account(name="Lina")
    people.enter(mine, mine.account)
    return mine


def invite(client, one):
    page = f"{HOME}{one.token}/"
    return send(client, page + "invite", {}, page)


def join(browser, one):
    return send(browser, path_of(one))


def test_an_invitation_is_made_shown_opened_and_accepted(client, lina, browser):
    answer = invite(client, lina)
    assert answer.location == f"{HOME}{lina.token}/link"
    page = client.get(answer.location).text
    assert f"http://127.0.0.1:8000{path_of(lina)}" in page
    assert "https://wa.me/?text=http%3A//127.0.0.1%3A8000" in page
    browser.get(path_of(lina))
    assert fresh(lina).account_id is None  # looking is not accepting
    assert join(browser, lina).location == HOME
    joined = fresh(lina)
    assert (joined.account_id, joined.name, joined.role) == (browser.account.id, None, "associate")
    assert joined.joined_on is not None
    assert queries.membership_of(browser.account.id).id == lina.id


def test_who_opens_the_link_learns_the_name_of_the_business_and_nothing_else(client, lina, browser):
    invite(client, lina)
    seen = browser.get(path_of(lina)).text
    assert "Atelier Nour" in seen
    for hidden in ("Salma", "Haddad", "Rue Secr", lina.startup.token, lina.startup.slug):
        assert hidden not in seen


def test_the_link_asks_for_the_pin_again(client, lina):
    invite(client, lina)
    with transaction():
        db.session.query(AccountSession).update({"pin_at": now() - timedelta(minutes=6)})
    assert "/fr/me/pin?then=" in client.get(f"{HOME}{lina.token}/link").location


def test_the_secret_is_not_in_the_database(client, lina):
    invite(client, lina)
    secret = queries.invitation_secret(fresh(lina))
    for table in ("startup_member", "form_answer", "deed"):
        for row in db.session.execute(db.text(f"SELECT * FROM {table}")):
            assert secret not in str(tuple(row))


def test_a_stranger_to_the_portal_is_led_through_the_door_and_back(app, client, lina):
    invite(client, lina)
    answer = app.test_client().get(path_of(lina))
    assert answer.status_code == 303
    assert "/join/" in answer.location


def test_used_old_taken_back_and_unknown_links_are_answered_alike(client, app, lina, browser):
    invite(client, lina)
    first = path_of(lina)
    other = startups.member(lina.startup, account_id=None, name="Karim")
    invite(client, other)
    second = path_of(other)
    send(client, f"{HOME}{other.token}/take-back", {}, f"{HOME}{other.token}/link")
    with time_machine.travel(now() + timedelta(days=7, minutes=1)):
        old = app.test_client()
        people.enter(old, browser.account)
        assert old.get(first).status_code == 404
    join(browser, lina)
    pages = [browser.get(address) for address in (first, second, HOME + "join/nothing")]
    assert [page.status_code for page in pages] == [404] * 3
    bodies = [page.data.split(b"<main")[1].split(b"</main>")[0] for page in pages]
    assert len(set(bodies)) == 1


def test_a_new_link_ends_the_one_before(client, lina, browser):
    invite(client, lina)
    first = path_of(lina)
    with time_machine.travel(now() + timedelta(minutes=1)), transaction():
        members.invite_member(lina)
    assert browser.get(first).status_code == 404
    assert browser.get(path_of(lina)).status_code == 200


def test_an_invitation_taken_back_leaves_the_name_in_the_list(client, lina):
    invite(client, lina)
    send(client, f"{HOME}{lina.token}/take-back", {}, f"{HOME}{lina.token}/link")
    assert (fresh(lina).state, fresh(lina).invite_hash) == ("active", None)
    assert "Lina Haddad" in client.get(HOME).text


def test_who_keeps_the_page_already_is_told_so_and_the_link_stays(client, lina):
    invite(client, lina)
    assert join(client, lina).status_code == 422
    assert fresh(lina).account_id is None


def test_who_had_left_comes_back_to_her_own_row(client, lina, browser):
    before = startups.member(lina.startup, browser.account, state="left", role="worker")
    invite(client, lina)
    assert join(browser, lina).status_code == 303
    look_again()
    mine = db.session.query(StartupMember).filter_by(account_id=browser.account.id).all()
    assert [(row.id, row.state, row.left_on) for row in mine] == [(before.id, "active", None)]


def test_two_who_open_one_link_at_the_same_instant_do_not_both_join(app, client, lina):
    invite(client, lina)
    secret = queries.invitation_secret(fresh(lina))
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
    assert db.session.query(StartupMember).filter(queries.keeps(lina.startup_id)).count() == 2


def test_the_team_invites_the_first_one_of_a_business_that_it_brought(rows, browser):
    page = startups.startup(name="Coopérative Argan", state="draft", made_by_staff=1)
    with transaction():
        made = members.invite(page, "Lina", by_staff=1)
    assert not queries.has_keeper(page.id)
    assert join(browser, made).location == HOME
    mine = queries.membership_of(browser.account.id)
    assert (mine.startup_id, mine.role) == (page.id, "manager")


def test_an_invitation_of_the_team_that_nobody_took_up_is_listed_no_more(client, lina):
    with transaction():
        members.invite(lina.startup, "Personne Venue", by_staff=1)
    assert "Personne Venue" in client.get(HOME).text
    with time_machine.travel(now() + timedelta(days=8)):
        listed = queries.people(lina.startup_id)
        assert "Personne Venue" not in {one.name for one in listed}


def test_nobody_is_invited_who_has_left(lina):
    with transaction():
        members.end(lina)
    with pytest.raises(Refused, match="member_gone"), transaction():
        members.invite_member(lina)


def test_no_name_stands_in_the_history(client, lina, browser):
    invite(client, lina)
    join(browser, lina)
    told = [tuple(row) for row in db.session.execute(db.text("SELECT * FROM deed"))]
    assert told
    assert "Lina" not in str(told)
