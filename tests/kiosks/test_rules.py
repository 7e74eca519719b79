"""What holds at a door: the table of cases, run against the server's rules."""

from datetime import UTC, datetime

import pytest

from portal.kiosks import rules
from portal.kiosks.states import Direction, Station, Verdict
from tests.kiosks import cases

TABLE = cases.TABLE


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["case"])
def test_the_table_of_cases_holds(case):
    assert cases.decided(cases.question(case)) == cases.answer(case)


def test_the_table_asks_for_every_verdict_both_ways_and_every_again():
    asked = [cases.question(case) for case in TABLE["cases"]]
    assert {cases.answer(case)[0] for case in TABLE["cases"]} == set(Verdict)
    assert {one["way"] for one in asked} == set(Direction)
    assert {one["point"]["again"] for one in asked if one["seen"]} == {"once", "daily", "free"}
    assert len({case["case"] for case in TABLE["cases"]}) == len(TABLE["cases"])


@pytest.mark.parametrize("case", TABLE["days"], ids=lambda case: f"{case['point']} {case['at']}")
def test_a_day_goes_from_four_in_the_morning_to_four(case):
    told = cases.point(case["point"])
    found = rules.day_of(cases.rules_of(told), cases.moment(case["at"], told["hours"]))
    first = (cases.MIDNIGHT - datetime(1970, 1, 1, tzinfo=UTC)).days
    assert found == (0 if case["day"] is None else first + case["day"] - 1)


def test_every_verdict_has_its_light():
    passes = {True: "passes", False: "stays"}
    assert TABLE["lights"] == {
        verdict: f"{rules.light(verdict)}, {passes[verdict in rules.LET_IN]}" for verdict in Verdict
    }


def test_nobody_forces_a_kiosk_where_people_are_alone():
    assert set(Station) - rules.MAY_FORCE == {Station.SELF_SERVICE}


def test_the_questions_made_at_random_meet_every_verdict():
    found = {cases.decided(asked)[0] for asked in cases.drawn(3000, seed=7)}
    assert found == set(Verdict)
