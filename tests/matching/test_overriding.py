"""The team adds, takes away, moves: on which conditions, and what is kept of it."""

import pytest
from sqlalchemy import select

from portal.core.db import committed, db
from portal.core.errors import Refused
from portal.matching.models import Suggestion, SuggestionChange
from portal.matching.operations import overriding
from portal.matching.operations.overriding import Why
from portal.matching.queries import pairs
from portal.matching.rules.weights import Rule
from portal.matching.states import Change, ChangeReason, Withdrawn
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from tests.databases import look_again
from tests.factories import people

WHY = Why(ChangeReason.MOTIVATION, "Elle en parle depuis un mois.", by=7)


@pytest.fixture
def pair(rows):
    """Someone who agreed, and an opening that the rules find too far away."""
    who = people.person()
    people.agreed_to_matching(who)
    return who, people.opportunity(city="Oujda", city_code="oujda", kind="internship")


def add(who, opening, why=WHY, **other):
    explained = pairs.explained(who.id, opening.id, **other)

    def deed():
        mine = db.session.get_one(Person, who.id), db.session.get_one(Opportunity, opening.id)
        return overriding.add(*mine, explained, why).id

    return db.session.get_one(Suggestion, committed(deed))


def do(deed, one, *more):
    committed(lambda: deed(db.session.get_one(Suggestion, one.id), *more, WHY))
    look_again()
    return db.session.get_one(Suggestion, one.id)


def changes():
    look_again()
    return list(db.session.scalars(select(SuggestionChange).order_by(SuggestionChange.id)))


def test_what_the_rules_refuse_is_added_with_the_score_they_gave(pair):
    explained = pairs.explained(pair[0].id, pair[1].id)
    assert not explained.passed[Rule.REACH]
    made = add(*pair)
    assert (made.state, made.origin, made.score) == ("proposed", "counsellor", explained.score)
    assert made.parts == {str(part): value for part, value in explained.parts.items()}
    assert made.missing == [one.stored() for one in explained.missing]
    (kept,) = changes()
    assert (kept.what, kept.reason, kept.words) == ("add", "motivation", WHY.words)
    assert (kept.score, kept.by) == (explained.score, 7)


def test_adding_twice_is_one_suggestion_and_one_change(pair):
    assert add(*pair).id == add(*pair).id
    assert len(changes()) == 1


def test_nobody_is_added_without_her_yes(rows):
    who, opening = people.person(), people.opportunity()
    with pytest.raises(Refused, match="matching_not_agreed"):
        add(who, opening)
    people.agreed_to_matching(who, given=False)
    with pytest.raises(Refused, match="matching_not_agreed"):
        add(who, opening)


@pytest.mark.parametrize("facts", [{"state": "paused"}, {"complete_at": None}])
def test_nobody_is_added_whose_profile_is_paused_or_not_complete(rows, facts):
    who = people.person(**facts)
    people.agreed_to_matching(who)
    with pytest.raises(Refused, match="matching_not_agreed"):
        add(who, people.opportunity())


def test_nothing_is_added_to_an_opening_that_closes_meanwhile(pair):
    who, opening = pair
    explained = pairs.explained(who.id, opening.id)

    def deed():
        closed = db.session.get_one(Opportunity, opening.id)
        closed.state = "paused"
        db.session.flush()
        return overriding.add(db.session.get_one(Person, who.id), closed, explained, WHY)

    with pytest.raises(Refused, match="matching_closed"):
        committed(deed)
    assert pairs.explained(who.id, people.opportunity(state="paused").id) is None


def test_who_has_applied_or_answered_is_not_asked_once_more(pair):
    who, opening = pair
    other = people.opportunity(city="Oujda", city_code="oujda")
    people.application(who, opening)
    people.suggestion(who, other, state="no", reason="far")
    for one in (opening, other):
        with pytest.raises(Refused, match="matching_taken"):
            add(who, one)


def test_an_employer_gets_no_more_than_it_asked_for(pair):
    who, opening = pair
    for number in range(3):
        another = people.person(name=f"Awa {number}")
        people.application(another, opening)
        people.suggestion(another, opening, state="yes")
    with pytest.raises(Refused, match="matching_full"):
        add(who, opening)


def test_what_the_team_took_away_stays_away_until_the_team_puts_it_back(pair):
    who, opening = pair
    made = add(who, opening)
    gone = do(overriding.remove, made)
    assert (gone.state, gone.reason) == ("withdrawn", Withdrawn.TEAM)
    assert gone.ended_at is not None
    with pytest.raises(Refused, match="matching_taken"):
        add(who, opening)
    back = add(who, opening, was_removed=True)
    assert (back.id, back.state, back.reason, back.ended_at) == (made.id, "proposed", "", None)
    assert [one.what for one in changes()] == ["add", "remove", "add"]


def test_what_is_answered_is_left_alone(rows):
    said = people.suggestion(state="yes")
    with pytest.raises(Refused, match="suggestion_answered"):
        do(overriding.remove, said)
    with pytest.raises(Refused, match="suggestion_answered"):
        do(overriding.move, said, Change.UP)
    assert changes() == []


def test_five_steps_up_or_down_and_no_further(rows):
    one = people.suggestion()
    for step in range(1, 6):
        assert do(overriding.move, one, Change.UP).boost == step
    with pytest.raises(Refused, match="suggestion_at_end"):
        do(overriding.move, one, Change.UP)
    assert do(overriding.move, one, Change.DOWN).boost == 4
    assert [one.what for one in changes()] == ["up"] * 5 + ["down"]
