"""What several tests of the events begin with."""

import pytest

from tests.factories.events import register
from tests.factories.moments import at, session_at


@pytest.fixture
def friday():
    """A session on a Friday at 9:00, for which two people registered weeks ago."""
    with at("2027-01-20 12:00"):
        session = session_at()
        people = [register(session, phone=f"+21266123456{i}") for i in range(2)]
    return session, people
