"""Thanks to those who came, another date for those who did not."""

from datetime import timedelta

import pytest

from tests.factories.events import SessionFactory, register
from tests.factories.moments import at, causes, come, session_at, wall
from tests.factories.sendings import announce, posted

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def fair():
    """Two days, ten people on each; half of the first day's came."""
    with at("2027-01-20 12:00"):
        first = session_at()
        start = wall("2027-02-13 09:00")
        second = SessionFactory(
            event=first.event,
            place=first.place,
            starts_at=start,
            ends_at=start + timedelta(hours=3),
        )
        people = [register(first, phone=f"+2126612345{i:02}") for i in range(10)]
        others = [register(second, phone=f"+2126612346{i:02}") for i in range(10)]
    with at("2027-02-12 10:00"):
        come(*people[:5])
    return people, others


def test_those_who_came_are_thanked_and_the_others_invited_the_day_after_the_last_day(fair):
    people, _ = fair
    for early in ("2027-02-13 10:00", "2027-02-14 09:59"):
        with at(early):
            announce()
    assert posted("thanks", "missed") == []
    with at("2027-02-14 10:00"):
        announce()
        announce()
    assert posted("thanks") == [("thanks", cause) for cause in causes(people[:5])]
    assert posted("missed") == [("missed", cause) for cause in causes(people[5:])]


def test_nobody_is_missed_where_no_list_was_kept_at_the_door(fair):
    people, others = fair
    with at("2027-02-13 10:00"):
        come(others[0])  # one of ten: the door kept no list that day
    with at("2027-02-14 10:00"):
        announce()
    assert [cause for _, cause in posted("missed")] == causes(people[5:])
    assert f"registration:{others[0].id}" in [cause for _, cause in posted("thanks")]


def test_while_a_list_on_paper_is_typed_in_nobody_is_missed(fair):
    people, _ = fair
    with at("2027-02-14 09:30"):
        come(people[5])
    with at("2027-02-14 10:00"):
        announce()
        come(people[6])
    with at("2027-02-14 12:30"):
        announce()
        assert posted("thanks", "missed") == []
    with at("2027-02-14 13:00"):
        announce()
    assert [cause for _, cause in posted("missed")] == causes(people[7:])


def test_without_any_arrival_nobody_is_thanked_or_missed(friday):
    with at("2027-02-13 10:00"):
        announce()
    assert posted("thanks", "missed") == []


def test_an_arrival_noted_four_days_later_thanks_nobody(friday):
    _, people = friday
    with at("2027-02-16 12:00"):
        come(people[0])
    with at("2027-02-16 15:00"):
        announce()
    assert posted("thanks", "missed") == []
