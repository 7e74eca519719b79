"""Checks 5, 7 and 8: poisoned messages, a provider that is dead for hours, one that comes back.

Hours pass on a clock of the test's own; the provider is in memory, the outbox is the real one.
"""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events import messages
from portal.events.operations import registration
from portal.notifications import rules, wiring
from portal.notifications.models import Message
from portal.notifications.operations import posting
from portal.notifications.wires.base import Rejected, Trouble
from tests.databases import look_again
from tests.factories.crowds import fair
from tests.factories.events import SessionFactory, register
from tests.factories.messages import FakeWire, post, post_code, rows
from tests.faults.conftest import size
from tests.faults.sending import post_to_everyone

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture
def sms(app, rows, monkeypatch):
    """One provider in memory that answers what the test says."""
    monkeypatch.setattr("jobs.app", lambda: app)
    before = dict(wiring.wires())
    wire = FakeWire(dedupes=True)
    wiring.use("sms", wire)
    yield wire
    wiring.wires().update(before)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=True) as clock:
        yield clock


@pytest.fixture
def deliver():
    from jobs.messages import deliver

    return deliver


class Broken(FakeWire):
    """Answers every letter in the same way, until it is mended."""

    def __init__(self, answer):
        super().__init__(dedupes=True)
        self.answer = answer
        self.times = []

    def send(self, letter):
        self.times.append(now())
        if self.answer:
            raise self.answer
        return super().send(letter)


def test_fifty_poisoned_messages_of_a_thousand_hold_nobody_up(sms, deliver, clock):
    good, poisoned = size(950, 190), size(50, 10)
    post_to_everyone(fair(good))
    for number in range(poisoned):
        facts = {"starts_at": "no date"} if number % 2 else {}
        routes = (("sms", f"+2125{number:08d}"),)
        post(cause=f"registration:{number % good + 1}", facts=facts, routes=routes)

    class Picky(FakeWire):
        def send(self, letter):
            if letter.address.startswith("+2125"):
                raise Rejected("number_unknown")
            return super().send(letter)

    wiring.use("sms", wire := Picky(dedupes=True))
    begun = now()
    deliver()
    states = [(r.state, r.error_code) for r in rows()]
    assert states.count(("accepted", "")) == good
    assert states.count(("dead", "unwritable")) == poisoned // 2
    assert states.count(("failed", "number_unknown")) == poisoned // 2
    assert now() - begun < timedelta(minutes=2)
    wiring.use("sms", sms)
    for row in rows(state="failed"):
        with transaction():
            posting.replay(db.session.get_one(Message, row.id))
    deliver()
    deliver()
    assert set((sms.counts + wire.counts).values()) == {1}
    assert len(sms.sent) == poisoned // 2


def test_a_provider_that_is_dead_for_two_hours_makes_nothing_leave_too_late(deliver, sms, clock):
    broken = Broken(Trouble("no_connection"))
    wiring.use("sms", broken)
    soon = SessionFactory(starts_at=now() + timedelta(hours=1), ends_at=now() + timedelta(hours=2))
    post_code()
    code = rows()[-1].reference
    with transaction():
        db.session.query(Message).update({"expires_at": now() + timedelta(minutes=10)})
    late = register(soon, phone="+212661000001")
    cancelled = register(SessionFactory(), phone="+212661000002")
    kept = register(SessionFactory(), phone="+212661000003")
    for _ in range(120):
        deliver()
        clock.shift(timedelta(minutes=1))
    with transaction():
        registration.cancel(db.session.merge(cancelled))
    broken.answer = None
    for _ in range(20):
        deliver()
        clock.shift(timedelta(minutes=1))
    by_cause = {row.cause: row.state for row in rows() if row.reference != code}
    assert by_cause == {
        f"registration:{late.id}": "expired",
        f"registration:{cancelled.id}": "cancelled",
        f"registration:{kept.id}": "accepted",
    }
    assert [row.state for row in rows() if row.reference == code] == ["expired"]
    assert [letter.address for letter in broken.sent] == ["+212661000003"]


def test_a_provider_that_fails_for_half_an_hour_is_left_in_peace_and_found_again(
    deliver, sms, clock
):
    many = size(500, 120)
    broken = Broken(Trouble("provider_error"))
    wiring.use("sms", broken)
    session = fair(many)
    post_to_everyone(session, messages.BADGE)
    begun = now()
    while now() - begun < timedelta(minutes=30):
        deliver()
        clock.shift(timedelta(seconds=5))
    quiet = [at for at in broken.times if at > begun + timedelta(minutes=2)]
    busiest = max(
        (sum(a <= at < a + timedelta(seconds=1) for at in quiet) for a in quiet), default=0
    )
    assert len([at for at in broken.times if at < begun + timedelta(seconds=50)]) < (
        rules.BREAKER + 48
    )
    assert busiest <= 6
    broken.answer, mended = None, now()
    while rows(state="pending") and now() - mended < timedelta(minutes=30):
        deliver()
        clock.shift(timedelta(seconds=5))
    first = next(at for at in broken.times if at >= mended)
    assert first - mended <= timedelta(minutes=2)
    assert {row.state for row in rows()} == {"accepted"}
    assert set(broken.counts.values()) == {1}
    look_again()
