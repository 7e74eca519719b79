"""Check 27: who guesses PINs gets nowhere, and never in the owner's way."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts import queries, rules
from portal.accounts.operations import entering, tallies, visits
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.core.errors import Refused
from tests.accounts.walking import (
    PHONE,
    PIN,
    ask,
    browser,
    come_in,
    give_pin,
    pass_code,
    send,
    someone,
)
from tests.people import words
from tests.together import together

ALLOWED_PINS = 930_000  # six digits without the weak ones


def test_few_pins_are_refused_as_weak_and_the_common_ones_are():
    """One in twenty-three, evenly spread, stands for all of them."""
    some = [f"{n:06d}" for n in range(0, 10**6, 23)]
    weak = sum(map(rules.is_weak_pin, some)) / len(some)
    assert weak <= 0.07


COMMON = (
    "000000 123456 654321 111222 121212 123123 112233 123321 010190 311299 900101 199001 011990"
    " 246802 135791 909090 147258 159753 987654 789456 696969"
)


@pytest.mark.parametrize("pin", COMMON.split())
def test_a_pin_that_others_would_try_first_is_refused(pin):
    assert rules.is_weak_pin(pin)


@pytest.mark.parametrize("pin", ["482915", "739164", "508237", "914063", "630852"])
def test_other_pins_are_taken(pin):
    assert not rules.is_weak_pin(pin, PHONE)


def test_six_digits_of_the_phone_are_refused():
    assert rules.is_weak_pin("612345", PHONE)
    assert not rules.is_weak_pin("482915", "+212600000000")


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(0, 0), (4, 0), (5, 1), (6, 5), (7, 30), (14, 30), (15, None), (40, None)],
)
def test_the_pauses_grow(failures, minutes):
    at = now()
    pause = rules.pin_pause([at] * failures, rules.AFTER_CODE, at)
    assert pause == (None if minutes is None else timedelta(minutes=minutes))


def test_a_pause_runs_from_the_last_wrong_pin():
    at = now()
    failures = [at - timedelta(seconds=50)] * 5
    assert rules.pin_pause(failures, rules.AFTER_CODE, at) == timedelta(seconds=10)
    assert rules.pin_pause(failures, rules.AFTER_CODE, at + timedelta(seconds=10)) == timedelta(0)


def _standing(phone=PHONE, number=None, token="", passed=True):
    with transaction():
        visit, cookie, _ = visits.begin(f"{passed}", phone=phone, number=number)
        visit.passed_at = now() if passed else None
    return entering.standing(queries.visit(cookie), token)


def _tries_in_a_day(place, *, every: timedelta) -> int:
    """How many PINs an attacker who never rests may try in 24 hours of virtual time."""
    made = 0
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(int(timedelta(days=1) / every)):
            clock.shift(every)
            try:
                committed(lambda: entering.try_pin(place))
                made += 1
            except Refused:
                pass
    return made


def test_whoever_holds_the_number_for_a_day_guesses_with_one_chance_in_ten_thousand(rows):
    """500 networks change nothing: what is counted is the number."""
    someone()
    made = _tries_in_a_day(_standing(), every=timedelta(minutes=2))
    assert made == rules.AFTER_CODE.day
    assert made / ALLOWED_PINS <= 1e-4


def test_whoever_found_the_paper_guesses_with_one_chance_in_ten_thousand(rows):
    mine = someone()
    made = _tries_in_a_day(_standing(None, mine.number), every=timedelta(minutes=2))
    assert made == rules.ON_PAPER.day
    assert made / ALLOWED_PINS <= 1e-4


def test_whoever_has_neither_must_guess_the_code_first():
    """5 tries for each of 6 codes a day, then the PINs of a day."""
    code = rules.CODE_TRIES * rules.NUMBER_DAY.most / 10**6
    assert code <= 1e-4
    assert code * rules.AFTER_CODE.day / ALLOWED_PINS <= 1e-9


def test_an_unknown_number_waits_exactly_as_a_known_one(rows):
    someone()
    known = _tries_in_a_day(_standing(), every=timedelta(minutes=2))
    unknown = _tries_in_a_day(_standing("+212655555555"), every=timedelta(minutes=2))
    assert known == unknown


def test_tries_at_the_same_instant_are_all_counted(app, rows):
    someone()
    place, heard = _standing(), []
    db.session.rollback()

    def try_it():
        try:
            committed(lambda: tallies.begin_pin(place.who, place.patience))
            heard.append(1)
        except Refused:
            pass

    together(app, *[try_it] * 30)
    assert len(heard) == rules.AFTER_CODE.free


def test_strangers_never_block_the_phone_of_the_owner(client, app):
    mine = someone()
    come_in(client, mine="y")
    send(client, "/fr/me/", "/fr/me/sign-out")
    stranger = browser(app)
    for _ in range(8):
        ask(stranger, mine.number)
        answer = send(stranger, "/fr/me/sign-in/pin", pin="739164")
    assert answer.status_code == 422
    pass_code(stranger)
    for _ in range(8):
        answer = give_pin(stranger, "739164")
    assert "Wait a few minutes" in words(answer.text) or answer.status_code == 422
    assert give_pin(stranger, PIN).status_code == 422
    ask(client)
    assert give_pin(client).location == "/fr/me/"


def test_after_five_wrong_pins_the_right_one_waits_a_minute(client):
    someone()
    with time_machine.travel(now(), tick=True) as clock:
        pass_code(client)
        for _ in range(5):
            give_pin(client, "739164")
        assert give_pin(client).status_code == 422
        clock.shift(timedelta(seconds=61))
        assert give_pin(client).location == "/fr/me/"


def test_a_right_pin_is_not_counted_and_forgives_no_wrong_ones(client):
    """Else a member could guess at the others between two of her own sign-ins."""
    someone()
    with time_machine.travel(now(), tick=True):
        pass_code(client)
        for _ in range(4):
            give_pin(client, "739164")
        assert give_pin(client).location == "/fr/me/"
        client.delete_cookie("me")
        pass_code(client)
        give_pin(client, "739164")
        assert give_pin(client).status_code == 422


def test_the_first_time_form_guesses_no_better(client):
    someone()
    pass_code(client)
    for n in range(5):
        give_pin(client, f"73916{n}")
    form = {"name": "X", "language": "fr", "new_pin": PIN, "new_pin_again": PIN, "keep": "y"}
    answer = send(client, "/fr/me/sign-in/pin", "/fr/me/sign-in/first", **form)
    assert answer.status_code == 422


def test_a_known_phone_that_guessed_all_day_needs_a_code(rows, client, app):
    someone()
    come_in(client, mine="y")
    token = client.get_cookie("phone").value
    here = _standing(token=token, passed=False)
    assert _tries_in_a_day(here, every=timedelta(minutes=2)) == rules.KNOWN_DEVICE.day
    with_code = _standing(token=token, passed=True)
    assert with_code.otherwise is not None


def test_as_many_hashes_are_made_for_nobody_as_for_five(client, monkeypatch):
    from portal.accounts.operations import pins

    made = []
    monkeypatch.setattr(pins, "_matches", lambda kept, pin: made.append(kept) or False)
    pins.owner([], PIN)
    pins.owner([someone()], PIN)
    assert len(made) == 2 * rules.MOST_ON_A_NUMBER
