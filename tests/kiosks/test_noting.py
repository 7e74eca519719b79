"""People noted by hand, or typed in from the list on paper."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.events.models import Registration
from portal.events.operations import merging
from portal.events.operations import registration as registering
from portal.kiosks import labels
from portal.kiosks.models import CheckPoint, Scan
from portal.kiosks.operations import deciding, noting
from portal.kiosks.states import Mode
from tests.factories import doors
from tests.factories.events import register
from tests.kiosks import wire
from tests.together import together

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def nour(session):
    return register(session)


def by_hand(point, badge, reason="no_code", **other):
    with transaction():
        mine, her = db.session.get_one(CheckPoint, point.id), again(badge)
        return noting.by_hand(mine, her, staff_id=9, reason=reason, **other)


def on_paper(point, *badges, at):
    with transaction():
        mine = db.session.get_one(CheckPoint, point.id)
        return noting.on_paper(mine, [again(badge) for badge in badges], staff_id=9, at=at)


def again(badge):
    return db.session.get_one(Registration, badge.id)


def scans():
    db.session.expire_all()
    return db.session.scalars(select(Scan).order_by(Scan.id)).all()


def deeds():
    return db.session.scalars(select(Deed.what).where(Deed.what.like("kiosks.%"))).all()


def test_by_hand_says_who_and_why(point, nour):
    row = by_hand(point, nour)

    assert (row.mode, row.staff_id, row.reason) == (Mode.HAND, 9, "no_code")
    assert (row.verdict, row.counted, row.forced, row.kiosk_id) == ("welcome", True, False, None)
    assert wire.presences(nour)[0].nonce == row.nonce
    assert wire.seat(nour).arrived_at == row.at
    assert deeds() == ["kiosks.scan.by_hand"]
    assert set(deeds()) <= set(labels.DEEDS)


def test_by_hand_needs_a_reason(point, nour):
    for reason in ("", "because"):
        with pytest.raises(Refused, match="reason_missing"):
            by_hand(point, nour, reason=reason)
    assert scans() == []


def test_by_hand_is_forced_where_the_rules_say_no(point, session, nour):
    with transaction():
        registering.cancel(again(nour))

    row = by_hand(point, nour, reason="invited")

    assert (row.judged, row.forced, row.counted, row.review) == ("cancelled", True, True, "")
    assert len(wire.presences(nour)) == 1


def test_who_is_in_already_is_not_forced_in(point, nour):
    by_hand(point, nour)
    second = by_hand(point, nour)
    assert (second.verdict, second.forced, second.counted) == ("already_in", False, False)
    assert len(wire.presences(nour)) == 1


def test_by_hand_in_the_past_but_not_in_the_future(point, nour):
    early = now().replace(microsecond=0) - timedelta(minutes=50)
    by_hand(point, nour)
    by_hand(point, nour, at=early)
    assert wire.presences(nour)[0].first_at == early == wire.seat(nour).arrived_at
    with pytest.raises(Refused, match="time_to_come"):
        by_hand(point, nour, at=now() + timedelta(hours=1))


def test_a_list_on_paper_is_typed_in_days_later():
    day = now().replace(microsecond=0) - timedelta(days=3)
    session = wire.open_session()
    point = doors.point(session)
    people = [register(session, name=f"Nom {i}", phone=None) for i in range(3)]
    with transaction():
        past = db.session.merge(session)
        past.starts_at, past.ends_at = day, day + timedelta(hours=3)
    at = day + timedelta(minutes=30)

    assert on_paper(point, *people, at=at) == 3
    assert on_paper(point, *people, at=at + timedelta(minutes=5)) == 0

    assert {row.mode for row in scans()} == {Mode.PAPER}
    assert len(scans()) == len(wire.presences()) == 3
    assert {wire.seat(badge).arrived_at for badge in people} == {at}
    assert {(row.staff_id, row.forced, row.counted) for row in scans()} == {(9, False, True)}
    assert deeds() == ["kiosks.scan.on_paper"] * 3


def test_paper_does_not_count_whom_a_kiosk_has_seen(point, session, nour):
    kiosk = doors.kiosk(point)[0]
    wire.listed(session.event_id)
    seen = wire.scan(nour, at=now() - timedelta(minutes=60))
    wire.send(kiosk, seen)

    assert on_paper(point, nour, at=now() - timedelta(minutes=30)) == 1

    assert [row.counted for row in scans()] == [True, False]
    assert len(wire.presences(nour)) == 1


def test_two_who_type_in_the_same_list_at_once(app, point, nour):
    at = now()
    wire.apart(point, nour)
    together(app, *[lambda: on_paper(point, nour, at=at)] * 3)
    db.session.rollback()
    assert len(scans()) == len(wire.presences(nour)) == 1


def test_somebody_struck_off_is_noted_again(point, nour):
    at = now()
    on_paper(point, nour, at=at)
    with transaction():
        deciding.decide(scans()[0], "leave_out", staff_id=9)
    assert wire.presences(nour) == []

    assert on_paper(point, nour, at=at) == 1
    assert on_paper(point, nour, at=at) == 0
    assert len(wire.presences(nour)) == 1


def test_whose_registration_became_part_of_another(point, session, nour):
    other = register(session, name="Nour", phone=None)
    with transaction():
        merging.merge(again(nour), again(other))
    row = by_hand(point, other)
    assert row.registration_id == nour.id


def test_an_hour_counts_for_the_session_that_was_on(point, session, nour):
    """Noted after the end: the seat is the one of the session that is nearest."""
    with transaction():
        past = db.session.merge(session)
        past.starts_at, past.ends_at = now() - timedelta(hours=4), now() - timedelta(hours=1)
    row = by_hand(point, nour)
    assert (row.judged, row.forced) == ("too_late", True)
    assert wire.seat(nour).arrived_at == row.at


def test_nobody_arrives_days_before_her_session(point, session, nour):
    with transaction():
        later = db.session.merge(session)
        later.starts_at, later.ends_at = now() + timedelta(days=3), now() + timedelta(days=4)
    row = by_hand(point, nour, reason="changed_session")
    assert (row.judged, row.forced, row.counted) == ("other_session", True, True)
    assert wire.seat(nour).arrived_at is None
