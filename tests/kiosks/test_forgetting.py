"""Scans and lists go when they have served; what names nobody stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from jobs import housekeeping
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.kiosks.models import DoorEntry, Presence, Scan, ScanDecision
from portal.kiosks.operations import forgetting, listing
from portal.kiosks.states import Decision, Mode, Verdict
from tests.factories import doors
from tests.factories.events import SessionFactory, register

pytestmark = pytest.mark.usefixtures("rows")
numbers = iter(range(10**6))


@pytest.fixture
def session():
    return SessionFactory(starts_at=now(), ends_at=now() + timedelta(hours=1))


def scan(point, registration=None, **facts):
    """A scan as it stands in the database, and a decision on it."""
    made = Scan(
        **{
            "nonce": f"n-{next(numbers)}",
            "event_id": point.event_id,
            "check_point_id": point.id,
            "key": b"k" * 10,
            "scanned_at": now(),
            "at": now(),
            "mode": Mode.CAMERA,
            "shown": Verdict.UNKNOWN,
            "judged": Verdict.NOT_FOUND,
            "verdict": Verdict.NOT_FOUND,
            "registration_id": registration.id if registration else None,
        }
        | facts
    )
    with transaction():
        db.session.add(made)
        db.session.flush()
        db.session.add(ScanDecision(scan_id=made.id, decision=Decision.LEAVE_OUT))
    return made


@pytest.fixture
def tidied(monkeypatch):
    """tidied(days=31): the job runs, so much later."""
    real = now()

    def after(**more):
        monkeypatch.setattr(forgetting, "now", lambda: real + timedelta(**more))
        for forget in (forgetting.forget_scans, forgetting.forget_lists):
            while _done(forget):
                pass

    return after


def _done(forget):
    with transaction():
        return forget()


def left(table=Scan):
    return db.session.scalar(select(func.count()).select_from(table))


def test_a_code_that_nobody_knows_is_kept_for_thirty_days(session, tidied):
    scan(doors.point(session))
    tidied(days=29.9)
    assert (left(), left(ScanDecision)) == (1, 1)
    tidied(days=30.1)
    assert (left(), left(ScanDecision)) == (0, 0)


def test_the_scans_of_a_person_are_kept_for_three_months_after_the_event(session, tidied):
    point = doors.point(session)
    scan(point, register(session))
    tidied(days=91.9)
    assert (left(), left(ScanDecision)) == (1, 1)
    tidied(days=92.1)
    assert (left(), left(ScanDecision)) == (0, 0)


def test_lines_of_the_list_go_with_the_people(session, tidied):
    point = doors.point(session)
    made = register(session)
    with transaction():
        listing.refresh(point.event_id, keys={made.id: b"k" * 10})
    tidied(days=91.9)
    assert left(DoorEntry) == 1
    tidied(days=92.1)
    assert left(DoorEntry) == 0


def test_a_visit_without_a_code_is_nobodys_and_stays(session, tidied):
    scan(doors.point(session), mode=Mode.VISIT, key=None)
    tidied(days=400)
    assert left() == 1


def test_scans_that_could_not_be_read_go_after_a_month_too(session, tidied):
    scan(doors.point(session), key=None, mode=Mode.TYPED)
    scan(doors.point(session), key=None, mode=Mode.WALK_IN, box=b"sealed")
    tidied(days=30.1)
    assert left() == 0


def test_how_many_came_stays(session, tidied):
    point = doors.point(session)
    made = register(session)
    with transaction():
        db.session.add(
            Presence(
                check_point_id=point.id,
                registration_id=made.id,
                day=0,
                first_at=now(),
                nonce="n",
                version=1,
            )
        )
    scan(point, made)
    tidied(days=93)
    assert (left(), left(Presence)) == (0, 1)


def test_another_event_keeps_its_own(session, tidied):
    scan(doors.point(session), register(session))
    later = SessionFactory()  # ten days from now
    kept = scan(doors.point(later), register(later))
    tidied(days=93)
    assert list(db.session.scalars(select(Scan.id))) == [kept.id]


def test_the_second_time_nothing_is_left_to_do(session, tidied):
    scan(doors.point(session))
    tidied(days=31)
    assert _done(forgetting.forget_scans) == _done(forgetting.forget_lists) == 0


def test_many_go_in_batches(session, tidied, monkeypatch):
    point = doors.point(session)
    for _ in range(5):
        scan(point)
    monkeypatch.setattr(forgetting, "BATCH", 2)
    monkeypatch.setattr(forgetting, "now", lambda: now() + timedelta(days=31))
    assert [_done(forgetting.forget_scans) for _ in range(4)] == [2, 2, 1, 0]


def test_the_nightly_job_does_it(app, session, monkeypatch):
    scan(doors.point(session))
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr(forgetting, "STRANGER_KEPT", timedelta(0))
    housekeeping.tidy()
    assert left() == 0
