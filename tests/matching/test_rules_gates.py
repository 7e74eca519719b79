"""The hard rules, one table: a pair keeps a rule or breaks it, whatever else holds."""

import hashlib

import numpy as np
import pytest

from portal.matching import labels, texts
from portal.matching.rules import gates, weights
from portal.matching.rules.explaining import broken
from portal.matching.rules.facts import HeldTrade
from portal.matching.rules.weights import PARTS_OF_DAY, WEIGHTS, Part, Rule
from portal.opportunities.states import Kind
from portal.people.states import Hours
from tests.matching.pairs import (
    FLUENT,
    GOOD,
    LITTLE,
    TODAY,
    in_days,
    judged,
    pool,
    seeker,
    told,
    vacancy,
)

LEARN = ["observation", "internship", "pfe", "apprenticeship", "training", "work_grant"]
WORK = ["fixed_term", "permanent", "daily"]
KNOWN = ("2026-11-22", "ba096218b8786875")  # the version, and what the table of that version is

# rule, what differs of the person, what differs of the opening, is it kept?
CASES = [
    (Rule.CONSENT, {}, {}, True),
    (Rule.CONSENT, {"consents": False}, {}, False),
    (Rule.CONSENT, {"active": False}, {}, False),
    (Rule.CAPACITY, {}, {"room": 1}, True),
    (Rule.CAPACITY, {}, {"room": 0}, False),
    (Rule.CAPACITY, {}, {"open": False}, False),
    (Rule.TAKEN, {"taken": frozenset({6, 8})}, {"id": 7}, True),
    (Rule.TAKEN, {"taken": frozenset({7})}, {"id": 7}, False),
    (Rule.KIND, {"wants": frozenset()}, {"kind": "daily"}, True),
    (Rule.KIND, {"wants": frozenset({"daily", "pfe"})}, {"kind": "daily"}, True),
    (Rule.KIND, {"wants": frozenset({"pfe"})}, {"kind": "daily"}, False),
    # Within her city; Rabat, Salé and Témara are one.
    (Rule.REACH, {"city": "rabat", "travel": "near"}, {"city": "rabat"}, True),
    (Rule.REACH, {"city": "rabat", "travel": "near"}, {"city": "sale"}, False),
    (Rule.REACH, {"city": "rabat", "travel": "city"}, {"city": "temara"}, True),
    (Rule.REACH, {"city": "rabat", "travel": "city"}, {"city": "kenitra"}, False),
    (Rule.REACH, {"city": "rabat", "travel": "around"}, {"city": "kenitra"}, True),
    (Rule.REACH, {"city": "tanger", "travel": "around"}, {"city": "tetouan"}, True),
    (Rule.REACH, {"city": "rabat", "travel": "around"}, {"city": "casablanca"}, False),
    (Rule.REACH, {"city": "rabat", "travel": "move"}, {"city": "agadir"}, True),
    (Rule.REACH, {"other_cities": frozenset({"agadir"})}, {"city": "agadir"}, True),
    (Rule.REACH, {"other_cities": frozenset({"agadir"})}, {"city": "fes"}, False),
    (Rule.REACH, {"travel": ""}, {"city": "sale"}, True),
    (Rule.REACH, {"city": "oujda"}, {"city": "", "remote": True}, True),
    (Rule.REACH, {"city": ""}, {"city": "", "remote": True}, True),
    # Places in someone's own words: the same words, or who would move.
    (Rule.REACH, {"city": "", "place": "berkane"}, {"city": "", "place": "berkane"}, True),
    (Rule.REACH, {"city": "", "place": "berkane"}, {"city": "", "place": "taza"}, False),
    (Rule.REACH, {"city": "", "place": "berkane"}, {"city": "oujda"}, False),
    (Rule.REACH, {"city": "oujda"}, {"city": "", "place": "berkane"}, False),
    (Rule.REACH, {"travel": "move"}, {"city": "", "place": "berkane"}, True),
    (Rule.REACH, {"city": "", "travel": "move"}, {"city": "oujda"}, True),
    # Nobody knows where she lives, or where the work is.
    (Rule.REACH, {"city": ""}, {"city": "rabat"}, False),
    (Rule.REACH, {"city": ""}, {"city": ""}, False),
    (Rule.REACH, {"travel": "move"}, {"city": ""}, False),
    (Rule.LANGUAGE, {"languages": ()}, {"languages": ()}, True),
    (Rule.LANGUAGE, {"languages": (("fr", GOOD, 0),)}, {"languages": (("fr", GOOD),)}, True),
    (Rule.LANGUAGE, {"languages": (("fr", LITTLE, 3),)}, {"languages": (("fr", GOOD),)}, False),
    (Rule.LANGUAGE, {"languages": ()}, {"languages": (("wo", LITTLE),)}, False),
    (
        Rule.LANGUAGE,
        {"languages": (("fr", GOOD, 0),)},
        {"languages": (("fr", GOOD), ("en", LITTLE))},
        False,
    ),
    # Arabic and Darija stand in for each other, one level less well.
    (Rule.LANGUAGE, {"languages": (("ar", FLUENT, 0),)}, {"languages": (("ary", GOOD),)}, True),
    (Rule.LANGUAGE, {"languages": (("ar", GOOD, 0),)}, {"languages": (("ary", GOOD),)}, False),
    (Rule.LANGUAGE, {"languages": (("ary", FLUENT, 0),)}, {"languages": (("ar", GOOD),)}, True),
    # The highest of two levels that are asked for counts.
    (
        Rule.LANGUAGE,
        {"languages": (("fr", GOOD, 0),)},
        {"languages": (("fr", LITTLE), ("fr", FLUENT))},
        False,
    ),
    (
        Rule.LANGUAGE,
        {"languages": (("fr", GOOD, 0),)},
        {"languages": (("fr", FLUENT), ("fr", LITTLE))},
        False,
    ),
    (Rule.DATES, {"ready_on": None}, {"starts_on": None}, True),
    (Rule.DATES, {"ready_on": in_days(-400)}, {"starts_on": None}, True),
    (Rule.DATES, {"ready_on": in_days(30)}, {"starts_on": None}, True),
    (Rule.DATES, {"ready_on": in_days(31)}, {"starts_on": None}, False),
    (Rule.DATES, {"ready_on": in_days(74)}, {"starts_on": in_days(60)}, True),
    (Rule.DATES, {"ready_on": in_days(75)}, {"starts_on": in_days(60)}, False),
    (Rule.DATES, {"ready_on": in_days(30)}, {"starts_on": in_days(-20)}, True),
    (Rule.DATES, {"ready_on": in_days(31)}, {"starts_on": in_days(-20)}, False),
    (Rule.HOURS, {"hours_per_week": 20}, {"hours_per_week": None}, True),
    (Rule.HOURS, {"hours_per_week": 20}, {"hours_per_week": 22}, True),
    (Rule.HOURS, {"hours_per_week": 20}, {"hours_per_week": 23}, False),
    (Rule.HOURS, {"hours_per_week": 40}, {"hours_per_week": 60}, True),
    (Rule.HOURS, {"hours_per_week": None}, {"hours_per_week": 60}, True),
    (Rule.HOURS, {"hours": frozenset({"mornings"})}, {"hours_per_week": 22}, True),
    (Rule.HOURS, {"hours": frozenset({"mornings"})}, {"hours_per_week": 40}, False),
    (Rule.HOURS, {"hours": frozenset({"mornings", "afternoons"})}, {"hours_per_week": 44}, True),
    (Rule.HOURS, {"hours": frozenset({"mornings", "afternoons"})}, {"hours_per_week": 48}, False),
    (Rule.HOURS, {"hours": frozenset({"weekends"})}, {"hours_per_week": 16}, True),
    *((Rule.ROUTE, {"route": "counsellor"}, {"kind": kind}, True) for kind in LEARN),
    *((Rule.ROUTE, {"route": "counsellor"}, {"kind": kind}, False) for kind in WORK),
    *((Rule.ROUTE, {"route": "now"}, {"kind": kind}, True) for kind in WORK),
    *((Rule.ROUTE, {"route": "weeks"}, {"kind": kind}, True) for kind in WORK),
    (Rule.NEAR, {}, {}, True),
    (Rule.NEAR, {"trades": (HeldTrade("mason", 72),), "skills": frozenset()}, {}, False),
    (Rule.NEAR, {"trades": (), "skills": frozenset()}, {}, False),
    # A trade in own words is near nothing, on either side.
    (Rule.NEAR, {}, {"trade": "", "skills": ()}, False),
    (Rule.NEAR, {"trades": (HeldTrade("", 72),), "skills": frozenset()}, {}, False),
]


@pytest.mark.parametrize(("rule", "of_person", "of_opening", "kept"), CASES)
def test_a_pair_keeps_a_rule_or_breaks_it(rule, of_person, of_opening, kept):
    found = told(seeker(**of_person), vacancy(**of_opening))
    assert found.passed[rule] is kept
    assert (rule in broken(found.passed)) is not kept
    assert kept or not found.ok


def test_every_rule_is_kept_and_broken_in_the_table():
    for kept in (True, False):
        assert {rule for rule, _person, _opening, one in CASES if one is kept} == set(Rule)


@pytest.mark.parametrize("rule", [rule for rule in Rule if rule not in (Rule.NEAR, Rule.REACH)])
def test_a_rule_stands_alone(rule):
    """What breaks one of them breaks no other: the team reads the true reason."""
    one = next(case for case in CASES if case[0] == rule and not case[3])
    assert broken(told(seeker(**{"wants": frozenset()} | one[1]), vacancy(**one[2])).passed) == [
        rule
    ]


def test_rules_are_told_in_the_order_in_which_they_are_looked_at():
    nothing = seeker(consents=False, city="oujda", languages=(), wants=frozenset({"pfe"}))
    assert broken(told(nothing).passed) == [Rule.CONSENT, Rule.KIND, Rule.REACH, Rule.LANGUAGE]


@pytest.mark.parametrize("said", [labels.RULES, texts.RULES_FOR_PERSON, texts.RULES_FOR_TEAM])
def test_each_rule_has_a_name_and_a_sentence_for_each_side(said):
    assert list(said) == [str(rule) for rule in Rule]


def test_each_part_has_a_name_and_a_weight():
    assert list(labels.PARTS) == [str(part) for part in Part] == list(WEIGHTS)
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_the_kinds_where_one_learns_and_the_others_are_all():
    assert {str(kind) for kind in gates.TEACHING} == set(LEARN)
    assert {*LEARN, *WORK} == {str(kind) for kind in Kind}
    assert list(PARTS_OF_DAY) == [str(part) for part in Hours]


def test_the_quick_look_agrees_with_the_rules():
    people = [seeker(id=n, **case[1]) for n, case in enumerate(CASES)]
    alone = [pool(one) for one in people]
    for case in CASES[::5]:
        what = vacancy(**case[2])
        rules = judged(people, what).passed
        kept = np.logical_and.reduce([rules[rule] for rule in Rule if rule != Rule.NEAR])
        assert [gates.someone(one, what, TODAY) for one in alone] == kept.tolist()


def test_who_changes_a_weight_gives_the_table_a_new_version():
    """Suggestions remember the version that they were made with."""
    table = {name: value for name, value in vars(weights).items() if name.isupper()}
    version = table.pop("VERSION")
    digest = hashlib.sha256(repr(sorted(table.items())).encode()).hexdigest()[:16]
    assert (version, digest) == KNOWN
