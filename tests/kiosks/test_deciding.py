"""What the team decides of a scan holds, the newest first; and two badges become one person's."""

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
from portal.kiosks.models import DoorEntry, Presence, Scan, ScanDecision
from portal.kiosks.operations import deciding, settling
from tests.factories import doors
from tests.factories.events import register
from tests.kiosks import wire

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def kiosk(point):
    return doors.kiosk(point)[0]


@pytest.fixture
def nour(session, point):
    return listed(session, "Nour")


@pytest.fixture
def aya(session, point):
    return listed(session, "Aya")


def listed(session, name):
    badge = register(session, name=name, phone=None)
    wire.listed(session.event_id)
    return badge


def decide(sent, decision, badge=None):
    with transaction():
        whose = db.session.get_one(Registration, badge.id) if badge else None
        deciding.decide(wire.kept(sent), decision, staff_id=9, registration=whose)


def merge(keep, drop):
    with transaction():
        merging.merge(*(db.session.get_one(Registration, one.id) for one in (keep, drop)))


@pytest.fixture
def unknown(kiosk):
    sent = wire.scan(k="A" * 14, v="unknown", f=0, at=now() - timedelta(minutes=20))
    wire.send(kiosk, sent)
    return sent


def test_an_unknown_code_was_somebodys(unknown, nour):
    decide(unknown, "count", nour)

    row = wire.kept(unknown)
    assert (row.registration_id, row.verdict, row.counted, row.review) == (
        (nour.id, "welcome", True, "")
    )
    assert wire.presences(nour)[0].nonce == unknown["n"]
    assert wire.seat(nour).arrived_at == row.at
    (made,) = db.session.scalars(select(ScanDecision)).all()
    assert (made.registration_id, made.staff_id) == (nour.id, 9)


def test_an_unknown_code_was_somebody_elses(unknown, nour, aya):
    decide(unknown, "count", nour)
    decide(unknown, "count", aya)

    assert wire.presences(nour) == []
    assert wire.seat(nour).arrived_at is None
    assert wire.presences(aya)[0].nonce == unknown["n"]
    assert wire.seat(aya).arrived_at == wire.kept(unknown).at
    assert len(db.session.scalars(select(ScanDecision)).all()) == 2


def test_an_unknown_code_counts_for_nobody_until_somebody_is_named(unknown):
    with pytest.raises(Refused, match="whose_code"):
        decide(unknown, "count")
    assert wire.kept(unknown).review == "unknown"

    decide(unknown, "leave_out")
    assert (wire.kept(unknown).review, wire.kept(unknown).counted) == ("", False)


def test_a_badge_that_is_known_is_not_given_to_another(kiosk, nour, aya):
    sent = wire.scan(nour)
    wire.send(kiosk, sent)
    with pytest.raises(Refused, match="code_known"):
        decide(sent, "count", aya)


def test_nobody_of_another_event_is_named(unknown):
    with pytest.raises(Refused, match="code_known"):
        decide(unknown, "count", register(wire.open_session(), phone=None))


def test_turned_away_but_came_in_after_all(kiosk, nour):
    sent = wire.scan(nour, v="cancelled")
    wire.send(kiosk, sent)
    decide(sent, "count")
    assert len(wire.presences(nour)) == 1
    assert wire.kept(sent).review == ""


def test_what_is_decided_stays_decided(kiosk, nour):
    with transaction():
        registering.cancel(db.session.get_one(Registration, nour.id))
    sent = wire.scan(nour)
    wire.send(kiosk, sent)
    decide(sent, "leave_out")

    wire.send(kiosk, wire.scan(nour, v="cancelled"))  # all is settled anew

    assert (wire.kept(sent).review, wire.kept(sent).counted) == ("", False)


def test_a_visit_left_out_and_put_back(kiosk):
    sent = wire.scan(m="visit")
    wire.send(kiosk, sent)
    for decision, counted in (("leave_out", False), ("count", True)):
        decide(sent, decision)
        assert wire.kept(sent).counted is counted


def test_each_decision_has_words(unknown, nour):
    decide(unknown, "leave_out")
    decide(unknown, "count", nour)
    deeds = db.session.scalars(select(Deed.what).where(Deed.subject.like("scan:%"))).all()
    assert deeds == ["kiosks.scan.left_out", "kiosks.scan.counted"]
    assert set(deeds) <= set(labels.DEEDS)


def test_leaving_out_what_another_check_point_saw_too(session, kiosk, nour):
    """The seat keeps the arrival that still stands."""
    inner = doors.kiosk(doors.point(session, name="Salle"))[0]
    first = wire.scan(nour, at=now() - timedelta(minutes=40))
    second = wire.scan(nour, at=now() - timedelta(minutes=30))
    wire.send(inner, second)
    wire.send(kiosk, first)
    assert wire.seat(nour).arrived_at == wire.kept(first).at

    decide(first, "leave_out")
    assert wire.seat(nour).arrived_at == wire.kept(second).at


def test_what_the_desk_noted_is_not_taken_back(kiosk, nour):
    noted = now() - timedelta(minutes=50)
    with transaction():
        db.session.merge(wire.seat(nour)).arrived_at = noted
    sent = wire.scan(nour)
    wire.send(kiosk, sent)
    decide(sent, "leave_out")
    assert wire.seat(nour).arrived_at == noted


def test_two_badges_of_one_person_are_present_once(kiosk, nour, aya):
    early, late = (wire.scan(aya, at=now() - timedelta(minutes=m)) for m in (40, 20))
    mine = wire.scan(nour, at=now() - timedelta(minutes=30))
    wire.send(kiosk, late, mine)
    wire.send(kiosk, early)
    version = max(presence.version for presence in wire.presences())

    merge(nour, aya)

    (there,) = wire.presences()
    assert (there.registration_id, there.nonce) == (nour.id, early["n"])
    assert there.version > version  # the kiosks hear of it
    assert [wire.kept(sent).verdict for sent in (early, mine, late)] == [
        "welcome",
        "already_in",
        "already_in",
    ]
    assert db.session.scalars(select(Presence)).all() == [there]
    assert wire.seat(nour).arrived_at == there.first_at


def test_after_the_merge_either_badge_is_the_same_person(kiosk, nour, aya):
    merge(nour, aya)
    wire.listed(nour.event_id)
    for badge in (aya, nour):
        wire.send(kiosk, wire.scan(badge))
    assert {row.registration_id for row in db.session.scalars(select(Scan))} == {nour.id}
    assert len(wire.presences()) == 1


def test_decisions_follow_the_person(unknown, nour, aya):
    decide(unknown, "count", aya)
    merge(nour, aya)
    (made,) = db.session.scalars(select(ScanDecision)).all()
    assert made.registration_id == nour.id
    assert wire.kept(unknown).counted
    assert len(wire.presences(nour)) == 1


def test_a_key_that_nobody_has_is_nobodys(unknown, kiosk):
    with transaction():
        settling.rejudge(kiosk.event_id, wire.kept(unknown).key)
    assert wire.kept(unknown).registration_id is None
    assert db.session.scalars(select(DoorEntry)).all() == []
