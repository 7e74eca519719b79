"""Who comes in, and whom she finds: someone of another hub is not there, just as nobody is."""

import pytest

from portal.accounts.permissions import Role
from portal.core.audit import Deed
from portal.core.db import db
from tests.factories.people import account, person
from tests.people import words
from tests.people.desk import PEOPLE, counsellor


def named(name, **other):
    return person(account=account(name=name), **other)


ROUTES = [
    "{token}/",
    "{token}/file/",
    "{token}/code",
    "{token}/pin",
    "{token}/number",
    "{token}/profile/name",
    "{token}/profile/trades",
    "{token}/profile/skills",
    "{token}/profile/languages",
    "{token}/profile/place",
    "{token}/profile/wishes",
    "{token}/profile/trades/{trade}/which",
    "duplicates/{token}/{near}/",
]


@pytest.mark.parametrize("route", ROUTES)
def test_someone_of_another_hub_is_not_there_just_as_nobody_is(client, route):
    counsellor(client)
    mine, theirs = named("Awa"), named("Awa", hub="Tanger")
    near = named("Awa Near")

    def asked(token, trade):
        address = PEOPLE + route.format(token=token, trade=trade, near=near.token)
        answer = client.get(address)
        return answer.status_code, words(answer.text).replace(token, "")

    assert asked(mine.token, mine.trades[0].token)[0] == 200
    other, none = asked(theirs.token, theirs.trades[0].token), asked("x" * 22, "y")
    assert other[0] == none[0] == 404
    assert other == none


@pytest.mark.parametrize("role", [Role.FAIR_STAFF, None])
def test_nobody_else_comes_in(client, role):
    who = person()
    if role:
        counsellor(client, role=role)
    addresses = ["", "new", "numbers/", "duplicates/", *ROUTES]
    for route in addresses:
        address = PEOPLE + route.format(token=who.token, trade="x", near=who.token)
        assert client.get(address).status_code == (403 if role else 303), route


# A button, and a page that has a form of the same blueprint: a token that is good for it.
DEEDS = {
    "{token}/phone": "{mine}/",
    "{token}/file/done": "{mine}/file/",
    "{token}/reopen": "{mine}/number",
    "{token}/number": "{mine}/number",
    "{token}/code": "{mine}/code",
    "{token}/profile/trades/x/remove": "{mine}/profile/place",
    "{token}/profile/place": "{mine}/profile/place",
    "duplicates/{token}/{mine}/apart": "duplicates/{mine}/{near}/",
    "duplicates/{mine}/{token}/": "duplicates/{mine}/{near}/",
    "merges/1/undo": "duplicates/{mine}/{near}/",
}


@pytest.mark.parametrize("route", DEEDS)
def test_no_button_works_on_someone_of_another_hub(client, route):
    counsellor(client)
    mine, near, theirs = person(), person(), person(hub="Tanger")
    names = {"mine": mine.token, "near": near.token, "token": theirs.token}
    page = client.get(PEOPLE + DEEDS[route].format(**names)).text
    last = page.rindex('name="form_token" value="') + len('name="form_token" value="')
    form = {"form_token": page[last : last + 28], "sure": "y", "phone": "0662000001"}
    assert client.post(PEOPLE + route.format(**names), data=form).status_code == 404
    assert db.session.query(Deed).filter_by(subject=f"person:{theirs.id}").count() == 0
