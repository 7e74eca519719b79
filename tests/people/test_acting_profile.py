"""A profile that staff fill in together with the person: kept, and said so."""

import pytest

from portal.accounts.models import Account
from portal.core.audit import Deed
from portal.core.db import db
from portal.people.models import ActedFor, Person
from tests.databases import look_again
from tests.factories.people import enter, person
from tests.people.desk import PEOPLE, counsellor, here, newcomer, press


@pytest.fixture
def me(client):
    return counsellor(client)


NEW = PEOPLE + "new"
STEPS = {
    "trades": {"words": "couture", "learned": "informal_job", "band": "1to2", "trade": "none"},
    "skills": {"words": "coudre un bouton"},
    "languages": {"language": "wo", "spoken": "fluent", "written": "none"},
    "place": {"city": "Salé", "travel": "city"},
    "wishes": {"wants": "job", "start": "now"},
    "name": {"name": "Awa", "family_name": "Sow"},
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_filled_in_for_her_and_says_who_typed(client, me, step):
    who = person(steps=[], complete_at=None, trades=[], skills=[], languages=[])
    address = f"{here(who)}profile/{step}"
    assert press(client, address, address, present="y", **STEPS[step]).status_code == 303
    look_again()
    if step != "name":
        assert db.session.get_one(Person, who.id).steps == [step]
    line = db.session.query(ActedFor).one()
    assert (line.what, line.by, line.hub, line.present) == (step, me.id, "Rabat", True)
    noted = db.session.query(Deed).filter_by(what="people.profile.changed").one()
    assert (noted.actor, noted.subject) == (f"staff:{me.id}", f"person:{who.id}")
    assert "<bdi>counsellor</bdi>, Rabat" in client.get(here(who)).text


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_is_wrong_comes_back_with_what_was_typed(client, me, step):
    who = person()
    before = db.session.query(ActedFor).count()
    address = f"{here(who)}profile/{step}"
    wrong = {"name": {"name": ""}, "languages": {"language": ""}, "skills": {"words": ""}}
    answer = press(client, address, address, **wrong.get(step, {"city": "", "words": "x" * 900}))
    assert answer.status_code == 422
    assert db.session.query(ActedFor).count() == before


def test_all_five_steps_make_a_whole_profile(client, me):
    press(client, NEW, NEW, **newcomer())
    who = db.session.query(Person).one()
    address = f"{here(who)}profile/trades"
    page = client.get(here(who)).text
    assert address in page
    for step in ("trades", "skills", "languages", "place", "wishes"):
        there = f"{here(who)}profile/{step}"
        press(client, there, there, present="y", **STEPS[step])
    look_again()
    assert db.session.get_one(Person, who.id).complete_at is not None


def test_a_trade_is_chosen_and_taken_away(client, me):
    who = person()
    trade = who.trades[0]
    address = f"{here(who)}profile/trades/{trade.token}/which"
    assert press(client, address, address, trade="none").status_code == 303
    page = f"{here(who)}profile/trades"
    assert press(client, page, f"{page}/{trade.token}/remove").status_code == 303
    look_again()
    assert db.session.get_one(Person, who.id).trades == []


def test_the_person_reads_on_her_profile_that_the_team_filled_it_in(client, me):
    who = person()
    address = f"{here(who)}profile/place"
    press(client, address, address, present="y", **STEPS["place"])
    look_again()
    enter(client, db.session.get_one(Account, who.account_id))
    page = client.get("/en/me/profile/").text
    assert "Filled in with the team on" in page
    assert "counsellor@" not in page
