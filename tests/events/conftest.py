"""What several tests of the events begin with."""

import pytest
import time_machine

from portal.notifications import wiring
from tests.factories.events import register
from tests.factories.messages import FakeWire
from tests.factories.moments import at, session_at
from tests.factories.sendings import NOON
from tests.people import make_staff, sign_in


@pytest.fixture
def friday():
    """A session on a Friday at 9:00, for which two people registered weeks ago."""
    with at("2027-01-20 12:00"):
        session = session_at()
        people = [register(session, phone=f"+21266123456{i}") for i in range(2)]
    return session, people


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def desk(client, at_noon):
    sign_in(client, make_staff())
    return client


@pytest.fixture
def priced():
    """SMS at 0.30 dirhams, two a second."""
    before = dict(wiring.wires())
    wiring.use("sms", FakeWire("sms-1", price=30, rate=2))
    yield
    wiring.wires().update(before)
