"""A press on a page's buttons is told by the browser itself, with or without JavaScript."""

import secrets
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from portal.core.db import db
from portal.startups.models import StartupWeek
from tests.factories import startups
from tests.stack.processes import until
from tests.startups.test_counting import AGENT


@pytest.fixture
def page(rows):
    """Of a number that no other test has used: the served portal remembers what it counts."""
    return startups.startup(id=secrets.randbelow(10**8) + 1000)


@pytest.fixture
def out(take_out):
    """A phone; what it asks of us; that a number is called leads off our pages, on purpose."""

    def phone(**options):
        made = take_out(**options)
        made.allowed = (*made.allowed, "tel:")
        asked = []
        made.context.on("request", lambda request: asked.append(request))
        return made, asked

    return phone


def press(phone, page, asked) -> list:
    """Look at the page, press "Call"; the pings that it sent."""
    phone.goto(f"/fr/startups/{page.slug}/")
    phone.page.locator("a[href^='tel:']").click()

    def pings():
        phone.page.wait_for_timeout(50)
        return [request for request in asked if "/did/" in request.url]

    return until(pings, seconds=15)


def written(page, portal) -> dict[str, int]:
    """What stands in the database, after a request that may have written it. A new connection each
    time: each of the server's processes counts and writes for itself."""
    urlopen(f"http://127.0.0.1:{portal.port}/healthz").read()
    db.session.rollback()
    wanted = select(StartupWeek.__table__).where(StartupWeek.startup_id == page.id)
    return {row.sign: row.count for row in db.session.execute(wanted)}


@pytest.mark.parametrize("js", [True, False], ids=["js", "nojs"])
def test_pressing_call_is_told_and_counted(out, page, portal, js):
    phone, asked = out(js=js, user_agent=AGENT)
    (ping,) = press(phone, page, asked)
    assert ping.url.endswith(f"/fr/startups/{page.slug}/did/called")
    headers = ping.all_headers()
    assert ping.method == "POST"
    assert headers["content-type"] == "text/ping"
    assert headers["ping-to"].startswith("tel:")
    assert headers["sec-fetch-site"] == "same-origin"
    assert {cookie["name"] for cookie in phone.context.cookies()} <= {"lang"}
    until(lambda: len(written(page, portal)) == 2, seconds=40)
    assert written(page, portal) == {"looked": 1, "called": 1}


def test_a_machine_that_presses_is_not_counted(out, page, portal):
    machine, asked = out(user_agent="Mozilla/5.0 (compatible; Googlebot/2.1) Chrome/140")
    press(machine, page, asked)
    person, asked = out(user_agent=AGENT)
    press(person, page, asked)
    until(lambda: len(written(page, portal)) == 2, seconds=40)
    assert written(page, portal) == {"looked": 1, "called": 1}
