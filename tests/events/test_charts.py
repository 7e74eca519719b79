"""The arithmetic of the desk's charts."""

from collections import Counter

from portal.events import charts


def bar(**counts):
    facts = {"seated": 0, "offered": 0, "waiting": 0, "capacity": 10, "mirrored": False}
    return charts.bar(**facts | counts)


def widths(drawn):
    return {part.name: part.width for part in drawn.parts}


def test_a_bar_shows_what_is_taken_offered_and_free():
    assert widths(bar(seated=6, offered=1)) == {"taken": 60, "offered": 10, "free": 30}


def test_an_empty_session_is_all_free():
    assert widths(bar()) == {"free": 100}


def test_those_who_wait_stand_beyond_the_capacity_and_nothing_is_cut_off():
    drawn = bar(seated=10, waiting=10)
    assert widths(drawn) == {"taken": 50, "waiting": 50}
    assert drawn.mark == 50
    assert drawn.share == 2.0


def test_in_a_right_to_left_page_a_bar_begins_on_the_other_side():
    drawn = bar(seated=6, mirrored=True)
    assert [(part.name, part.x) for part in drawn.parts] == [("taken", 40), ("free", 0)]
    assert bar(seated=10, waiting=30, mirrored=True).mark == 75


def test_days_without_anybody_have_a_column_too():
    drawn = charts.columns(Counter({"2027-02-01": 2, "2027-02-03": 4}), mirrored=False)
    assert [column.count for column in drawn[-3:]] == [2, 0, 4]
    assert [column.height for column in drawn[-3:]] == [20, 0, 40]
    assert drawn[0].x < drawn[1].x < drawn[2].x


def test_two_weeks_at_least_are_drawn():
    drawn = charts.columns(Counter({"2027-02-03": 4}), mirrored=False)
    assert len(drawn) == 14
    assert drawn[-1].day.isoformat() == "2027-02-03T12:00:00+00:00"


def test_in_a_right_to_left_page_time_runs_to_the_other_side():
    drawn = charts.columns(Counter({"2027-02-01": 2, "2027-02-03": 4}), mirrored=True)
    assert drawn[0].x > drawn[1].x > drawn[2].x


def test_only_the_last_sixty_days_are_drawn():
    drawn = charts.columns(Counter({"2026-01-01": 9, "2027-02-03": 4}), mirrored=False)
    assert len(drawn) == 60
    assert drawn[-1].count == 4
    assert max(column.height for column in drawn) == charts.HIGH


def test_nobody_makes_no_columns():
    assert charts.columns(Counter(), mirrored=False) == []
