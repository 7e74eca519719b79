"""The figures: whom the matching reaches, whom not and why, what is answered."""

from datetime import timedelta

import pytest

from portal.accounts.models import Staff
from portal.accounts.permissions import Role
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.matching import charts
from portal.matching.models import MatchRun, OpeningMatch, PersonMatch
from portal.matching.queries import figures
from portal.matching.queries.figures import Coverage
from portal.matching.states import RunKind, RunState
from tests.factories import people

EVERYWHERE = Staff(role=Role.COORDINATOR, hub="")
RABAT = Staff(role=Role.COUNSELLOR, hub="Rabat")


def add(*made):
    with transaction():
        db.session.add_all(made)


def someone(suggested=0, agreed=True, why=None, **other):
    who = people.person(**other)
    if agreed is not None:
        people.agreed_to_matching(who, given=agreed)
    if why is not None:
        add(PersonMatch(person_id=who.id, excluded_by=why, seen_at=now()))
    for _ in range(suggested):
        people.suggestion(who)
    return who


def test_people_are_counted_by_how_many_suggestions_they_have(rows):
    for suggested in (4, 3, 2, 1, 0):
        someone(suggested)
    someone(2, hub="Tanger")
    someone(0, state="erased")
    assert figures.people(EVERYWHERE) == Coverage(full=2, some=3, none=1)
    assert figures.people(RABAT) == Coverage(full=2, some=2, none=1)
    assert figures.people(Staff(role=Role.COUNSELLOR, hub="")).all == 0


def test_what_was_refused_or_taken_away_is_no_suggestion_any_more(rows):
    who = someone()
    for state in ("no", "withdrawn", "yes"):
        people.suggestion(who, state=state)
    assert figures.people(EVERYWHERE) == Coverage(0, 1, 0)


def test_openings_are_counted_against_the_number_they_asked_for(rows):
    one, two, _alone = people.opportunity(), people.opportunity(), people.opportunity()
    people.opportunity(state="paused")
    add(OpeningMatch(opportunity_id=one.id, wanted=1))
    people.suggestion(opening=one)
    people.suggestion(opening=two)
    assert figures.openings() == Coverage(full=1, some=1, none=1)


def test_who_has_none_is_counted_by_what_left_her_none(rows):
    someone(agreed=None)
    someone(agreed=False, why="consent")
    someone(why="reach")
    someone(why="reach", hub="Tanger")
    someone(why="")
    someone()
    someone(1, why="near")
    found = {"ask": 1, "consent": 1, "reach": 2, "others": 1, "new": 1}
    assert figures.why_people(EVERYWHERE) == found
    assert figures.why_people(RABAT) == found | {"reach": 1}


def test_the_lists_hold_whom_the_counts_count(rows):
    far = someone(why="reach")
    someone(why="reach", hub="Tanger")
    near = someone(why="near")
    found, total = figures.people_without(RABAT, "reach", 1)
    assert ([one.id for one in found], total) == ([far.id], 1)
    assert figures.people_without(RABAT, "", 1)[1] == 2
    every = figures.every_person_without(RABAT, "")
    assert {(one.id, why) for one, why in every} == {(far.id, "reach"), (near.id, "near")}


def test_openings_without_candidates_say_why(rows):
    far, fresh = people.opportunity(), people.opportunity()
    add(OpeningMatch(opportunity_id=far.id, excluded_by="reach"))
    people.suggestion()
    assert figures.why_openings() == {"reach": 1, "new": 1}
    assert [one.id for one in figures.openings_without("reach", 1)[0]] == [far.id]
    assert [one.id for one in figures.openings_without("new", 1)[0]] == [fresh.id]


def test_answers_are_counted_and_a_week_of_silence_is_one(rows):
    week = now() - timedelta(days=8)
    for state in ("yes", "no", "no", "later", "proposed"):
        people.suggestion(state=state, reason="far" if state == "no" else "")
    people.suggestion(proposed_at=week)
    people.suggestion(state="yes", proposed_at=now() - timedelta(days=200))
    found = figures.answers()
    assert (found.yes, found.no, found.later, found.silent, found.fresh) == (1, 2, 1, 1, 1)
    assert found.ripe == 5
    assert found.reasons == (("far", 2),)


def test_the_figures_are_those_of_the_last_whole_run_that_was_done(rows):
    done, whole = RunState.DONE, RunKind.WHOLE
    add(MatchRun(kind=whole, state=done, people=1))
    add(MatchRun(kind=whole, state=done, people=2))
    add(MatchRun(kind=RunKind.CHANGES, state=done, people=3))
    add(MatchRun(kind=whole, state=RunState.FAILED, people=4))
    assert figures.last_whole().people == 2
    assert [one.people for one in figures.runs()] == [4, 3, 2, 1]


@pytest.mark.parametrize(
    ("mirrored", "line"), [(False, "0,100 50,80 100,0"), (True, "100,100 50,80 0,0")]
)
def test_the_curve_runs_from_the_corner_of_writing_to_the_other(mirrored, line):
    assert charts.curve([(0, 0), (0.5, 0.2), (1, 1)], mirrored=mirrored) == line
    assert charts.curve([], mirrored=mirrored) == ""


def test_a_bar_is_cut_in_proportion():
    cut = charts.pieces({"taken": 3, "offered": 0, "waiting": 1}, mirrored=False)
    assert [(one.name, one.x, one.width) for one in cut] == [
        ("taken", 0.0, 75.0),
        ("waiting", 75.0, 25.0),
    ]
    assert charts.pieces({"taken": 3, "waiting": 1}, mirrored=True)[0].x == 25.0
