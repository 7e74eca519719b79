"""Whom the addresses of a kiosk refuse, and what they do not take."""

import base64
from datetime import timedelta

import pytest

from portal.core import codes
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import EventSession
from portal.kiosks.models import Kiosk, Scan
from portal.kiosks.operations import enrolling
from portal.kiosks.queries import listing as queries
from portal.kiosks.queries.rules_of import ms
from tests.factories.events import register
from tests.kiosks.devices import ENROL, SYNC, count, new_kiosk
from tests.kiosks.wire import scan

pytestmark = pytest.mark.usefixtures("rows")


STRANGERS = ["", "Bearer", "Bearer ", "Bearer x", "Bearer " + "A" * 43, "Basic eDp5", "Bearer é"]


@pytest.mark.parametrize("header", STRANGERS)
def test_who_is_no_kiosk_is_refused(nobody, kiosk, header):
    body = {"clock": ms(now()), "scans": []}
    answer = nobody.post(
        SYNC, json=body, headers={"Authorization": header.encode().decode("latin-1")}
    )
    assert (answer.status_code, answer.json) == (401, {"error": "stopped"})


def test_a_token_in_a_cookie_or_in_the_address_is_no_token(app, kiosk):
    client = app.test_client()
    for name in ("sid", "me", "door", "phone", "token", "Authorization"):
        client.set_cookie(name, kiosk[1])
    body = {"clock": ms(now()), "token": kiosk[1]}
    assert client.post(f"{SYNC}?token={kiosk[1]}", json=body).status_code == 401


def test_a_stopped_kiosk_is_refused_at_once_and_nothing_of_it_is_kept(ask, kiosk, session):
    made = register(session)
    assert ask().status_code == 200
    with transaction():
        enrolling.revoke(db.session.get_one(Kiosk, kiosk[0].id))
    answer = ask(scan(made))
    assert (answer.status_code, answer.json) == (401, {"error": "stopped"})
    assert count(Scan) == 0


def test_a_kiosk_that_is_stopped_while_it_asks_is_refused(ask, kiosk, session, monkeypatch):
    made = register(session)
    real = queries.differences

    def meanwhile(*of):
        found = real(*of)
        db.session.rollback()
        with transaction():
            enrolling.revoke(db.session.get_one(Kiosk, kiosk[0].id))
        return found

    monkeypatch.setattr("portal.kiosks.views.sync.differences", meanwhile)
    assert ask(scan(made)).status_code == 401
    assert count(Scan) == 0


def test_a_kiosk_ends_two_days_after_its_event(ask, session):
    def ended(before):
        with transaction():
            row = db.session.get_one(EventSession, session.id)
            row.starts_at = now() - before - timedelta(hours=1)
            row.ends_at = now() - before
        return ask().status_code

    assert ended(timedelta(hours=47, minutes=59)) == 200
    assert ended(timedelta(hours=48, seconds=1)) == 401


def test_another_site_may_not_ask(ask, nobody, kiosk, point):
    for site in ("cross-site", "same-site"):
        assert ask(headers={"Sec-Fetch-Site": site}).status_code == 403
        _, code = new_kiosk(point)
        answer = nobody.post(ENROL, json={"code": code}, headers={"Sec-Fetch-Site": site})
        assert (answer.status_code, answer.json) == (403, {"error": "form"})
    assert ask(headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_check_23_the_token_of_a_kiosk_opens_nothing_but_its_own_address(app, kiosk, point):
    """Every address x method, with the token as a bearer and in each of our cookies."""
    register(point.event.sessions[0])
    token = kiosk[1]
    plain, armed = app.test_client(use_cookies=False), app.test_client()
    for name in ("sid", "me", "door", "phone", "__Host-sid", "__Host-me"):
        armed.set_cookie(name, token)
    bearer = {"Authorization": f"Bearer {token}"}
    tried, opened = 0, set()
    for address, methods in addresses(app, point.event.slug):
        for method in sorted(methods):
            without = plain.open(address, method=method, json={"clock": ms(now())})
            given = armed.open(address, method=method, json={"clock": ms(now())}, headers=bearer)
            tried += 1
            if (given.status_code, given.location) != (without.status_code, without.location):
                opened.add((method, address, given.status_code))
            guarded = "/desk/" in address and "sign-in" not in address
            assert not guarded or given.status_code in {303, 308, 403, 404, 405}, address
    assert opened == {("POST", SYNC, 200)}
    assert tried > 500


def addresses(app, slug):
    """Every address of the application with something in its variables, and methods to try."""
    filled = {"lang": "fr", "slug": slug, "step": "trades", "tongue": "fr", "name": "x"}
    with app.test_request_context("/fr/"):
        adapter = app.url_map.bind("localhost")
        for rule in app.url_map.iter_rules():
            values = {name: filled.get(name, "1") for name in rule.arguments}
            numbers = {n for n, c in rule._converters.items() if type(c).__name__ == "Id"}
            values |= dict.fromkeys(numbers, 1)
            method = next(iter(rule.methods - {"HEAD", "OPTIONS"}))
            address = adapter.build(rule.endpoint, values, method=method)
            yield address, rule.methods - {"HEAD", "OPTIONS"} | {"GET", "POST"}


def test_guessing_codes_comes_to_an_end_even_for_the_right_one(nobody, point):
    _, code = new_kiosk(point)
    for _ in range(enrolling.GUESSES_HERE.most):
        assert nobody.post(ENROL, json={"code": codes.new()}).status_code == 404
    answer = nobody.post(ENROL, json={"code": code})
    assert (answer.status_code, answer.json) == (429, {"error": "wait"})
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    right = nobody.post(ENROL, json={"code": code}, environ_overrides=elsewhere)
    assert right.status_code == 200


# --- what can't be taken ---

BROKEN = [
    *(b"", b"x", b"[]", b"null", b'"a"', b"{", b"\xff\xfe", b"[" * 100_000, b'{"clock":'),
    b"{}",  # no clock
    *(b'{"clock":"1"}', b'{"clock":-1}', b'{"clock":1e30}', b'{"clock":true}', b'{"clock":NaN}'),
    b'{"clock":' + b"9" * 5000 + b"}",
    *(b'{"clock":1,"scans":{}}', b'{"clock":1,"scans":[1]}', b'{"clock":1,"scans":[{}]}'),
    *(b'{"clock":1,"scans":[{"n":1}]}', b'{"clock":1,"scans":[{"n":""}]}'),
    b'{"clock":1,"scans":[{"n":"a\\u0000b-abcdefgh"}]}',
    b'{"clock":1,"scans":[' + b",".join([b'{"n":"12345678"}'] * 101) + b"]}",
]


@pytest.mark.parametrize("body", BROKEN, ids=lambda body: body[:24].decode("latin-1"))
def test_what_no_kiosk_sends_is_refused_whole(nobody, kiosk, body):
    mine = {"Authorization": f"Bearer {kiosk[1]}"}
    answer = nobody.post(SYNC, data=body, headers=mine)
    assert (answer.status_code, answer.json) == (400, {"error": "form"})
    assert count(Scan) == 0


def test_one_bad_scan_beside_a_good_one_without_a_name_takes_neither(ask, session):
    made = register(session)
    assert ask(scan(made), {**scan(made), "n": None}).status_code == 400
    assert count(Scan) == 0


@pytest.mark.parametrize("body", [b"", b"x", b"[]", b"{}", b'{"code":1}', b'{"code":null}'])
def test_an_enrolment_without_a_code_is_refused(nobody, body):
    answer = nobody.post(ENROL, data=body)
    assert (answer.status_code, answer.json) == (400, {"error": "form"})


@pytest.mark.parametrize("odd", [None, "x", -1, 1.5, 2**40, True, [], {}])
def test_odd_words_beside_the_scans_mean_all_of_it_anew(ask, session, odd):
    made = register(session)
    ask()
    said = ask(scan(made), since=odd, config=odd, unsent=odd)
    assert said.status_code == 200
    assert len(said.json["entries"]) == 1
    assert said.json["config"]
    assert count(Scan) == 1


def test_a_batch_that_is_too_large_is_not_read(nobody, kiosk):
    mine = {"Authorization": f"Bearer {kiosk[1]}"}
    body = b'{"clock":1,"config":"' + b"x" * 256 * 1024 + b'"}'
    answer = nobody.post(SYNC, data=body, headers=mine)
    assert (answer.status_code, answer.json) == (413, {"error": "size"})
    assert nobody.post(ENROL, data=body).status_code == 413


def test_a_hundred_scans_with_sealed_records_fit(ask, session):
    box = base64.urlsafe_b64encode(b"\x01" * 600).decode().rstrip("=")
    batch = [scan(m="walk_in", k="A" * 14, b=box, q=i) for i in range(100)]
    assert len(ask(*batch).json["acks"]) == 100


def test_other_methods_are_not_served(nobody):
    for address in (SYNC, ENROL):
        for method in ("GET", "PUT", "DELETE", "PATCH"):
            assert nobody.open(address, method=method).status_code == 405
