"""Hours in words: on a page, on a door, over midnight."""

from datetime import UTC, datetime

import pytest

from portal.startups import sentences
from portal.startups.rules.hours import DAYS
from tests.factories import startups

NOON = [["09:00", "13:00"], ["15:00", "19:00"]]
MONDAY = datetime(2026, 11, 23, 20, tzinfo=UTC)


@pytest.fixture
def english(app, rows):
    with app.test_request_context("/en/"):
        app.preprocess_request()
        yield


def said(week, at=MONDAY, **other):
    return sentences.opening(startups.startup(hours=week, **other), at, []).sentence


def test_a_week_stands_as_it_does_on_a_door(english):
    week = dict.fromkeys(DAYS[:5], NOON) | {"sat": [["22:00", "02:00"]]}
    assert [(day.name, day.hours) for day in sentences.usual_week(week)] == [
        ("Monday – Friday", "9:00 – 13:00, 15:00 – 19:00"),
        ("Saturday", "22:00 – 2:00"),
        ("Sunday", "Closed all day"),
    ]
    two = sentences.usual_week({"mon": NOON, "tue": NOON})
    assert [day.name for day in two] == ["Monday, Tuesday", "Wednesday – Sunday"]
    assert sentences.usual_week({}) == []


def test_the_next_opening_is_today_tomorrow_or_a_day_of_the_week(english):
    assert said({"mon": [["21:00", "23:00"]]}) == "Closed now, opens at 21:00"
    assert said({"mon": NOON, "tue": NOON}) == "Closed now, opens tomorrow at 9:00"
    assert said({"tue": NOON}) == "Closed today, opens tomorrow at 9:00"
    assert said({"mon": NOON}) == "Closed now, opens on Monday at 9:00"
    assert said({"thu": NOON}) == "Closed today, opens on Thursday at 9:00"
    assert said({}) == ""


def test_what_is_open_says_until_when(english):
    assert said({"mon": [["19:00", "02:00"]]}) == "Open now, until 2:00"
    assert said(dict.fromkeys(DAYS, [["00:00", "24:00"]])) == "Open day and night"
    six = {day: [["00:00", "24:00"]] for day in DAYS if day != "sun"}
    assert said(six) == "Open now"
    assert sentences.hours_of_day(sentences.hours.slots(six, "mon")) == "Day and night"


def test_closed_all_through_ramadan_opens_after_it(english):
    at = datetime(2027, 2, 15, 12, tzinfo=UTC)
    one = startups.startup(hours={"mon": NOON}, ramadan_hours={})
    assert sentences.opening(one, at).sentence == "Closed at the moment"
    after = datetime(2027, 3, 8, 12, tzinfo=UTC)
    assert sentences.opening(one, after).sentence == "Closed today, opens on Monday at 9:00"


def test_where_nobody_comes_there_is_no_way(english):
    assert sentences.way_link(startups.startup(address="")) == ""
    way = sentences.way_link(startups.startup(address="3, rue A & B", city="Salé"))
    assert way == "https://maps.google.com/?q=3%2C%20rue%20A%20%26%20B%2C%20Sal%C3%A9"
