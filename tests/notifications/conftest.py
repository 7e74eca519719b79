"""An outbox on its own: one wire in memory for each channel, kinds whose reason always holds."""

from datetime import UTC, datetime

import pytest
import time_machine

from jobs import messages as jobs_messages
from portal.notifications import wiring
from tests.factories.messages import FakeWire, plain_kinds


@pytest.fixture
def wires(app, rows):
    """One wire for each channel, by channel."""
    before = dict(wiring.wires())
    mine = {channel: FakeWire(f"{channel}-1", channel) for channel in before}
    for channel, wire in mine.items():
        wiring.use(channel, wire)
    with plain_kinds():
        yield mine
    wiring.wires().update(before)


@pytest.fixture
def deliver(app, wires, monkeypatch):
    """Run the job that sends what is due, until nothing is."""
    monkeypatch.setattr("jobs.app", lambda: app)
    return jobs_messages.deliver


@pytest.fixture
def settle(app, wires, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    return jobs_messages.settle


@pytest.fixture
def clock():
    """Noon in Morocco; the test moves the hands."""
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=True) as clock:
        yield clock


@pytest.fixture
def sms(wires):
    return wires["sms"]
