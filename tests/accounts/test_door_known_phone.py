"""A phone that its owner called hers: number and PIN, no code."""

from datetime import timedelta

import time_machine

from portal.accounts.models import AccountDevice
from portal.core.clock import now
from portal.core.db import db
from tests.accounts.walking import (
    TYPED,
    ask,
    come_in,
    give_pin,
    last_code,
    letters,
    send,
    someone,
)
from tests.people import words


def test_a_phone_of_ones_own_needs_the_pin_alone(client):
    someone()
    come_in(client, mine="y")
    send(client, "/fr/me/", "/fr/me/sign-out")
    sent = len(letters())
    assert ask(client).location == "/fr/me/sign-in/pin"
    assert give_pin(client).location == "/fr/me/"
    assert len(letters()) == sent


def test_a_phone_is_shared_unless_its_owner_says_otherwise(client):
    someone()
    come_in(client)
    assert client.get_cookie("phone") is None
    assert db.session.query(AccountDevice).count() == 0


def test_on_a_known_phone_every_number_gets_the_same_page(client):
    someone()
    come_in(client, mine="y")
    send(client, "/fr/me/", "/fr/me/sign-out")
    mine = ask(client), client.get("/fr/me/sign-in/pin")
    other = ask(client, "06 55 55 55 55"), client.get("/fr/me/sign-in/pin")
    assert mine[0].location == other[0].location
    assert words(mine[1].text) == words(other[1].text).replace("06 55 55 55 55", TYPED)


def test_a_known_phone_is_known_for_its_owner_only(client):
    someone()
    someone(name="Binta", phone="+212655555555", pin="739164")
    come_in(client, mine="y")
    send(client, "/fr/me/", "/fr/me/sign-out")
    ask(client, "06 55 55 55 55")
    assert give_pin(client, "739164").status_code == 422
    answer = send(client, "/fr/me/sign-in/pin", "/fr/me/sign-in/code/again")
    assert answer.location == "/fr/me/sign-in/code?again=1"
    send(client, "/fr/me/sign-in/code", code=last_code())
    assert give_pin(client, "739164").location == "/fr/me/"


def test_after_ninety_days_a_phone_is_known_no_more(client):
    someone()
    come_in(client, mine="y")
    with time_machine.travel(now() + timedelta(days=91), tick=True):
        client.delete_cookie("me")
        assert ask(client).location == "/fr/me/sign-in/code"
