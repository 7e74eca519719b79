"""What readers leave for a business stays there: the team never reads it, nothing repeats it."""

import io
import logging
import zipfile

import pytest

from portal.accounts.models import Account
from portal.core.db import Base, db
from portal.privacy.operations import exporting
from tests.databases import look_again
from tests.factories import people, startups
from tests.people import token_in
from tests.startups.kept import REQUESTS, keeper, send
from tests.who_enters import COORDINATOR, HUB, TEAM, World, routes

NAME, WORDS, TYPED = "Zoubida", "Perruche", "06 61 98 76 54"
CANARIES = ("zoubida", "perruche", "661987654", "61 98 76 54", "61+98+76+54")


def holds(data: bytes) -> list[str]:
    """Which canaries sing in what was answered, also inside a packed file."""
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = [packed.read(name) for name in packed.namelist()]
    text = b"\n".join(parts).decode("utf-8", "replace").lower()
    return [canary for canary in CANARIES if canary in text]


def leave(client, page):
    address = f"/fr/startups/{page.slug}/ask/"
    return send(client, address, {"phone": TYPED, "name": NAME, "words": WORDS})


@pytest.fixture
def everything(app, rows):
    """Both sides of the portal, and a number left with one business of it."""
    world = World(app)
    address = f"/fr/startups/{world.own['page']}/ask/"
    client = app.test_client()
    fields = {"phone": TYPED, "name": NAME, "words": WORDS}
    form = {"form_token": token_in(client.get(address).text, address), **fields}
    assert client.post(address, data=form).status_code == 303
    return world


def test_no_page_and_no_file_of_the_team_holds_it(everything, app):
    """A coordinator enters wherever anyone of the team does."""
    client = everything.browser("coordinator")
    read = 0
    for route in routes(app):
        if route.method != "GET" or route.audience not in (HUB, TEAM, COORDINATOR):
            continue
        address = everything.address(route, "own")
        assert holds(client.get(address).data) == [], route.endpoint
        searched = client.get(address, query_string={"q": NAME}).data
        # The name is what was looked for.
        assert set(holds(searched)) <= {NAME.lower()}, route.endpoint
        read += 1
    assert read > 20


def test_no_other_table_holds_it_and_its_own_is_sealed(client, rows):
    _, mine = keeper(client)
    leave(client, mine.startup)
    client.get(REQUESTS)
    look_again()
    for table in Base.metadata.tables.values():
        for row in db.session.execute(db.text(f'SELECT * FROM "{table.name}"')):
            plain = b"|".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
            assert holds(plain) == [], table.name


def test_no_line_of_the_logs_holds_it(client, rows, caplog):
    _, mine = keeper(client)
    with caplog.at_level(logging.DEBUG):
        leave(client, mine.startup)
        send(client, f"/fr/startups/{mine.startup.slug}/ask/", {"phone": "12", "name": NAME})
        client.get(REQUESTS)
    assert caplog.text
    assert holds(caplog.text.encode()) == []


def test_it_is_not_in_the_copy_of_the_member_s_own_data(client, rows):
    account, mine = keeper(client)
    startups.call_request(mine.startup, name=NAME, words=WORDS, phone="+212661987654")
    look_again()
    found = exporting.gather(db.session.get_one(Account, account.id))
    assert found["startup_member"][0]["startup_id"] == mine.startup_id
    assert found["startup"][0]["name"] == mine.startup.name
    assert "call_request" not in found
    assert holds(str(found).encode()) == []


def test_the_copy_has_no_other_member_and_nothing_of_a_page_she_left(client, rows):
    account, mine = keeper(client)
    startups.member(mine.startup, people.account(name=NAME), name=NAME)
    left = startups.startup(name="Perruche")
    startups.member(left, account, state="left")
    look_again()
    found = exporting.gather(db.session.get_one(Account, account.id))
    assert len(found["startup_member"]) == 2
    assert holds(str(found).encode()) == []


def test_a_read_leaves_a_line_that_says_who_and_not_what(client, rows):
    account, mine = keeper(client)
    startups.call_request(mine.startup, name=NAME)
    client.get(REQUESTS)
    deeds = db.session.execute(db.text("SELECT actor, what, subject FROM deed")).all()
    line = (f"account:{account.id}", "startups.requests.read", f"startup:{mine.startup_id}")
    assert line in [tuple(deed) for deed in deeds]
