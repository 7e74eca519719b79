"""Check 2: death at each point of a message's way, for each kind of message."""

import subprocess
import sys

import pytest
from sqlalchemy import text

from portal import migrating
from portal.events import messages
from tests.factories.crowds import fair
from tests.faults import crasher
from tests.faults.conftest import FULL, inside
from tests.faults.provider import Provider
from tests.faults.sending import fates, hurry, post_to_everyone, references, twice

pytestmark = pytest.mark.stack
DELIVERING = [point for point in crasher.POINTS if point not in crasher.PRODUCING]
KINDS = [
    kind.name
    for kind in messages.KINDS
    # An offer needs an offered seat, news a consent: their words differ, not their way.
    if kind.name not in {messages.PLACE_OFFERED, messages.EVENT_CANCELLED, messages.NEWS}
]


@pytest.fixture
def provider():
    with Provider() as provider:
        yield provider


@pytest.fixture
def portal(stack, provider):
    portal = stack(provider)
    migrating.upgrade(portal.url)
    return portal


def crash(portal, point, session_id=0) -> int:
    """Run until death at `point`; the exit status."""
    command = [sys.executable, "-m", "tests.faults.crasher", point, str(session_id)]
    return subprocess.run(
        command, env=portal.environ, capture_output=True, timeout=60, check=False
    ).returncode


@pytest.mark.parametrize("point", DELIVERING)
@pytest.mark.parametrize("kind", KINDS if FULL else KINDS[:1])
def test_a_message_survives_death_and_arrives_once(portal, provider, point, kind):
    with inside(portal):
        session = fair(1)
        post_to_everyone(session, kind)
    assert crash(portal, point) == crasher.DYING
    finish(portal)
    assert fates(portal) == {"accepted": 1}
    assert provider.effects.keys() == references(portal)
    assert twice(provider) == 0


@pytest.mark.parametrize(
    ("point", "kept"), [("before the commit", 0), ("after the commit, before the bell", 1)]
)
def test_a_registration_and_its_message_are_kept_together_or_not_at_all(
    portal, provider, point, kept
):
    with inside(portal):
        session_id = fair(0).id
    assert crash(portal, point, session_id) == crasher.DYING
    for table in ("registration", "seat", "message"):
        assert portal.number(f"SELECT count(*) FROM {table}") == kept
    finish(portal)
    assert sum(provider.effects.values()) == kept


def finish(portal) -> None:
    """A healthy worker, whenever the lease of the dead one has run out."""
    hurry(portal)
    portal.change(text("UPDATE message SET lease_until = created_at WHERE state = 'leased'"))
    command = [sys.executable, "-c", "from jobs.messages import deliver; deliver()"]
    done = subprocess.run(
        command, env=portal.environ, capture_output=True, text=True, timeout=90, check=False
    )
    assert done.returncode == 0, done.stderr
