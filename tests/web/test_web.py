"""Headers, caches, static files, errors, logs, monitoring."""

import gzip
import json
import logging
from datetime import timedelta

import brotli
import pytest
import time_machine
from sqlalchemy.exc import OperationalError

from portal.core import tasks
from portal.core.clock import now
from portal.core.db import transaction
from portal.events import queries
from portal.monitoring import SWEEPER
from portal.web import form_token
from portal.web.logs import JsonLines
from tests.factories.events import SessionFactory, register
from tests.people import send_registration

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("address", ["/", "/fr/", "/fr/none", "/fr/desk/", "/healthz"])
def test_every_answer_has_the_headers(client, address):
    answer = client.get(address)
    assert {name: answer.headers[name] for name in SAFE} == SAFE
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_refused_post_has_the_headers_too(client):
    answer = client.post("/fr/desk/sign-in")
    assert answer.status_code == 403
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_personal_pages_are_never_stored(client):
    made = register(SessionFactory())
    for address in (f"/fr/badges/{made.token}/", "/fr/desk/sign-in", "/fr/badges/none/"):
        assert client.get(address).headers["Cache-Control"] == "no-store, private"


def test_public_pages_may_be_kept_and_hold_nothing_personal(client):
    answer = client.get("/fr/events/")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["ETag"]


def test_two_visitors_of_one_page_get_two_tokens(client):
    session = SessionFactory()
    address = f"/fr/events/{session.event.slug}/"
    pages = [client.get(address) for _ in range(2)]
    tokens = {page.text.split('name="form_token" value="')[1][:28] for page in pages}
    assert len(tokens) == 2
    assert pages[0].headers["Cache-Control"] == "private, no-cache"


def test_a_browser_that_saves_data_gets_no_script(client):
    session = SessionFactory()
    address = f"/fr/events/{session.event.slug}/"
    assert "<script" in client.get(address).text
    assert "<script" not in client.get(address, headers={"Save-Data": "on"}).text


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_static_files_are_sent_compressed_and_kept_for_ever(client, app, encoding, unpack):
    with app.test_request_context():
        address = app.jinja_env.globals["static_url"]("css/site.css")
    answer = client.get(address, headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert "immutable" in answer.headers["Cache-Control"]
    assert {name: answer.headers[name] for name in SAFE} == SAFE
    assert "--green" in unpack(answer.data).decode()
    answer.close()


@pytest.mark.parametrize("address", ["/fr/", "/fr/none"])
def test_pages_are_compressed_on_the_fly_whatever_their_status(client, app, address):
    plain, browser = client.get(address), app.test_client()  # the other client reads what it gets
    for accepts, encoding, unpack in (
        ("gzip, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("br;q=0", None, bytes),
    ):
        answer = browser.get(address, headers={"Accept-Encoding": accepts})
        assert answer.headers.get("Content-Encoding") == encoding
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert b"<h1>" in unpack(answer.data)
    assert "Content-Encoding" not in plain.headers


def test_a_body_that_is_too_big_is_refused_with_a_page(client):
    answer = client.post("/fr/desk/sign-in", data={"email": "x" * 7_000_000})
    assert answer.status_code == 413
    assert "<h1>" in answer.text


@pytest.fixture
def like_on_a_server(app, monkeypatch):
    monkeypatch.setitem(app.config, "TESTING", False)


def test_a_mistake_of_ours_gives_a_page_with_a_reference_that_the_log_has_too(
    client, like_on_a_server, monkeypatch, caplog
):
    def broken(_):
        raise ValueError("Aminata 0661234567")

    monkeypatch.setattr(queries, "public_events", broken)
    answer = client.get("/ar/events/")
    assert answer.status_code == 500
    record = next(r for r in caplog.records if r.getMessage() == "surprise")
    assert record.reference in answer.text
    assert "Aminata" not in JsonLines().format(record)


def test_a_database_that_is_away_gives_a_page_that_says_to_try_again(
    client, like_on_a_server, monkeypatch
):
    def away(_):
        raise OperationalError("SELECT", {}, Exception("database is locked"))

    monkeypatch.setattr(queries, "public_events", away)
    answer = client.get("/fr/events/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_logs_name_the_endpoint_and_nothing_about_the_person(client, caplog):
    caplog.set_level(logging.INFO)
    session = SessionFactory()
    sent = send_registration(client, session.event, session, name="Aminata", phone="0661234567")
    client.get(sent.location + "none")
    lines = [JsonLines().format(record) for record in caplog.records]
    assert any(json.loads(line).get("endpoint") == "events.register" for line in lines)
    kept = " ".join(lines)
    assert [word for word in ("Aminata", "661234567", sent.location) if word in kept] == []


def test_readiness_tells_of_the_sweeper_and_of_waiting_messages(client):
    assert client.get("/readyz").status_code == 503
    with transaction():
        tasks.succeeded(SWEEPER)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json) >= {
        *("database", "schema", "sweeper", "oldest_message_due", "redis", "disk")
    }
    register(SessionFactory())
    with time_machine.travel(now() + timedelta(minutes=3)):
        with transaction():
            tasks.succeeded(SWEEPER)
        late = client.get("/readyz")
    assert late.status_code == 503
    assert late.json["oldest_message_due"] == "180 s"


def test_a_form_token_belongs_to_its_purpose_and_its_session(app):
    with app.test_request_context():
        token = form_token.new("events")
        assert form_token.is_ours(token, "events")
        assert not form_token.is_ours(token, "badges")
        for place in range(0, len(token), 5):
            other = "A" if token[place] != "A" else "B"
            assert not form_token.is_ours(token[:place] + other + token[place + 1 :], "events")


@pytest.mark.parametrize(
    "text", ["", "é" * 28, "x" * 28, "=" * 28, "A" * 27, "A" * 29, "A" * 10000]
)
def test_nonsense_is_no_token(app, text):
    with app.test_request_context():
        assert not form_token.is_ours(text, "events")


@pytest.mark.parametrize(
    "path",
    [
        "/fr/%00",
        "/fr/events/%ff%fe/",
        "/fr/badges/" + "x" * 5000 + "/",
        "//fr",
        "/fr/events/a%0ab/",
    ],
)
def test_strange_addresses_are_not_found_and_break_nothing(client, path):
    assert client.get(path).status_code in {308, 404}
