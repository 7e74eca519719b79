"""When a business is open: the arithmetic of it."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest

from portal.startups.models import Ramadan
from portal.startups.queries import ramadans
from portal.startups.rules import hours, ramadan
from tests.factories.people import _add

SUNDAY = date(2026, 11, 22)
NOON = [["09:00", "13:00"], ["15:00", "19:00"]]
NIGHT = [["22:00", "02:00"]]
FASTING = [(date(2027, 2, 8), date(2027, 3, 8))]


def shop(week, in_ramadan=None):
    return SimpleNamespace(hours=week, ramadan_hours=in_ramadan)


def at(day, hour, minute=0):
    """Since 20 September 2026 Morocco's clocks show UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def opens(of, moment, known=()):
    return hours.is_open(of, moment, known)


def changes(of, moment, known=()):
    return hours.next_change(of, moment, known)


def test_a_day_has_several_times_and_a_missing_day_is_closed():
    week = {"mon": NOON[::-1]}
    monday = date(2026, 11, 23)
    assert hours.on(week, None, [], monday) == [(time(9), time(13)), (time(15), time(19))]
    assert hours.on(week, None, [], SUNDAY) == []
    assert hours.on({}, None, [], monday) == []


def test_it_is_open_from_the_first_minute_to_the_one_before_the_last():
    of = shop({"mon": NOON})
    known = [(8, 59, False), (9, 0, True), (12, 59, True), (13, 0, False), (15, 0, True)]
    for hour, minute, expected in [*known, (18, 59, True), (19, 0, False)]:
        assert opens(of, at(23, hour, minute)) is expected, (hour, minute)


def test_the_next_change_is_the_end_the_beginning_or_another_day():
    of = shop({"mon": NOON, "fri": NOON})
    assert changes(of, at(23, 10)) == at(23, 13)
    assert changes(of, at(23, 13)) == at(23, 15)
    assert changes(of, at(23, 20)) == at(27, 9)
    assert changes(shop({"sun": NOON}), at(22, 20)) == at(29, 9)
    assert changes(shop({}), at(23, 10)) is None


def test_a_night_belongs_to_the_day_on_which_it_begins():
    of = shop({"sat": NIGHT})
    assert not opens(of, at(21, 1))  # Saturday at one: Friday's night was closed
    assert opens(of, at(21, 22))
    assert opens(of, at(22, 1, 59))  # Sunday at one is still Saturday's night
    assert not opens(of, at(22, 2))
    assert changes(of, at(21, 23)) == at(22, 2)
    assert changes(of, at(22, 1)) == at(22, 2)
    assert changes(of, at(22, 2)) == at(28, 22)


def test_times_that_touch_over_midnight_are_one():
    of = shop({"fri": [["18:00", "24:00"]], "sat": [["00:00", "03:00"]]})
    assert changes(of, at(20, 20)) == at(21, 3)
    assert hours.on(of.hours, None, [], date(2026, 11, 20)) == [(time(18), time(0))]


def test_day_and_night_never_changes():
    for whole in (["00:00", "24:00"], ["00:00", "00:00"]):
        of = shop(dict.fromkeys(hours.DAYS, [whole]))
        assert opens(of, at(22, 3))
        assert changes(of, at(22, 3)) is None


def test_open_since_monday_it_closes_on_the_first_day_off():
    of = shop({day: [["00:00", "24:00"]] for day in hours.DAYS if day != "sun"})
    assert changes(of, at(24, 12)) == at(29, 0)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 6, 1, 8, 30, tzinfo=UTC), True),  # 9:30 on Morocco's clocks then
        (datetime(2026, 6, 1, 7, 30, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 8, 30, tzinfo=UTC), False),  # and 8:30 since September 2026
        (datetime(2026, 11, 23, 9, 30, tzinfo=UTC), True),
    ],
)
def test_it_is_moroccos_clock_that_counts(moment, expected):
    assert opens(shop({"mon": NOON}), moment) is expected


def test_in_ramadan_its_own_hours_count():
    of = shop({"mon": NOON}, {"mon": [["10:00", "15:00"], ["20:30", "00:30"]]})
    before, during, after = date(2027, 2, 1), date(2027, 2, 8), date(2027, 3, 15)
    evening = datetime(2027, 2, 8, 21, tzinfo=UTC)
    assert hours.on(of.hours, of.ramadan_hours, FASTING, during)[0] == (time(10), time(15))
    assert all(
        hours.on(of.hours, of.ramadan_hours, FASTING, day)[0] == (time(9), time(13))
        for day in (before, after)
    )
    assert opens(of, evening, FASTING)
    assert not opens(of, evening)
    assert opens(of, datetime(2027, 2, 9, 0, 29, tzinfo=UTC), FASTING)


def test_without_hours_of_its_own_ramadan_is_as_ever_and_an_empty_week_is_closed():
    monday = date(2027, 2, 8)
    assert hours.on({"mon": NOON}, None, FASTING, monday) != []
    assert hours.on({"mon": NOON}, {}, FASTING, monday) == []


def test_what_cannot_be_read_is_left_out():
    bad = ["", "9", ["9"], ["25:00", "26:00"], ["aa", "bb"], [None, 3], ["09:00", "10:00", "11:00"]]
    for one in bad:
        assert hours.slots({"mon": [one, ["9:00", "10:00"]]}, "mon") == [(time(9), time(10))], one
    for week in ({"mon": "9-12"}, {"mon": None}, {"mon": 3}):
        assert hours.slots(week, "mon") == []


def test_each_estimated_month_follows_the_last_and_lasts_29_or_30_days():
    for first, last in ramadan.ESTIMATED:
        assert (last - first).days + 1 in {29, 30}
    starts = [first for first, _ in ramadan.ESTIMATED]
    between = [(b - a).days for a, b in zip(starts, starts[1:], strict=False)]
    assert {min(between), max(between)} <= {353, 354, 355}
    assert {first.year for first in starts} == set(range(2026, 2036))


def test_in_2027_the_feast_is_on_the_ninth_of_march():
    (feb,) = [last for first, last in ramadan.ESTIMATED if first.year == 2027]
    assert feb == date(2027, 3, 8)


def test_what_was_announced_wins_over_the_estimate(rows):
    day = date(2027, 2, 20)
    assert ramadans.days_around(day) == FASTING
    said = (date(2027, 2, 9), date(2027, 3, 9))
    _add(Ramadan(first_day=said[0], last_day=said[1], by=1))
    assert ramadans.days_around(day) == [said]
    assert ramadans.days_around(date(2026, 8, 1)) == []
    assert ramadans.days_around(date(2028, 2, 1)) == [(date(2028, 1, 28), date(2028, 2, 25))]
