"""A wire that fails or slows rests, another takes over, and its pace is kept."""

from datetime import UTC, datetime, timedelta

import time_machine

from portal.notifications import queries, rules, wiring
from portal.notifications.models import WireHealth
from portal.notifications.operations import claiming
from portal.notifications.wires.base import Trouble, Unclear
from tests.factories.messages import (
    EMAIL,
    PHONE,
    FakeWire,
    claim,
    only,
    post,
    states,
)

SMS_AND_EMAIL = (("sms", PHONE), ("email", EMAIL))


def later(clock, **time):
    clock.shift(timedelta(**time))


def test_a_second_provider_takes_over_after_trouble(deliver, sms, clock):
    spare = FakeWire("sms-2")
    wiring.use("sms", sms, spare)
    sms.answers = [Trouble("no_connection")]
    post()
    deliver()
    later(clock, seconds=6)
    deliver()
    assert (len(sms.sent), len(spare.sent)) == (1, 1)
    assert only().provider == "sms-2"


def test_after_ten_failures_the_wire_rests_and_the_other_one_serves(deliver, sms, clock):
    spare = FakeWire("sms-2")
    wiring.use("sms", sms, spare)
    sms.answers = [Trouble("no_connection") for _ in range(200)]
    for _ in range(40):
        post()
    deliver()
    later(clock, seconds=6)
    deliver()
    assert len(sms.sent) < 60
    assert {state for _, state in states()} == {"accepted"}
    before = len(sms.sent)
    post()
    deliver()
    assert len(sms.sent) == before  # it rests


def test_one_message_on_a_quiet_night_survives_its_provider_s_bad_hours(deliver, sms, clock):
    sms.answers = [Trouble("no_connection") for _ in range(2000)]
    post(expires=timedelta(days=2))
    for _ in range(360):
        deliver()
        later(clock, minutes=1)
    assert only().state == "pending"
    sms.answers = []
    deliver()
    later(clock, minutes=2)
    deliver()
    assert only().state == "accepted"


def test_a_slow_provider_counts_as_failing(deliver, sms, clock, monkeypatch):
    monkeypatch.setattr(rules, "SLOW", 0.0)
    for _ in range(rules.BREAKER):
        post()
    deliver()
    assert health("sms-1").failures == rules.BREAKER
    assert {state for _, state in states()} == {"accepted"}


def health(name):
    queries.db.session.expire_all()
    return queries.db.session.get(WireHealth, name)


def test_a_provider_that_says_slower_is_left_alone_for_so_long(deliver, sms, clock):
    sms.answers = [Trouble("rate_limited", pause=30)]
    post()
    deliver()
    later(clock, seconds=25)
    deliver()
    assert len(sms.sent) == 1
    later(clock, seconds=10)
    deliver()
    assert only().state == "accepted"


def test_the_pace_that_a_provider_allows_is_kept(wires, sms):
    sms.rate = 5
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False) as still:
        for _ in range(20):
            post()
        taken = []
        for _ in range(3):
            taken.append(len(claim(20)))
            still.shift(timedelta(seconds=1))
    assert taken == [5, 5, 5]


def test_a_wire_that_does_not_dedupe_is_given_few_at_a_time(sms):
    for _ in range(40):
        post()
    assert len(claim(40)) == claiming.CAREFUL
    sms.dedupes = True
    assert len(claim(40)) == 40 - claiming.CAREFUL


def test_asking_a_provider_that_can_t_tell_does_not_make_it_look_ill(deliver, sms, clock):
    sms.answers = [Unclear() for _ in range(rules.BREAKER - 1)]
    sms.knows["dumb"] = "yes"
    for _ in range(rules.BREAKER - 1):
        post()
    deliver()
    later(clock, minutes=3)
    deliver()
    assert health("sms-1").failures < rules.BREAKER
