"""At the desk: what is kept, what is due, and someone who wants to be deleted."""

import pytest

from portal.accounts.models import Account
from portal.accounts.permissions import Role
from portal.core.db import db
from portal.people.models import Person
from tests.databases import look_again
from tests.factories import people
from tests.people import make_staff, sign_in, token_in


@pytest.fixture
def counsellor(client):
    sign_in(client, make_staff(Role.COUNSELLOR, hub="Rabat"))
    return client


def erase(client, who, **form):
    address = f"/fr/desk/people/{who.token}/erase"
    page = client.get(address)
    if page.status_code != 200:
        return page
    return client.post(address, data={"form_token": token_in(page.text, address)} | form)


def state(who):
    look_again()
    return (
        db.session.get_one(Account, who.account_id).state,
        db.session.get_one(Person, who.id).state,
    )


def test_a_person_who_asks_at_the_counter_is_deleted(counsellor):
    who = people.person()
    assert erase(counsellor, who, sure="y").status_code == 303
    assert state(who) == ("erased", "erased")


def test_nobody_is_deleted_by_one_tap(counsellor):
    who = people.person()
    assert erase(counsellor, who).status_code == 422
    assert state(who) == ("active", "active")


def test_the_people_of_another_hub_are_not_there_to_be_deleted(counsellor):
    who = people.person(hub="Tanger")
    assert erase(counsellor, who, sure="y").status_code == 404


def test_the_table_of_what_is_kept_is_for_coordinators(client):
    sign_in(client, make_staff(Role.COORDINATOR))
    page = client.get("/fr/desk/privacy/")
    assert page.status_code == 200
    assert page.text.count("<tr>") > 40
