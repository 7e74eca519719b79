"""Codes can't be guessed, reused or used elsewhere; nobody sends them in masses (checks 26, 29)."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine

from portal.accounts import queries, rules
from portal.accounts.models import DoorVisit, Tally
from portal.accounts.operations import codes, tallies, tidying, visits
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.notifications.models import Message
from portal.notifications.operations import forgetting
from portal.privacy.operations import keeping
from tests.accounts.walking import PHONE, TYPED, ask, browser, last_code, letters, pass_code, send
from tests.factories.people import account
from tests.faults.conftest import FULL
from tests.people import token_in
from tests.together import together

HERE = "41.250.1.0/24"


def visit(phone=PHONE, **other) -> DoorVisit:
    """Someone who typed this number; as the views get it, apart from the session."""
    seed = other.pop("seed", None) or str(db.session.query(DoorVisit).count())
    with transaction():
        _, token, _ = visits.begin(seed, phone=phone, **other)
    return queries.visit(token) or pytest.fail("no visit")


def sent(a_visit, *, network=HERE, **other) -> bool:
    return committed(lambda: codes.send(a_visit, network=network, language="fr", **other))


def used(a_visit, code) -> bool:
    return committed(lambda: codes.use(a_visit, code))


def test_every_code_is_as_likely_as_any_other():
    """Chi-square over 100,000 codes, in each of the six places; 27.88 is p = 0.001 for 9 degrees,
    30.67 the same for six tests at once."""
    many = [rules.new_code() for _ in range(100_000)]
    assert {len(code) for code in many} == {6}
    assert set("".join(many)) == set("0123456789")
    for place in range(6):
        count = Counter(code[place] for code in many)
        chi = sum((count[digit] - 10_000) ** 2 / 10_000 for digit in "0123456789")
        assert chi < 35  # p < 0.0001: once in 1,600 runs of this test


def test_a_code_is_not_kept_readable(rows):
    a_visit = visit()
    sent(a_visit)
    code = last_code()
    kept = db.session.get(DoorVisit, a_visit.id)
    assert kept.code_hash is not None
    assert code.encode() not in kept.code_hash
    raw = db.session.connection().exec_driver_sql("SELECT * FROM door_visit").all()
    assert code not in repr(raw)
    assert PHONE not in repr(raw)


def test_a_code_lives_ten_minutes(rows):
    with time_machine.travel(now(), tick=False) as clock:
        a_visit = visit()
        sent(a_visit)
        clock.shift(timedelta(minutes=10))
        assert not used(a_visit, last_code())
        other = visit()
        sent(other)
        clock.shift(timedelta(minutes=9, seconds=59))
        assert used(other, last_code())


def test_of_fifty_at_the_same_instant_one_wins(app, rows):
    a_visit = visit()
    sent(a_visit)
    code, won = last_code(), []
    db.session.rollback()

    def try_it():
        if committed(lambda: codes.use(a_visit, code)):
            won.append(1)

    together(app, *[try_it] * 50)
    assert won == [1]


def test_of_fifty_guesses_at_the_same_instant_five_are_heard(app, rows):
    a_visit = visit()
    sent(a_visit)
    code = last_code()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    db.session.rollback()
    together(app, *[lambda: committed(lambda: codes.use(a_visit, wrong))] * 50)
    assert db.session.get(DoorVisit, a_visit.id).tries == rules.CODE_TRIES
    assert not used(a_visit, code)


def test_a_code_is_of_no_use_in_another_visit(rows):
    mine, other = visit(), visit()
    assert mine.id != other.id
    sent(mine)
    code = last_code()
    sent(other)
    assert not used(other, code)
    assert used(mine, code)


def test_a_code_works_once(rows):
    a_visit = visit()
    sent(a_visit)
    code = last_code()
    assert used(a_visit, code)
    assert not used(a_visit, code)


def test_a_new_code_ends_the_old_one(client):
    ask(client)
    old = last_code()
    send(client, "/fr/me/sign-in/code", "/fr/me/sign-in/code/again")
    new = last_code()
    if new != old:
        assert send(client, "/fr/me/sign-in/code", code=old).status_code == 422
    assert send(client, "/fr/me/sign-in/code", code=new).status_code == 303


def test_a_code_that_has_not_left_is_not_sent_once_there_is_a_new_one(client):
    ask(client)
    send(client, "/fr/me/sign-in/code", "/fr/me/sign-in/code/again")
    assert [letter.state for letter in letters()] == ["cancelled", "pending"]


def test_a_code_opens_nothing_in_another_browser(client, app):
    ask(client)
    other = browser(app)
    page = other.get("/fr/me/sign-in")
    form = {"form_token": token_in(page.text), "code": last_code()}
    answer = other.post("/fr/me/sign-in/code", data=form)
    assert answer.location == "/fr/me/sign-in"


def test_a_code_may_be_typed_in_arabic_digits_and_with_a_space(client):
    ask(client)
    code = last_code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = send(client, "/fr/me/sign-in/code", code=f"{code[:3]} {code[3:]}")
    assert answer.location == "/fr/me/sign-in/pin"


def test_a_number_gets_three_codes_in_a_quarter_of_an_hour_and_six_a_day(rows):
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(20):
            sent(visit())
        assert len(letters()) == 3
        for _ in range(80):
            clock.shift(timedelta(minutes=16))
            sent(visit())
        assert len(letters()) == 6
        clock.shift(timedelta(days=1))
        assert sent(visit())


def test_a_number_that_got_too_many_codes_sees_the_same_page(client):
    ask(client)
    first = client.get("/fr/me/sign-in/code").text
    for _ in range(5):
        answer = ask(client)
    assert answer.location == "/fr/me/sign-in/code"
    page = client.get("/fr/me/sign-in/code").text
    assert page.replace(token_in(page), "") != ""
    assert len(page) == len(first)
    assert len(letters()) == 3


def test_a_network_that_asks_much_waits_longer_and_is_never_refused(rows):
    with time_machine.travel(now(), tick=False):
        for n in range(60):
            sent(visit(f"+2126{n:02d}000000"))
    waits = [letter.next_at - letter.created_at for letter in letters()]
    assert len(waits) == 60
    assert waits[rules.NETWORK.most - 1] == timedelta(0)
    assert max(waits) <= rules.NETWORK_LONGEST
    assert sum(bool(wait) for wait in waits) == 60 - rules.NETWORK.most


def test_pumping_one_range_gets_sixty_codes_a_day_at_most(rows):
    """10,000 requests in 24 hours from 1,000 networks for 2,000 numbers of one range; by day a
    fifth of them, since once a range is full each further one is refused alike."""
    hundreds = 100 if FULL else 20
    with time_machine.travel(now(), tick=False) as clock:
        for hundred in range(hundreds):
            clock.shift(timedelta(days=1) * 0.99 / hundreds)
            with transaction():
                for n in range(hundred * 100, hundred * 100 + 100):
                    phone = f"+21261234{n * 7 % 2000:04d}"
                    one = DoorVisit(id=n, phone=phone, phone_index=phone.encode())
                    codes.send(one, network=f"41.{n // 250 % 4}.{n % 250}.0/24", language="fr")
    assert 20 <= len(letters()) <= rules.RANGE_DAY.most


@pytest.mark.parametrize(("share", "most"), [(0.0, 20), (0.5, 60)])
def test_a_range_whose_codes_are_used_may_have_more(rows, share, most):
    with time_machine.travel(now(), tick=False):
        for n in range(100):
            one = visit(f"+21261234{n:04d}")
            if sent(one) and n % 10 < share * 10:
                used(one, last_code())
    assert len(letters()) == most


def test_the_alarm_rings_at_half_the_budget_and_all_of_it_stops_strangers(rows, monkeypatch):
    monkeypatch.setattr(rules, "BUDGET_HOUR", rules.Limit(10, rules.HOUR))
    for n in range(15):
        sent(visit(f"+2126{n:02d}000000"), network=f"41.250.{n}.0/24")
    assert len(letters()) == 10
    deeds = [d.what for d in db.session.query(Deed) if d.what.startswith("accounts.codes")]
    assert deeds == ["accounts.codes.half", "accounts.codes.spent"]
    assert sent(visit("+212699000000"), spared=True)


def test_only_moroccan_mobiles_get_a_code_until_someone_is_enrolled(client):
    answer = ask(client, "+221 77 123 45 67")
    assert answer.location == "/fr/me/sign-in/code"
    assert letters() == []
    account(phone="+221771234567")
    ask(client, "+221 77 123 45 67")
    assert len(letters()) == 1


def test_a_used_code_is_counted_for_its_range_only_by_a_digest(client):
    pass_code(client)
    kept = db.session.query(Tally).all()
    assert {row.what for row in kept} >= {codes.USED, codes.NUMBER, codes.RANGE}
    assert not [row for row in kept if PHONE[4:-4] in row.who]


def test_the_words_of_a_code_are_erased_after_an_hour(client):
    ask(client, TYPED)
    with transaction():
        db.session.query(Message).update({"state": "delivered"})
    committed(forgetting.forget_codes)
    assert letters()[-1].facts
    with time_machine.travel(now() + timedelta(minutes=61)):
        committed(forgetting.forget_codes)
    (letter,) = letters()
    assert (letter.facts, letter.address, letter.words_kept) == ({}, "", False)


def test_what_served_at_the_door_is_gone_after_a_day(client):
    pass_code(client)
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        committed(tidying.forget_door)
        while committed(keeping.step):
            pass
    assert db.session.query(Tally).count() == 0
    assert db.session.query(DoorVisit).count() == 0


def test_what_is_counted_is_counted_under_a_keyed_digest():
    assert tallies.digest("pin", PHONE) != tallies.digest("other", PHONE)
    assert PHONE not in tallies.digest("pin", PHONE)
