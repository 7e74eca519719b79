"""The pages on which two records are compared, merged, told apart, and taken apart again."""

import re

import pytest

from portal.core.db import db
from portal.people.models import Person
from tests import html_rules
from tests.databases import look_again
from tests.factories.people import account, person
from tests.people import sign_in, token_in, words
from tests.people.desk import PEOPLE, counsellor, here, press, staff


@pytest.fixture
def me(client):
    return counsellor(client)


def test_duplicates_are_compared_merged_and_undone_on_their_pages(client, me):
    one = person(account=account(name="Awa Sow"))
    other = person(account=account(name="SOW Awa"))
    listed = client.get(PEOPLE + "duplicates/").text
    compare = f"{PEOPLE}duplicates/{one.token}/{other.token}/"
    assert compare in listed
    assert "Awa Sow" in words(client.get(compare).text)
    assert press(client, compare, compare).status_code == 303
    assert client.get(here(other)).location == here(one)
    assert client.get(compare).status_code == 404
    assert "Awa" not in words(client.get(PEOPLE + "duplicates/").text)
    page = client.get(here(one)).text
    undo = re.search(r'action="(/fr/desk/people/merges/\d+/undo)"', page)[1]
    assert press(client, here(one), undo).status_code == 303
    assert client.get(here(other)).status_code == 200


def test_two_people_who_look_alike_are_told_apart(client, me):
    one = person(account=account(name="Awa Sow"))
    other = person(account=account(name="SOW Awa"))
    compare = f"{PEOPLE}duplicates/{one.token}/{other.token}/"
    press(client, compare, compare + "apart")
    assert compare not in client.get(PEOPLE + "duplicates/").text


def test_a_merge_of_another_hub_can_not_be_undone(client, me, app):
    one, other = person(hub="Tanger"), person(hub="Tanger")
    far = html_rules.watching(app.test_client())
    sign_in(far, staff(email="far@example.org", hub="Tanger"))
    compare = f"{PEOPLE}duplicates/{one.token}/{other.token}/"
    assert press(far, compare, compare).status_code == 303
    undo = re.search(r'action="(/fr/desk/people/merges/\d+/undo)"', far.get(here(one)).text)[1]
    mine, near = person(), person()
    page = f"{PEOPLE}duplicates/{mine.token}/{near.token}/"
    form = {"form_token": token_in(client.get(page).text, page)}
    assert client.post(undo, data=form).status_code == 404
    look_again()
    assert db.session.get_one(Person, other.id).state == "merged"
