"""The job that writes the copies of messages to many."""

import pytest

from jobs import sendings as job
from portal.core.db import db, transaction
from portal.events.models import Sending
from portal.events.operations import copies, sendings
from portal.events.operations.sendings import Wanted
from tests.databases import look_again
from tests.factories.events import SessionFactory, register

pytestmark = pytest.mark.usefixtures("rows")


def start(session, key):
    with transaction():
        sendings.start(session.event_id, Wanted("changed", key, ends_at=session.ends_at))


def test_a_sending_that_can_t_be_planned_holds_up_no_other(app, monkeypatch):
    monkeypatch.setattr("jobs.app", lambda: app)
    session = SessionFactory()
    register(session)
    start(session, "poisoned")
    start(session, "good")
    real = copies.drafts

    def drafts(sending, people):
        if sending.key == "poisoned":
            raise ValueError
        return real(sending, people)

    monkeypatch.setattr(copies, "drafts", drafts)
    job.plan()
    look_again()
    assert {s.key: s.state for s in db.session.query(Sending)} == {
        "poisoned": "scheduled",
        "good": "planned",
    }
