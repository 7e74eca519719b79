"""Check 30: a session ends when it must, and its cookie is of no use afterwards."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from portal.accounts.models import AccountSession
from portal.accounts.operations import changing, sessions, tidying
from portal.core.clock import now
from portal.core.db import committed, db
from tests.accounts.walking import (
    PIN,
    ask,
    browser,
    come_in,
    fresh,
    give_pin,
    is_in,
    pass_code,
    send,
    set_to,
    someone,
)
from tests.factories.people import enter
from tests.people import spoken, words


def cookies(answer) -> dict[str, str]:
    return {c.partition("=")[0]: c for c in answer.headers.getlist("Set-Cookie")}


@pytest.mark.parametrize(("later", "inside"), [(14, True), (16, False)])
def test_a_session_ends_after_fifteen_idle_minutes(client, later, inside):
    with time_machine.travel(now(), tick=True) as clock:
        enter(client, someone())
        clock.shift(timedelta(minutes=later))
        assert is_in(client) is inside


@pytest.mark.parametrize(("minutes", "inside"), [(719, True), (720, False)])
def test_a_session_ends_after_twelve_hours_of_use(client, minutes, inside):
    with time_machine.travel(now(), tick=True) as clock:
        enter(client, someone())
        gone = 0
        while gone < minutes - 14:
            clock.shift(timedelta(minutes=14))
            gone += 14
            client.get("/fr/me/")
        clock.shift(timedelta(minutes=minutes - gone))
        assert is_in(client) is inside


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    someone()
    answer = come_in(client, mine="y")
    for name in ("me", "phone"):
        assert "HttpOnly" in cookies(answer)[name]
        assert "SameSite=Lax" in cookies(answer)[name]
    assert "Max-Age" not in cookies(answer)["me"]
    assert "Max-Age=7776000" in cookies(answer)["phone"]


def test_under_https_no_other_host_can_set_the_cookie(client, app, monkeypatch):
    someone()
    real = replace(app.extensions["settings"], base_url="https://portal.example")
    monkeypatch.setitem(app.extensions, "settings", real)
    answer = ask(client)
    (cookie,) = [c for name, c in cookies(answer).items() if "door" in name]
    assert cookie.startswith("__Host-door=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_each_sign_in_makes_a_session_of_its_own(client):
    someone()
    come_in(client, mine="y")
    first = client.get_cookie("me").value
    client.delete_cookie("me")
    ask(client)
    give_pin(client)
    assert client.get_cookie("me").value != first


def test_a_cookie_that_was_planted_does_not_become_a_session(client):
    someone()
    client.set_cookie("me", "planted")
    come_in(client)
    assert client.get_cookie("me").value != "planted"


@pytest.mark.parametrize("deed", ["pin", "number taken back", "contested", "all ended", "erased"])
def test_a_replayed_cookie_opens_nothing_any_more(client, app, deed):
    mine = someone()
    enter(client, mine)
    stolen = client.get_cookie("me").value

    def change():
        account = db.session.get_one(type(mine), mine.id)
        if deed == "pin":
            changing.change_pin(account, "x")
        elif deed == "number taken back":
            changing.change_number(account, "+212655555555")
            change = db.session.query(changing.KeyChange).one()
            changing.take_back(change)
        elif deed == "contested":
            changing.contest(account)
        elif deed == "all ended":
            sessions.end_all(account.id)
        else:
            account.state = "erased"

    committed(change)
    thief = browser(app)
    thief.set_cookie("me", stolen)
    assert not is_in(thief)


def test_a_changed_pin_ends_the_other_connections_and_keeps_this_one(client, app):
    mine = someone()
    enter(client, mine)
    other = browser(app)
    enter(other, mine)
    old = client.get_cookie("me").value
    answer = send(client, "/fr/me/keys/pin", new_pin="739164", new_pin_again="739164")
    assert answer.location == "/fr/me/keys/?done=pin"
    assert is_in(client)
    assert not is_in(other)
    assert client.get_cookie("me").value != old
    other.set_cookie("me", old)
    assert not is_in(other)


def test_the_token_of_a_session_is_not_kept_readable(client):
    enter(client, someone())
    token = client.get_cookie("me").value
    assert token not in repr(
        db.session.connection().exec_driver_sql("SELECT * FROM account_session").all()
    )


@pytest.mark.parametrize("page", ["", "keys/", "keys/number", "keys/pin", "keys/connections"])
def test_what_is_personal_is_kept_by_no_cache(client, page):
    enter(client, someone())
    assert client.get(f"/fr/me/{page}").headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("page", ["", "keys/", "keys/connections"])
def test_no_name_and_no_number_stands_in_an_address_or_a_title(client, page):
    enter(client, someone())
    answer = client.get(f"/fr/me/{page}")
    title = answer.text.partition("<title>")[2].partition("</title>")[0]
    assert "Aminata" not in title
    assert "612345678" not in answer.text.replace(" ", "")


def test_one_connection_is_ended_and_then_all_the_others(client, app):
    mine = someone()
    enter(client, mine)
    others = [browser(app) for _ in range(3)]
    for other in others:
        enter(other, mine)
    newest = db.session.query(AccountSession).order_by(AccountSession.id.desc()).first()
    end = "/fr/me/keys/connections/end"
    send(client, "/fr/me/keys/connections", end, which=newest.id)
    assert [is_in(other) for other in others] == [True, True, False]
    send(client, "/fr/me/keys/connections", end)
    assert [is_in(other) for other in others] == [False, False, False]
    assert is_in(client)


def test_nobody_ends_the_connection_of_another(client, app):
    mine = someone()
    second, other = browser(app), browser(app)
    enter(client, mine)
    enter(second, mine)  # so that the page has something to end
    enter(other, someone(phone="+212655555550"))
    theirs = db.session.query(AccountSession).order_by(AccountSession.id.desc()).first()
    send(client, "/fr/me/keys/connections", "/fr/me/keys/connections/end", which=theirs.id)
    assert is_in(other)


def test_a_phone_that_is_hers_no_more_needs_a_code_again(app, client):
    someone()
    come_in(client, mine="y")
    page = client.get("/fr/me/keys/connections")
    assert spoken(app, "This phone") in words(page.text)
    device = db.session.query(changing.AccountDevice).one()
    forget = "/fr/me/keys/connections/forget"
    send(client, "/fr/me/keys/connections", forget, which=device.id)
    assert not is_in(client)
    assert ask(client).location == "/fr/me/sign-in/code"


def test_the_form_of_another_session_is_refused(client, app):
    mine = someone()
    enter(client, mine)
    stranger = browser(app)
    enter(stranger, someone(phone="+212655555555"))
    page = stranger.get("/fr/me/keys/pin").text
    token = page.partition('name="form_token" value="')[2].partition('"')[0]
    form = {"form_token": token, "new_pin": "739164", "new_pin_again": "739164"}
    assert client.post("/fr/me/keys/pin", data=form).status_code == 403
    assert fresh(mine).pin_hash == mine.pin_hash


def test_old_sessions_are_tidied_away(client):
    enter(client, someone())
    with time_machine.travel(now() + timedelta(minutes=16)):
        committed(tidying.forget_door)
    assert db.session.query(AccountSession).count() == 0


def test_someone_who_may_not_come_in_any_more_is_out_at_once(client):
    mine = someone()
    enter(client, mine)
    set_to(mine, state="contested")
    assert not is_in(client)


def test_the_right_pin_after_a_passed_code_is_wanted_once_more_in_a_minute(client):
    """The same form may arrive twice on a bad line; later the visit is over."""
    someone()
    with time_machine.travel(now(), tick=True) as clock:
        pass_code(client)
        cookie = client.get_cookie("door").value
        give_pin(client, PIN)
        client.delete_cookie("me")
        client.set_cookie("door", cookie)
        assert client.get("/fr/me/sign-in/pin").status_code == 200
        clock.shift(timedelta(seconds=70))
        assert client.get("/fr/me/sign-in/pin").status_code == 303
