"""A device becomes a kiosk with a code that is used once, and stops when it is told to."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.core import codes
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.kiosks import labels
from portal.kiosks.models import CheckPoint, Door, Kiosk
from portal.kiosks.operations import enrolling
from portal.kiosks.queries import devices
from portal.kiosks.rules import CODE_LASTS, MOST_KIOSKS, TOKEN_OUTLASTS
from portal.kiosks.states import Station
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import SessionFactory

pytestmark = pytest.mark.usefixtures("rows")
AT_THE_GATE = {"name": "Porte nord", "station": Station.DOOR, "keeper_id": None, "made_by": 7}


@pytest.fixture
def point():
    return doors.point(SessionFactory())


@pytest.fixture
def clock(monkeypatch):
    """clock(hours=3): three hours later."""
    real = now()

    def later(**more):
        for module in (enrolling, devices):
            monkeypatch.setattr(module, "now", lambda: real + timedelta(**more))

    return later


def add(point, **facts):
    with transaction():
        point = db.session.get_one(CheckPoint, point.id)
        return enrolling.add_kiosk(point, **AT_THE_GATE | facts)


def enrol(code):
    with transaction():
        return enrolling.enrol(code)


def do(deed, kiosk):
    with transaction():
        return deed(db.session.get_one(Kiosk, kiosk.id))


def test_a_device_with_the_code_becomes_the_kiosk(point):
    made, code = add(point)
    kiosk, token = enrol(f" {codes.shown(code).lower()} ")
    assert kiosk.id == made.id
    assert devices.kiosk_by_token(token).id == made.id


def test_neither_the_code_nor_the_token_stands_in_the_database(point):
    made, code = add(point)
    kept = db.session.execute(select(Kiosk.__table__)).one()
    assert code not in str(kept)
    _, token = enrol(code)
    look_again()
    kept = db.session.execute(select(Kiosk.__table__)).one()
    assert token not in str(kept)
    assert kept.code_hash is None


def test_a_code_is_used_once(point):
    _, code = add(point)
    enrol(code)
    with pytest.raises(Refused, match="code_wrong"):
        enrol(code)


def test_a_code_ends_after_a_quarter_of_an_hour(point, clock):
    _, code = add(point)
    clock(minutes=CODE_LASTS.total_seconds() / 60 + 0.1)
    with pytest.raises(Refused, match="code_wrong"):
        enrol(code)


@pytest.mark.parametrize("text", ["", "AAAA", "\x00", "0" * 8, "é" * 8, "A" * 10_000])
def test_what_is_no_code_is_refused(point, text):
    add(point)
    with pytest.raises(Refused, match="code_wrong"):
        enrol(text)


def test_the_code_of_another_kiosk_makes_that_one(point):
    one, _ = add(point)
    other, code = add(point)
    assert enrol(code)[0].id == other.id != one.id


def test_each_kiosk_has_a_range_of_codes_of_its_own(point):
    numbers = [add(point)[0].number for _ in range(3)]
    assert numbers == [0, 1, 2]


def test_an_event_has_no_more_kiosks_than_there_are_ranges(point):
    with transaction():
        db.session.get_one(Door, point.event_id).kiosks = MOST_KIOSKS
    with pytest.raises(Refused, match="kiosks_full"):
        add(point)


def test_no_kiosk_is_added_where_the_check_point_was_put_away(point):
    with transaction():
        db.session.get_one(CheckPoint, point.id).closed_at = now()
    with pytest.raises(Refused, match="point_gone"):
        add(point)


def test_a_token_ends_two_days_after_the_event(point, clock):
    kiosk, token = enrol(add(point)[1])
    lasts = point.event.sessions[0].ends_at + TOKEN_OUTLASTS - now()
    clock(seconds=lasts.total_seconds() - 1)
    assert devices.kiosk_by_token(token).id == kiosk.id
    clock(seconds=lasts.total_seconds() + 1)
    assert devices.kiosk_by_token(token) is None


def test_no_kiosk_is_added_or_enrolled_when_its_token_would_have_ended(point, clock):
    made, code = add(point)
    clock(days=13)
    with pytest.raises(Refused, match="doors_over"):
        add(point)
    with pytest.raises(Refused, match="doors_over"):
        do(enrolling.new_code, made)
    with transaction():
        db.session.get_one(Kiosk, made.id).code_ends_at = now() + timedelta(days=20)
    with pytest.raises(Refused, match="code_wrong"):
        enrol(code)


def test_a_stopped_kiosk_is_refused_from_then_on(point):
    kiosk, token = enrol(add(point)[1])
    do(enrolling.revoke, kiosk)
    assert devices.kiosk_by_token(token) is None
    do(enrolling.revoke, kiosk)  # asked twice, done once
    assert deeds().count("kiosks.kiosk.revoked") == 1


def test_a_stopped_kiosk_does_not_start_with_the_code_it_had(point):
    made, code = add(point)
    do(enrolling.revoke, made)
    with pytest.raises(Refused, match="code_wrong"):
        enrol(code)


def test_a_stopped_kiosk_starts_again_with_a_new_code_and_the_old_token_stays_dead(point):
    kiosk, old = enrol(add(point)[1])
    do(enrolling.revoke, kiosk)
    code = do(enrolling.new_code, kiosk)
    assert devices.kiosk_by_token(old) is None
    again, token = enrol(code)
    assert (again.id, again.revoked_at) == (kiosk.id, None)
    assert devices.kiosk_by_token(token).id == kiosk.id
    assert devices.kiosk_by_token(old) is None


def test_a_new_code_ends_the_one_before_and_the_device_works_until_it_is_used(point):
    made, first = add(point)
    _, token = enrol(first)
    lost = do(enrolling.new_code, made)
    code = do(enrolling.new_code, made)
    assert devices.kiosk_by_token(token).id == made.id
    with pytest.raises(Refused, match="code_wrong"):
        enrol(lost)
    _, fresh = enrol(code)
    assert devices.kiosk_by_token(token) is None
    assert devices.kiosk_by_token(fresh).id == made.id


@pytest.mark.parametrize("token", ["", "x", "\x00", "é", "A" * 43, "A" * 100_000])
def test_a_token_of_nobody_is_nobody(point, token):
    add(point)
    doors.kiosk(point)
    assert devices.kiosk_by_token(token) is None


def test_codes_can_be_tried_twenty_times_from_one_network_and_three_hundred_times_from_all():
    def guess(network):
        with transaction():
            enrolling.count_guess(network)

    for _ in range(enrolling.GUESSES_HERE.most):
        guess("10.0.0.0/24")
    with pytest.raises(Refused, match="code_wait"):
        guess("10.0.0.0/24")
    left = enrolling.GUESSES_ALL.most - enrolling.GUESSES_HERE.most
    with transaction():
        for _ in range(left):
            enrolling.tallies.add(enrolling.GUESS, everywhere())
    with pytest.raises(Refused, match="code_wait"):
        guess("10.0.1.0/24")


def test_the_right_code_is_no_guess(point):
    for _ in range(enrolling.GUESSES_HERE.most + 5):
        _, code = add(point)
        with transaction():
            guesses = enrolling.count_guess("10.0.0.0/24")
        with transaction():
            enrolling.enrol(code, guesses)


def test_what_was_done_to_a_kiosk_is_noted_without_code_or_token(point):
    made, code = add(point)
    _, token = enrol(code)
    do(enrolling.new_code, made)
    do(enrolling.revoke, made)
    done = ["made", "enrolled", "code_made", "revoked"]
    assert deeds() == [f"kiosks.kiosk.{what}" for what in done]
    assert set(deeds()) <= set(labels.DEEDS)
    lines = str(db.session.execute(select(Deed.__table__)).all())
    assert code not in lines
    assert token not in lines


def deeds():
    mine = select(Deed.what).where(Deed.what.startswith("kiosks.")).order_by(Deed.id)
    return list(db.session.scalars(mine))


def everywhere():
    return enrolling.tallies.digest(enrolling.GUESS, enrolling.ALL)
