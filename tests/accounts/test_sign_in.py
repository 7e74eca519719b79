"""Staff come in with three things, and strangers learn nothing."""

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import time_machine

from portal.accounts.models import StaffSession, Tally
from portal.accounts.operations import staff_keys
from portal.core.clock import now
from portal.core.db import db, transaction
from tests.people import PASSWORD, make_staff, sign_in, token_in, words


@pytest.fixture
def staff(client):
    return make_staff()


def try_to_enter(client, **form):
    page = client.get("/fr/desk/sign-in")
    return client.post("/fr/desk/sign-in", data={"form_token": token_in(page.text), **form})


def test_e_mail_password_and_code_open_the_desk(client, staff):
    assert sign_in(client, staff).location == "/fr/desk/"
    assert client.get("/fr/desk/").status_code == 200


@pytest.mark.parametrize(
    ("role", "first"),
    [("counsellor", "/fr/desk/people/"), ("fair_staff", "/fr/desk/"), ("coordinator", "/fr/desk/")],
)
def test_each_begins_where_the_work_is(client, role, first):
    someone = make_staff(email="someone@example.org", role=role)
    assert sign_in(client, someone).location == first
    assert client.get("/fr/desk/sign-in").location == first
    assert client.get(first).status_code == 200


def test_without_signing_in_the_desk_leads_to_the_door(client):
    assert client.get("/ar/desk/").location == "/ar/desk/sign-in"


def test_an_htmx_request_without_session_is_sent_to_the_door_whole(client):
    answer = client.get("/fr/desk/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/fr/desk/sign-in"


@pytest.mark.parametrize("wrong", [{"password": "not this one"}, {"otp": "000000"}, {"otp": "١٢"}])
def test_each_of_the_three_is_needed(client, staff, wrong):
    form = {"email": staff.email, "password": PASSWORD, "otp": pyotp.TOTP(staff.totp_secret).now()}
    assert try_to_enter(client, **(form | wrong)).status_code == 422
    assert client.get("/fr/desk/").status_code == 303


def test_an_unknown_e_mail_is_answered_like_a_wrong_password(client, staff):
    form = {"password": "x" * 20, "otp": "123456"}
    known = try_to_enter(client, email=staff.email, **form)
    unknown = try_to_enter(client, email="nobody@example.org", **form)
    assert known.status_code == unknown.status_code
    assert words(known.text).replace(staff.email, "") == words(unknown.text).replace(
        "nobody@example.org", ""
    )


def test_a_code_works_once(client, staff):
    code = pyotp.TOTP(staff.totp_secret).now()
    form = {"email": staff.email, "password": PASSWORD, "otp": code}
    assert try_to_enter(client, **form).status_code == 303
    client.delete_cookie("sid")
    assert try_to_enter(client, **form).status_code == 422


def test_after_five_failures_this_network_waits_but_another_does_not(client, staff):
    for _ in range(5):
        try_to_enter(client, email=staff.email, password="wrong", otp="000000")
    assert sign_in(client, staff).status_code == 422
    page = client.get("/fr/desk/sign-in")
    form = {
        "form_token": token_in(page.text),
        "email": staff.email,
        "password": PASSWORD,
        "otp": pyotp.TOTP(staff.totp_secret).now(),
    }
    other = {"REMOTE_ADDR": "41.250.1.2"}
    answer = client.post("/fr/desk/sign-in", data=form, environ_overrides=other)
    assert answer.status_code == 303


def test_failures_are_forgotten_after_a_quarter_of_an_hour(client, staff):
    for _ in range(5):
        try_to_enter(client, email=staff.email, password="wrong", otp="000000")
    with time_machine.travel(now() + timedelta(minutes=16), tick=True):
        assert sign_in(client, staff).status_code == 303


def test_no_password_and_no_e_mail_is_kept_of_a_failure(client, staff):
    try_to_enter(client, email=staff.email, password="secret-guess", otp="000000")
    kept = [row.who for row in db.session.query(Tally)]
    assert len(kept) == 2
    assert not [who for who in kept if "@" in who or "guess" in who]


@pytest.mark.parametrize(("later", "status"), [(29, 200), (31, 303)], ids=["in use", "left alone"])
def test_a_session_ends_when_it_is_left_alone(client, staff, later, status):
    with time_machine.travel(now(), tick=True) as clock:
        sign_in(client, staff)
        clock.shift(timedelta(minutes=later))
        assert client.get("/fr/desk/").status_code == status


def test_a_session_ends_after_twelve_hours_whatever_happens(client, staff):
    with time_machine.travel(now(), tick=True) as clock:
        sign_in(client, staff)
        for _ in range(26):
            clock.shift(timedelta(minutes=28))
            last = client.get("/fr/desk/").status_code
        assert last == 303


def test_signing_out_ends_the_session_for_good(client, staff):
    sign_in(client, staff)
    cookie = client.get_cookie("sid").value
    page = client.get("/fr/desk/")
    client.post("/fr/desk/sign-out", data={"form_token": token_in(page.text)})
    client.set_cookie("sid", cookie)
    assert client.get("/fr/desk/").status_code == 303


def test_leaving_ends_the_session_and_clears_the_phone(client, staff):
    sign_in(client, staff)
    answer = client.post("/fr/leave")
    assert answer.status_code == 303
    assert "127.0.0.1" not in answer.location
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert db.session.query(StaffSession).count() == 0


def test_who_leaves_the_team_is_out_at_once(client, staff):
    sign_in(client, staff)
    with transaction():
        staff_keys.remove_staff(db.session.merge(staff))
    assert client.get("/fr/desk/").status_code == 303
    assert sign_in(client, staff).status_code == 422


def test_the_form_of_another_session_is_refused(client, staff, app):
    stranger = app.test_client()
    foreign = token_in(stranger.get("/fr/desk/sign-in").text)
    sign_in(client, staff)
    assert client.post("/fr/desk/sign-out", data={"form_token": foreign}).status_code == 403
    assert client.get("/fr/desk/").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, staff):
    answer = sign_in(client, staff)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("sid="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_demonstration_codes_are_never_shown_in_production(client, app, monkeypatch):
    make_staff(email="demo@example.org")
    with transaction():
        db.session.query(staff_keys.Staff).update({"demo": True})
    assert "demo@example.org" in client.get("/fr/desk/sign-in").text
    real = replace(app.extensions["settings"], env="production")
    monkeypatch.setitem(app.extensions, "settings", real)
    assert "demo@example.org" not in client.get("/fr/desk/sign-in").text
