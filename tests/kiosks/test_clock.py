"""When a scan was made, by our clock, although the kiosk's is wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.clock import now
from portal.kiosks import rules
from portal.kiosks.operations.lines import LAST, corrected
from portal.kiosks.queries.rules_of import ms
from portal.kiosks.states import Review
from tests.factories import doors
from tests.factories.events import register
from tests.kiosks import wire

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
SINCE = AT - timedelta(days=30)
MADE = AT - timedelta(hours=2)
SECOND = timedelta(seconds=1)


def read(made, ahead):
    """What we make of a scan that was really made at `made`, by a clock that is `ahead`."""
    return corrected(made + ahead, clock=ms(AT + ahead), at=AT, since=SINCE)


@pytest.mark.parametrize("seconds", [0, 1, -1, 119, -119, 120, -120])
def test_a_clock_that_is_nearly_right_is_believed(seconds):
    ahead = seconds * SECOND
    assert read(MADE, ahead) == (MADE + ahead, False, False)


@pytest.mark.parametrize("hours", [0.034, -0.034, 3, -3, 24, -24])
def test_a_clock_that_is_wrong_is_corrected_and_said(hours):
    moment, skewed, lost = read(MADE, timedelta(hours=hours))
    assert abs(moment - MADE) < SECOND
    assert (skewed, lost) == (True, False)


@pytest.mark.parametrize("days", [1.01, -1.01, 365, -20_000])
def test_a_clock_that_is_a_day_wrong_is_corrected_and_somebody_looks(days):
    moment, skewed, lost = read(MADE, timedelta(days=days))
    assert abs(moment - MADE) < SECOND
    assert (skewed, lost) == (True, True)


@pytest.mark.parametrize(
    "made", [AT + timedelta(minutes=3), AT + timedelta(days=300), SINCE - SECOND], ids=str
)
def test_what_can_not_have_been_then_was_before_now(made):
    """The clock was set between the scan and the network: its difference now says nothing."""
    assert read(made, timedelta()) == (AT, True, True)


@given(st.integers(0, LAST), st.integers(0, 2**53))
@settings(deadline=None)
def test_nothing_that_a_kiosk_says_breaks_it(scanned, clock):
    made = datetime.fromtimestamp(scanned / 1000, UTC)
    moment, skewed, lost = corrected(made, clock=clock, at=AT, since=SINCE)
    assert SINCE <= moment <= AT + rules.SKEW
    assert skewed or moment == made
    assert skewed or not lost


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("hours", [3, -3])
def test_attendance_is_right_whatever_the_kiosks_clock_says(hours):
    session = wire.open_session()
    kiosk, _ = doors.kiosk(doors.point(session))
    badges = [register(session, name=f"Badge {i}", phone=None) for i in range(10)]
    wire.listed(session.event_id)
    ahead, at = timedelta(hours=hours), now()
    made = [at - timedelta(minutes=110) + timedelta(minutes=7 * i) for i in range(10)]
    scans = [wire.scan(b, at=when + ahead) for b, when in zip(badges, made, strict=True)]

    # What the network takes is not the clock's fault: three seconds on the way.
    wire.send(kiosk, *scans, ahead=ahead - timedelta(seconds=3), at=at)

    for badge, when, sent in zip(badges, made, scans, strict=True):
        assert wire.kept(sent).skewed
        assert abs(wire.seat(badge).arrived_at - when) < timedelta(seconds=5)
        assert abs(wire.presences(badge)[0].first_at - when) < timedelta(seconds=5)


@pytest.mark.usefixtures("rows")
def test_a_scan_from_1970_was_made_by_somebody_who_was_there():
    """The battery was empty, the clock began anew, and was set right before we heard of it."""
    session = wire.open_session()
    kiosk, _ = doors.kiosk(doors.point(session))
    badge = register(session)
    wire.listed(session.event_id)
    at = now()
    sent = wire.scan(badge, at=datetime(1970, 1, 2, tzinfo=UTC))

    wire.send(kiosk, sent, at=at)

    row = wire.kept(sent)
    assert (row.at, row.scanned_at.year) == (at, 1970)
    assert (row.skewed, row.review, row.counted) == (True, Review.CLOCK, True)
