"""Who speaks for an organisation: removed, gone, handed over to, chosen."""

from datetime import timedelta

from portal.accounts import rules as door_rules
from portal.accounts.models import AccountSession
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.employers import queries
from portal.employers.models import Membership
from portal.employers.operations import members
from tests.databases import look_again
from tests.employers.firms import HOME, again, firm, invited, join, joined, press
from tests.factories import people
from tests.people import token_in
from tests.together import together

PEOPLE = HOME + "members/"


def test_the_owner_removes_a_member_who_loses_access_at_the_next_request(client, owner, karim):
    account, browser = karim
    mine = joined(owner.organisation, account)
    assert browser.get(HOME).status_code == 200
    page = f"{PEOPLE}{mine.token}/"
    assert press(client, page, page + "remove").location == PEOPLE
    assert browser.get(HOME).location == HOME + "register"
    assert browser.get("/fr/employer/opportunities/").location == HOME + "register"


def test_a_removed_member_may_be_invited_again(client, owner, karim):
    account, browser = karim
    mine = joined(owner.organisation, account)
    page = f"{PEOPLE}{mine.token}/"
    press(client, page, page + "remove")
    assert join(browser, invited(owner.organisation)).status_code == 303
    rows = db.session.query(Membership).filter_by(account_id=account.id).all()
    assert [(row.state, row.role) for row in rows] == [("active", "member")]


def test_a_member_leaves_and_an_owner_does_not(client, owner, karim):
    account, browser = karim
    joined(owner.organisation, account)
    assert press(browser, HOME + "leave", HOME + "leave").status_code == 303
    assert queries.membership_of(account.id) is None
    token = token_in(client.get(HOME + "charter").text, HOME + "charter/sign")
    assert client.post(HOME + "leave", data={"form_token": token}).status_code == 403
    token = token_in(client.get(PEOPLE + "invite").text, PEOPLE + "invite")
    assert client.post(HOME + "leave", data={"form_token": token}).status_code == 422
    assert queries.membership_of(owner.account_id)


def test_the_owner_hands_over_and_then_leaves(client, owner, karim):
    account, browser = karim
    mine = joined(owner.organisation, account)
    page = f"{PEOPLE}{mine.token}/"
    assert press(client, page, page + "hand-over").location == PEOPLE
    assert again(mine).role == "owner"
    assert again(owner).role == "member"
    assert client.get(page).status_code == 404
    assert press(client, HOME + "leave", HOME + "leave").status_code == 303
    assert browser.get(PEOPLE + "invite").status_code == 200


def test_there_is_always_an_owner_whatever_happens_at_the_same_instant(app, owner, karim):
    first, second = owner.id, joined(owner.organisation, karim[0]).id
    firm_id = owner.organisation_id

    def quietly(deed, *ids):
        try:
            with transaction():
                deed(*(db.session.get(Membership, one) for one in ids))
        except Refused:
            pass

    together(
        app,
        lambda: quietly(members.hand_over, first, second),
        lambda: quietly(members.leave, second),
        lambda: quietly(members.take_back, second),
        lambda: quietly(members.leave, first),
    )
    look_again()
    assert queries.has_owner(firm_id)


def test_another_firms_member_is_the_same_as_none(client, owner):
    stranger = firm(name="Autre")
    theirs = joined(stranger.organisation, people.account(name="Omar"))
    link = invited(stranger.organisation)
    for token in (theirs.token, link.token, "none"):
        assert client.get(f"{PEOPLE}{token}/").status_code == 404
        assert client.get(f"{PEOPLE}{token}/link").status_code == 404
        form = {"form_token": token_in(client.get(PEOPLE + "invite").text, PEOPLE + "invite")}
        assert client.post(f"{PEOPLE}{token}/remove", data=form).status_code == 404
        assert client.post(f"{PEOPLE}{token}/hand-over", data=form).status_code == 404
    assert again(theirs).state == "active"


def test_an_account_chooses_for_whom_it_works(client, owner):
    second = firm(db.session.get(type(owner.account), owner.account_id), name="Zitoun")
    assert queries.membership_of(owner.account_id).id == second.id
    page = HOME + "choose"
    assert press(client, page, page, organisation=owner.token).location == HOME
    assert queries.membership_of(owner.account_id).id == owner.id
    assert "Atelier Nour" in client.get(HOME).text


def test_nobody_chooses_a_firm_that_is_not_theirs(client, owner):
    stranger, page = firm(name="Autre"), HOME + "choose"
    for token in (stranger.token, "none", ""):
        assert press(client, page, page, organisation=token).status_code == 404


def test_what_could_harm_asks_for_the_pin_again(client, owner, karim):
    mine = joined(owner.organisation, karim[0])
    with transaction():
        for row in db.session.query(AccountSession).all():
            row.pin_at = now() - door_rules.PIN_HOLDS - timedelta(seconds=1)
    for address in ("members/invite", f"members/{mine.token}/", "leave"):
        answer = client.get(HOME + address)
        assert answer.status_code == 303
        assert "pin" in answer.location
    assert client.get(PEOPLE).status_code == 200


def test_who_is_erased_hands_over_to_the_oldest_of_the_others(owner, karim):
    mine = joined(owner.organisation, karim[0])
    with transaction():
        members.forget(owner.account_id)
    assert again(mine).role == "owner"
    left = again(owner)
    assert (left.state, left.account_id, left.role) == ("left", None, "member")
