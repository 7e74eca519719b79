"""Browsers tell that a button was pressed, pages that they were looked at."""

import pytest
from flask import Flask

from portal.startups.operations import counting
from portal.startups.states import StartupState
from portal.startups.views.counting import looked_at
from tests.factories import people, startups
from tests.people import make_staff, sign_in
from tests.queries import counted
from tests.startups.test_counting import AGENT, in_the_weeks

# What Chromium sends for <a ping>, seen in tests/browser/test_startup_signs.py.
PING = {
    "User-Agent": AGENT,
    "Content-Type": "text/ping",
    "Origin": "http://localhost",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "no-cors",
    "Sec-Fetch-Dest": "empty",
    "Ping-To": "tel:+212600012345",
}


def press(client, page, what="called", lang="fr", **headers):
    address = f"/{lang}/startups/{page.slug}/did/{what}"
    return client.post(address, data=b"PING", headers=PING | headers)


def test_each_button_has_its_count_and_the_answer_leaves_nothing_behind(client):
    page = startups.startup()
    for what in ("called", "wrote", "way"):
        answer = press(client, page, what, lang="ar")
        assert answer.status_code == 204
        assert answer.data == b""
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store, private"
    assert in_the_weeks() == {(page.id, "called"): 1, (page.id, "wrote"): 1, (page.id, "way"): 1}


def test_there_are_three_buttons_and_only_pages_that_everyone_sees(client):
    page = startups.startup()
    hidden = startups.startup(state=StartupState.HIDDEN)
    assert press(client, page, "looked").status_code == 404
    assert press(client, page, "asked").status_code == 404
    assert press(client, hidden).status_code == 404
    address = f"/fr/startups/{page.slug}/did/called"
    assert client.get(address, headers={"User-Agent": AGENT}).status_code == 405
    hidden.slug = "rien-du-tout"
    assert press(client, hidden).status_code == 404
    assert in_the_weeks() == {}


def test_another_site_can_not_count_for_us(client):
    page = startups.startup()
    for site in ("cross-site", "same-site"):
        assert press(client, page, **{"Sec-Fetch-Site": site}).status_code == 403
    old = {name: value for name, value in PING.items() if not name.startswith("Sec-")}
    evil = old | {"Origin": "https://evil.example"}
    address = f"/fr/startups/{page.slug}/did/called"
    assert client.post(address, data=b"PING", headers=evil).status_code == 403
    assert in_the_weeks() == {}
    assert client.post(address, data=b"PING", headers=old).status_code == 204
    assert in_the_weeks() == {(page.id, "called"): 1}


def test_who_presses_without_end_is_not_listened_to(client, monkeypatch):
    page = startups.startup()
    monkeypatch.setattr(counting, "MOST_A_MINUTE", 4)
    answers = [press(client, page, **{"User-Agent": f"Phone {n}"}).status_code for n in range(6)]
    assert answers == [204] * 4 + [429] * 2
    assert in_the_weeks() == {(page.id, "called"): 4}


def look(app: Flask, page, **headers) -> None:
    seen = {"REMOTE_ADDR": "203.0.113.9"}
    method = headers.pop("method", "GET")
    with app.test_request_context(
        "/fr/", method=method, headers={"User-Agent": AGENT} | headers, environ_base=seen
    ):
        looked_at(page.id)


def test_a_page_that_is_shown_counts_its_reader(app, rows):
    page = startups.startup()
    look(app, page)
    look(app, page)
    look(app, page, **{"User-Agent": AGENT + " Firefox/140"})
    assert in_the_weeks() == {(page.id, "looked"): 2}


MACHINES = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "WhatsApp/2.23.20.0 A",
    "TelegramBot (like TwitterBot)",
    "meta-externalagent/1.1",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
    "Mozilla/5.0 (compatible; SkypeUriPreview; +http://...)",
    "curl/8.5.0",
    "python-requests/2.32",
    "Go-http-client/2.0",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36",
    "",
]
PEOPLE = [
    AGENT,
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 12; TECNO KF6 Build/X; wv) AppleWebKit/537.36 Version/4.0 "
    "Chrome/139.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/480.0.0.0;]",
    "Mozilla/5.0 (Linux; Android 13; itel A60s) AppleWebKit/537.36 Chrome/118 Mobile Instagram 300",
    "Opera/9.80 (Android; Opera Mini/36.2/119; U; fr) Presto/2.12.423 Version/12.16",
    "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120 Mobile Safari",
    "Mozilla/5.0 (Android 11; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
]


@pytest.mark.parametrize("agent", MACHINES)
def test_machines_are_no_readers(app, rows, agent):
    page = startups.startup()
    look(app, page, **{"User-Agent": agent})
    assert in_the_weeks() == {}


@pytest.mark.parametrize("agent", PEOPLE)
def test_people_are(app, rows, agent):
    page = startups.startup()
    look(app, page, **{"User-Agent": agent})
    assert in_the_weeks() == {(page.id, "looked"): 1}


@pytest.mark.parametrize(
    "early",
    [{"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"},
     {"X-Moz": "prefetch"}, {"X-Purpose": "preview"}, {"method": "HEAD"}],
)  # fmt: skip
def test_a_page_fetched_before_it_is_wanted_was_not_looked_at(app, rows, early):
    page = startups.startup()
    look(app, page, **early)
    assert in_the_weeks() == {}


def test_members_and_the_team_do_not_count_themselves(client):
    page = startups.startup()
    keeper = startups.member(page)
    people.enter(client, keeper.account)
    assert press(client, page).status_code == 204
    assert in_the_weeks() == {}


def test_nor_does_the_team(client):
    page = startups.startup()
    assert sign_in(client, make_staff()).status_code == 303
    assert press(client, page).status_code == 204
    assert in_the_weeks() == {}


def test_someone_who_looks_for_work_is_a_reader_like_all(client):
    page = startups.startup()
    people.enter(client, people.account())
    assert press(client, page).status_code == 204
    assert in_the_weeks() == {(page.id, "called"): 1}


def test_pressing_costs_one_question_and_writes_nothing(client):
    page = startups.startup()
    press(client, page)
    with counted() as statements:
        press(client, page, "way")
    assert len(statements) == 1
    assert statements[0].startswith("SELECT")
