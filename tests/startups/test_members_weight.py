"""What the pages about members and requests weigh, and what they ask of the database."""

import pytest

from portal.core.db import transaction
from portal.startups.operations import members
from portal.startups.queries import requests
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories import people, startups
from tests.queries import counted
from tests.startups.kept import path_of
from tests.web.test_budgets import BROTLI, css, size

LONG = "Coopérative féminine Argane et Tissage du Moyen-Atlas"


@pytest.fixture
def client(app, rows):
    """A client that is sent what browsers are: compressed pages."""
    return app.test_client()


@pytest.fixture
def mine(client):
    account = people.account(name="Salma")
    people.enter(client, account)
    return startups.member(startups.startup(name=LONG), account)


def fill(page, count):
    for n in range(count):
        startups.member(page, account_id=None, name=f"Marie-Thérèse Ouédraogo {n}")
        words = f"Bonjour {n}, je voudrais une robe pour un mariage. Combien ça coûte ?"
        startups.call_request(page, name=f"Zineb {n}", words=words)


def pages(mine) -> list[str]:
    other = startups.member(mine.startup, account_id=None, name="Lina")
    with transaction():
        members.invite_member(other)
    here = "/founder/members/"
    own = ["", "add", "leave", "choose", f"{other.token}/", f"{other.token}/link"]
    ask = f"/startups/{mine.startup.slug}/ask/"
    join = path_of(other).removeprefix("/fr")
    return [*(here + page for page in own), join, "/founder/requests/", ask, ask + "thanks"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_light(client, app, mine, lang):
    (first,) = budgets.most("any public page's HTML")
    (further,) = budgets.most("any further page")
    fill(mine.startup, requests.PAGE)
    for address in pages(mine):
        answer = client.get(f"/{lang}{address}", headers=BROTLI)
        assert answer.status_code == 200, address
        assert size(answer) <= further, (address, size(answer))
        assert size(answer) + css(app) <= first, address


def test_no_page_asks_the_database_more_for_more_rows(client, mine):
    (most,) = budgets.most("database queries")
    addresses = pages(mine)
    few = asked(client, addresses)
    assert max(few) <= most, dict(zip(addresses, few, strict=True))
    fill(mine.startup, 20)
    assert asked(client, addresses) == few


def asked(client, addresses) -> list[int]:
    found = []
    for address in addresses:
        client.get(f"/fr{address}")
        with counted() as statements:
            client.get(f"/fr{address}")
        found.append(len(statements))
    return found
