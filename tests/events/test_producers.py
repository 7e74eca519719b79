"""What writes messages to many can run five times at once: the rows are those of once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import committed, db
from portal.events.models import Registration, Sending
from portal.events.operations import announcing, sendings
from portal.notifications.models import Message
from tests.databases import look_again
from tests.factories.crowds import crowd, fair
from tests.together import together

pytestmark = pytest.mark.usefixtures("rows")
PEOPLE = 60
WORKERS = 5


def produce():
    """What the jobs `announce` and `plan` do."""
    committed(announcing.start_due)
    idle = 0
    while idle < 3:
        idle = 0 if committed(sendings.plan_next) else idle + 1


def seen():
    look_again()
    copies = sorted(m.dedupe_key for m in db.session.query(Message))
    rows = db.session.query(Sending).order_by(Sending.key)
    return copies, [(row.key, row.state, row.planned, row.left_out) for row in rows]


@pytest.fixture
def tomorrow(monkeypatch):
    """A fair tomorrow morning, and one of yesterday to which half of the people came."""
    monkeypatch.setattr(sendings, "BATCH", 7)
    with time_machine.travel(datetime(2027, 2, 1, 9, tzinfo=UTC), tick=False):
        begins = datetime(2027, 2, 12, 9, tzinfo=UTC)
        coming = fair(PEOPLE, starts_at=begins, ends_at=begins + timedelta(hours=3))
        begins = datetime(2027, 2, 10, 9, tzinfo=UTC)
        over = fair(0, starts_at=begins, ends_at=begins + timedelta(hours=3))
        crowd(over, PEOPLE)

    def note() -> None:
        came = db.session.query(Registration).filter_by(event_id=over.event_id)
        for person in came.limit(PEOPLE // 2):
            person.seats[0].arrived_at = begins

    committed(note)
    with time_machine.travel(datetime(2027, 2, 11, 10, tzinfo=UTC)):
        yield coming
    assert now().year != 2027


def test_five_at_once_write_the_rows_of_one(app, tomorrow):
    together(app, *[produce] * WORKERS)
    copies, rows = seen()
    assert len(copies) == 2 * PEOPLE
    assert len(set(copies)) == 2 * PEOPLE
    half = PEOPLE // 2
    assert [row[1:] for row in rows] == [
        ("planned", half, 0),  # missed
        ("planned", PEOPLE, 0),  # reminder_day
        ("planned", half, 0),  # thanks
    ]
    produce()
    assert seen() == (copies, rows)
