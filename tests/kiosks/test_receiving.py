"""What a kiosk sends is kept once, found to be somebody's, and answered."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.operations import registration as registering
from portal.kiosks.models import Presence, Scan
from portal.kiosks.operations import settling
from portal.kiosks.states import Mode, Review, Station, Verdict
from tests.factories import doors
from tests.factories.events import register
from tests.kiosks import wire
from tests.together import together

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def kiosk(point):
    return doors.kiosk(point, keeper_id=7)[0]


@pytest.fixture
def nour(session, point):
    badge = register(session)
    wire.listed(session.event_id)
    return badge


def test_a_scan_is_kept_as_it_was_made_and_the_person_is_there(kiosk, nour):
    made = now().replace(microsecond=0) - timedelta(minutes=5)
    sent = wire.scan(nour, at=made, q=41)

    assert wire.send(kiosk, sent) == {sent["n"]: Verdict.WELCOME}

    row = wire.kept(sent)
    assert (row.scanned_at, row.at, row.skewed, row.seq) == (made, made, False, 41)
    assert (row.registration_id, row.kiosk_id, row.mode) == (nour.id, kiosk.id, Mode.CAMERA)
    assert (row.counted, row.forced, row.review) == (True, False, "")
    (there,) = wire.presences(nour)
    assert (there.first_at, there.nonce, there.inside) == (made, sent["n"], True)
    assert wire.seat(nour).arrived_at == made


def test_the_same_scan_sent_again_is_the_same_scan(kiosk, nour):
    sent = wire.scan(nour)
    wire.send(kiosk, sent)
    later = {**sent, "at": sent["at"] + 60_000, "v": "cancelled"}

    assert wire.send(kiosk, later, sent, later) == {sent["n"]: Verdict.WELCOME}

    assert db.session.scalar(select(func.count()).select_from(Scan)) == 1
    assert wire.kept(sent).shown == Verdict.WELCOME
    assert len(wire.presences(nour)) == 1


def test_twice_in_one_batch_is_once(kiosk, nour):
    sent = wire.scan(nour)
    assert wire.send(kiosk, sent, sent) == {sent["n"]: Verdict.WELCOME}
    assert db.session.scalar(select(func.count()).select_from(Scan)) == 1


def test_a_nonce_of_another_event_is_acknowledged_and_changes_nothing_there(kiosk, nour):
    elsewhere, _ = doors.kiosk(doors.point(wire.open_session()))
    sent = wire.scan(nour)
    wire.send(kiosk, sent)

    assert wire.send(elsewhere, sent) == {sent["n"]: Verdict.NOT_FOUND}
    assert wire.kept(sent).kiosk_id == kiosk.id


def test_what_a_device_saw_at_another_check_point_counts_there(kiosk, session, nour):
    before = doors.point(session, name="Salle")
    sent = wire.scan(nour, c=before.id)

    wire.send(kiosk, sent)

    assert wire.kept(sent).check_point_id == before.id
    assert [there.check_point_id for there in wire.presences(nour)] == [before.id]


def test_a_check_point_of_another_event_is_not_believed(kiosk, nour):
    sent = wire.scan(nour, c=doors.point(wire.open_session()).id)

    wire.send(kiosk, sent)

    assert wire.kept(sent).check_point_id == kiosk.check_point_id


def test_a_code_that_nobody_has_waits_to_be_looked_at(kiosk, nour):
    let_in = wire.scan(k="A" * 14, v="unknown", f=0)
    sent_away = wire.scan(k="B" * 14, v="not_found")

    acks = wire.send(kiosk, let_in, sent_away)

    assert set(acks.values()) == {Verdict.NOT_FOUND}
    assert wire.kept(let_in).review == Review.UNKNOWN
    assert wire.kept(sent_away).review == ""
    assert wire.presences() == []


def test_a_badge_of_another_event_opens_nothing(kiosk, nour):
    other = wire.open_session()
    doors.point(other)
    stranger = register(other, phone=None)
    wire.listed(other.event_id)

    sent = wire.scan(stranger, v="unknown")

    assert wire.send(kiosk, sent) == {sent["n"]: Verdict.NOT_FOUND}
    assert wire.kept(sent).registration_id is None


def test_a_code_is_somebodys_once_the_list_knows_it(kiosk, session, nour):
    hurried = register(session, name="Aya", phone=None)  # not on the list yet
    sent = wire.scan(hurried, v="unknown", f=0)
    wire.send(kiosk, sent)
    assert wire.kept(sent).review == Review.UNKNOWN

    wire.listed(session.event_id)
    rejudge(session.event_id, sent)

    row = wire.kept(sent)
    assert (row.registration_id, row.verdict, row.review) == (hurried.id, Verdict.WELCOME, "")
    assert len(wire.presences(hurried)) == 1


def rejudge(event_id, sent):
    with transaction():
        settling.rejudge(event_id, wire.kept(sent).key)


def test_let_in_by_an_old_list(kiosk, nour):
    with transaction():
        registering.cancel(db.session.merge(nour))
    sent = wire.scan(nour)

    assert wire.send(kiosk, sent) == {sent["n"]: Verdict.CANCELLED}

    row = wire.kept(sent)
    assert (row.review, row.counted) == (Review.CANCELLED, False)
    assert wire.presences() == []


def test_let_in_before_the_doors_open(kiosk, session, nour):
    sent = wire.scan(nour, at=session.starts_at - timedelta(hours=3))

    assert wire.send(kiosk, sent) == {sent["n"]: Verdict.TOO_EARLY}
    assert wire.kept(sent).review == Review.AGAINST_RULE


def test_turned_away_by_an_old_list(kiosk, nour):
    sent = wire.scan(nour, v="cancelled")

    wire.send(kiosk, sent)

    row = wire.kept(sent)
    assert (row.review, row.counted) == (Review.TURNED_AWAY, False)
    assert wire.presences() == []


def test_whoever_came_in_after_all_was_not_turned_away(kiosk, nour):
    away = wire.scan(nour, v="cancelled")
    wire.send(kiosk, away)
    wire.send(kiosk, wire.scan(nour))

    assert wire.kept(away).review == ""


def test_let_in_anyway_is_on_the_keeper(kiosk, session, nour):
    early = session.starts_at - timedelta(hours=1, minutes=30)
    sent = wire.scan(nour, at=early, v="too_early", x=1, r="invited")

    wire.send(kiosk, sent)

    row = wire.kept(sent)
    assert (row.forced, row.staff_id, row.reason, row.review) == (True, 7, "invited", "")
    assert (row.judged, row.verdict, row.counted) == ("too_early", "welcome", True)
    assert wire.seat(nour).arrived_at == row.at


def test_nothing_was_forced_where_the_rules_would_have_let_in(kiosk, nour):
    sent = wire.scan(nour, v="cancelled", x=1, r="checked")
    wire.send(kiosk, sent)
    row = wire.kept(sent)
    assert (row.forced, row.staff_id, row.counted) == (False, 7, True)


def test_nobody_forces_where_people_scan_alone(point, nour):
    alone, _ = doors.kiosk(point, station=Station.SELF_SERVICE)
    sent = wire.scan(nour, v="cancelled", x=1, r="checked")

    assert wire.send(alone, sent) == {sent["n"]: Verdict.NOT_FOUND}
    assert wire.kept(sent).review == Review.UNKNOWN
    assert wire.presences() == []


@pytest.mark.parametrize(
    "odd",
    [
        {"k": "short"},
        {"k": None},
        {"k": 7},
        {"at": "yesterday"},
        {"at": 10**18},
        {"at": -1},
        {"q": 2**40},
        {"q": True},
        {"d": "sideways"},
        {"m": "paper"},
        {"m": []},
        {"m": "visit"},
        {"v": "perhaps"},
        {"f": 2},
        {"f": {}},
        {"x": 1},
        {"x": 1, "r": "because"},
        {"r": "checked"},
        {"p": "\x00"},
    ],
    ids=str,
)
def test_a_scan_that_makes_no_sense_is_acknowledged_and_kept(kiosk, nour, odd):
    good, bad = wire.scan(nour), {**wire.scan(nour), **odd}

    acks = wire.send(kiosk, bad, good)

    assert acks == {good["n"]: Verdict.WELCOME, bad["n"]: Verdict.NOT_FOUND}
    row = wire.kept(bad)
    assert (row.registration_id, row.counted, row.review) == (None, False, Review.UNKNOWN)


def test_what_has_no_name_can_not_be_acknowledged(kiosk, nour):
    nameless = [{}, 7, None, {"n": 1}, {"n": ""}, {"n": "a b"}, {"n": "x" * 65}, {"n": "\x00"}]
    good = wire.scan(nour)
    assert wire.send(kiosk, *nameless, good) == {good["n"]: Verdict.WELCOME}


def test_a_visit_counts_for_nobody_in_particular(point):
    reception, _ = doors.kiosk(point, station=Station.RECEPTION)
    sent = wire.scan(m="visit", p="training")

    assert wire.send(reception, sent) == {sent["n"]: Verdict.WELCOME}

    row = wire.kept(sent)
    assert (row.counted, row.purpose, row.registration_id) == (True, "training", None)
    assert wire.presences() == []


def test_an_offered_place_is_taken_by_coming(kiosk, session, nour):
    with transaction():
        seat = db.session.merge(wire.seat(nour))
        seat.state, seat.offer_ends_at = "offered", now() + timedelta(hours=1)
    wire.send(kiosk, wire.scan(nour))

    seat = wire.seat(nour)
    assert (seat.state, seat.offer_ends_at) == ("seated", None)


def test_two_kiosks_send_the_same_badge_at_the_same_instant(app, point, nour):
    one, other = doors.kiosk(point)[0], doors.kiosk(point)[0]
    made = now()
    scans = [[wire.scan(nour, at=made) for _ in range(4)] for _ in range(2)]

    def sending(kiosk, mine):
        def deed():
            for scan in mine:
                committed_send(kiosk, scan)

        return deed

    wire.apart(one, other, nour)
    together(app, sending(one, scans[0]), sending(other, scans[1]))

    db.session.rollback()
    nonces = [scan["n"] for mine in scans for scan in mine]
    counted = select(Scan.nonce).where(Scan.counted)
    assert db.session.scalars(counted).all() == [min(nonces)]
    (there,) = wire.presences(nour)
    assert there.nonce == min(nonces)
    assert db.session.scalar(select(func.count()).select_from(Presence)) == 1


def committed_send(kiosk, scan):
    assert set(wire.send(kiosk, scan)) == {scan["n"]}
