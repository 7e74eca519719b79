"""Hours as people type them on a phone, with and without a break, in every script."""

import pytest

from portal.startups.operations import writing
from portal.startups.rules import hours, times
from tests.startups.founding import HERE, PAGE, draft, founder, now_of, send

HOURS = PAGE + "hours"


@pytest.fixture
def mine(client):
    page = draft()
    founder(client, page)
    return page


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        *(("9", "09:00"), ("9h", "09:00"), ("9h30", "09:30"), ("9:00", "09:00"), ("٩", "09:00")),
        *(("18", "18:00"), ("18.30", "18:30"), ("9 h 5", "09:05"), ("٩:٣٠", "09:30")),
        *(("0", "00:00"), ("24", "24:00"), ("24:00", "24:00"), ("9H30mn", "09:30")),
        *(("25", None), ("9:60", None), ("24:01", None), ("-1", None), ("neuf", None), ("", None)),
        *(("9999999999999", None), ("9:0:0", None), ("9\x00", None)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, time):
    assert times.read(typed) == time


@pytest.mark.parametrize("time", ["00:00", "09:05", "10:00", "24:00"])
def test_what_is_shown_again_is_read_the_same(time):
    assert times.read(times.shown(time)) == time


def test_one_line_fills_several_days(client, mine):
    typed = {"days": ["mon", "tue", "wed"], "same_1": "9", "same_2": "18h30", "more": "y"}
    answer = send(client, HOURS, **typed)
    assert answer.location == HOURS
    assert now_of(mine).hours == {day: [["09:00", "18:30"]] for day in ("mon", "tue", "wed")}
    shown = client.get(HOURS).text
    assert 'name="wed_2" value="18:30"' in shown
    assert 'name="thu_1" value=""' in shown


def test_each_day_has_its_own_hours_and_an_empty_one_is_closed(client, mine):
    typed = {"mon_1": "9", "mon_2": "13", "mon_3": "15", "mon_4": "19", "sat_1": "٩", "sat_2": "١٣"}
    send(client, HOURS, **typed)
    week = now_of(mine).hours
    assert week == {"mon": [["09:00", "13:00"], ["15:00", "19:00"]], "sat": [["09:00", "13:00"]]}


def test_an_evening_may_last_into_the_night(client, mine):
    send(client, HOURS, fri_1="20", fri_2="2")
    assert now_of(mine).hours == {"fri": [["20:00", "02:00"]]}
    assert len(hours.slots(mine.hours, "fri")) == 1


def test_ramadan_has_hours_of_its_own_on_the_same_days(client, mine):
    typed = {"days": ["mon", "sun"], "same_1": "9", "same_2": "18"}
    send(client, HOURS, **typed, fasting_1="10", fasting_2="15", fasting_3="21", fasting_4="23:30")
    page = now_of(mine)
    assert page.ramadan_hours == {
        day: [["10:00", "15:00"], ["21:00", "23:30"]] for day in ("mon", "sun")
    }
    assert 'name="fasting_4" value="23:30"' in client.get(HOURS).text


def test_without_hours_the_business_is_called(client, mine):
    answer = send(client, HOURS)
    assert answer.location == PAGE + "contact"
    assert (now_of(mine).hours, mine.ramadan_hours) == ({}, None)
    assert "hours" in mine.steps


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"mon_1": "neuf", "mon_2": "18"}, "mon_1"),
        ({"mon_1": "9"}, "mon_1"),
        ({"mon_2": "9"}, "mon_1"),
        ({"mon_1": "9", "mon_2": "18", "mon_3": "20"}, "mon_1"),
        ({"mon_1": "9", "mon_2": "9"}, "mon_1"),
        ({"mon_1": "24", "mon_2": "9"}, "mon_1"),
        ({"mon_1": "9", "mon_2": "13", "mon_3": "12", "mon_4": "18"}, "mon_1"),
        ({"mon_1": "9", "mon_2": "13", "mon_3": "15", "mon_4": "25"}, "mon_4"),
        ({"fasting_1": "x"}, "fasting_1"),
        ({"same_1": "9", "days": ["mon"]}, "same_1"),
        ({"days": ["monday"]}, "days"),
    ],
)
def test_hours_that_make_no_sense_come_back_as_they_were_typed(client, mine, typed, field):
    answer = send(client, HOURS, **typed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    for name, value in typed.items():
        if name != "days":
            assert f'name="{name}" value="{value}"' in answer.text
    assert now_of(mine).hours == {}


def test_one_tap_says_that_the_hours_are_still_right(client):
    page = draft(hours={"mon": [["09:00", "12:00"]]})
    founder(client, page)
    before = now_of(page).version
    answer = send(client, HOURS, HOURS + "/right")
    assert answer.location == HERE
    assert (now_of(page).hours_at is not None, page.version) == (True, before)


def test_the_same_hours_said_again_change_nothing_but_their_day(client):
    page = draft(hours={"mon": [["09:00", "12:00"]]})
    founder(client, page)
    before = writing.said(now_of(page), "hours"), page.version
    send(client, HOURS, mon_1="9", mon_2="12")
    assert (writing.said(now_of(page), "hours"), page.version) == before
    assert page.hours_at is not None
