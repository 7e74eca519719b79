"""Pages of the door and of the keys are light, and ask the database little."""

import brotli
import pytest

from tests.accounts.walking import browser, pass_code, someone
from tests.factories.people import enter
from tests.queries import counted

INSIDE = ("", "pin", "keys/", "keys/number", "keys/pin", "keys/connections", "keys/messages")
PAGE = 6_000  # bytes
QUERIES = 12


@pytest.mark.parametrize("page", [*INSIDE, "keys/email"])
def test_a_page_of_ones_own_is_light(client, page):
    enter(client, someone())
    with counted() as asked:
        answer = client.get(f"/ar/me/{page}")
    assert answer.status_code == 200
    assert len(brotli.compress(answer.data)) <= PAGE
    assert len(asked) <= QUERIES


@pytest.mark.parametrize("page", ["code", "pin", "lost"])
def test_a_page_of_the_door_is_light(client, page):
    pass_code(client)
    with counted() as asked:
        answer = client.get(f"/ar/me/sign-in/{page}")
    assert len(brotli.compress(answer.data)) <= PAGE
    assert len(asked) <= QUERIES


def test_connections_ask_no_more_when_there_are_many(client, app):
    mine = someone()
    enter(client, mine)
    with counted() as few:
        client.get("/fr/me/keys/connections")
    for _ in range(10):
        enter(browser(app), mine)
    with counted() as many:
        page = client.get("/fr/me/keys/connections")
    assert page.text.count('name="which"') == 10
    assert len(many) == len(few)
