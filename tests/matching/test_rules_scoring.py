"""The parts of a score, one by one, and what they come to."""

import pytest

from portal.matching.rules import scoring, weights
from portal.matching.rules.facts import HeldTrade
from portal.matching.rules.weights import LEAST, WEIGHTS, Part
from tests.matching.pairs import (
    CALM,
    FLUENT,
    GOOD,
    LITTLE,
    TODAY,
    in_days,
    judged,
    part,
    seeker,
    told,
    vacancy,
)


def held(*trades):
    return tuple(HeldTrade(code, months) for code, months in trades)


# TRADE


def test_two_years_of_the_trade_are_all_of_it():
    full = part(Part.TRADE, seeker(trades=held(("tailor", 24))))
    assert full == part(Part.TRADE, seeker(trades=held(("tailor", 240)))) == 1
    fresh = part(Part.TRADE, seeker(trades=held(("tailor", 0))))
    assert fresh == weights.BEGINNER
    assert fresh < part(Part.TRADE, seeker(trades=held(("tailor", 12)))) < full


def test_the_best_of_several_trades_counts():
    one = part(Part.TRADE, seeker(trades=held(("cook", 72), ("tailor", 24), ("mason", 6))))
    assert one == 1


def test_a_near_trade_with_long_experience_may_beat_the_same_without():
    near = part(Part.TRADE, seeker(trades=held(("dressmaker", 48))))
    assert weights.BEGINNER < near < 1


@pytest.mark.parametrize(
    ("kind", "much"), [("internship", weights.WISHED_TO_LEARN), ("permanent", weights.WISHED)]
)
def test_a_beginners_wish_counts_most_where_one_learns(kind, much):
    beginner = seeker(trades=(), skills=frozenset(), wish_trades=("tailor",))
    assert part(Part.TRADE, beginner, vacancy(kind=kind)) == much


def test_a_beginner_who_wishes_a_trade_is_suggested_where_it_is_taught():
    beginner = seeker(trades=(), skills=frozenset(), wish_trades=("tailor",), route="counsellor")
    for kind in ("internship", "apprenticeship", "training", "work_grant"):
        assert told(beginner, vacancy(kind=kind)).score >= LEAST


# SKILLS


def test_rare_skills_weigh_more():
    asks = vacancy(skills=("sewing-machine", "overlock-machine"))
    common = part(Part.SKILLS, seeker(trades=(), skills=frozenset({"sewing-machine"})), asks)
    rare = part(Part.SKILLS, seeker(trades=(), skills=frozenset({"overlock-machine"})), asks)
    assert (common, rare) == (round(1.2 / 5.2, 4), round(4 / 5.2, 4))


def test_required_skills_come_before_desired_ones():
    asks = vacancy(skills=("ironing",), skills_wished=("teamwork",))
    required = part(Part.SKILLS, seeker(trades=(), skills=frozenset({"ironing"})), asks)
    desired = part(Part.SKILLS, seeker(trades=(), skills=frozenset({"teamwork"})), asks)
    assert (required, desired) == (round(2 / 3, 4), round(1 / 3, 4))


def test_a_skill_that_is_required_and_desired_is_required():
    asks = vacancy(skills=("ironing",), skills_wished=("ironing", "teamwork"))
    one = part(Part.SKILLS, seeker(trades=(), skills=frozenset({"ironing"})), asks)
    assert one == round(2 / 3, 4)


def test_a_trade_brings_the_skills_that_it_cant_do_without():
    """Who named a trade and no skill is not lost; who named the skill is surer."""
    silent, says = seeker(skills=frozenset()), seeker()
    assert part(Part.SKILLS, silent) == weights.IMPLIED
    assert part(Part.SKILLS, says) == 1
    assert part(Part.SKILLS, seeker(trades=(), skills=frozenset())) == 0


def test_a_skill_in_own_words_is_compared_folded():
    asks = vacancy(skills=("broderie de fes",))
    assert part(Part.SKILLS, seeker(trades=(), skills=frozenset({"broderie de fes"})), asks) == 1
    assert part(Part.SKILLS, seeker(trades=(), skills=frozenset({"broderie"})), asks) == 0


def test_own_words_that_name_a_known_skill_are_that_skill():
    asks = vacancy(skills=("machine a coudre",))
    assert part(Part.SKILLS, seeker(trades=(), skills=frozenset({"sewing-machine"})), asks) == 1
    asks = vacancy(skills=("sewing-machine",))
    assert part(Part.SKILLS, seeker(trades=(), skills=frozenset({"machine a coudre"})), asks) == 1


def test_where_no_skill_is_asked_for_the_trade_speaks():
    asks = vacancy(skills=())
    assert part(Part.SKILLS, seeker(), asks) > part(Part.SKILLS, seeker(skills=frozenset()), asks)
    assert part(Part.SKILLS, seeker(trades=(), skills=frozenset()), asks) == 0
    group = vacancy(trade="isco-7531", skills=())  # has no skills of its own
    assert part(Part.SKILLS, seeker(), group) == part(Part.TRADE, seeker(), group)


def test_an_opening_of_which_nothing_is_known_suits_nobody():
    nothing = vacancy(trade="", skills=(), languages=())
    everything = seeker(wish_trades=("tailor",), has_cv=True, skills=frozenset({"teamwork"}))
    assert told(everything, nothing).score < LEAST


def test_rarity_counts_openings_and_knows_own_words_from_skills():
    asks = [
        vacancy(skills=("ironing", "ironing", "own words"), skills_wished=("ironing",)),
        vacancy(skills=("ironing", "teamwork")),
        vacancy(skills=()),
    ]
    rare = scoring.skill_rarity(asks)
    assert set(rare) == {"ironing", "teamwork"}
    assert 1 < rare["ironing"] < rare["teamwork"] < 3
    assert rare == scoring.skill_rarity(reversed(asks))
    assert scoring.skill_rarity([]) == {}


# LANGUAGES


def test_more_than_the_level_and_writing_help_a_little():
    def speaking(spoken, written):
        return part(Part.LANGUAGES, seeker(languages=(("fr", spoken, written),)))

    assert speaking(GOOD, 0) == weights.MET
    assert speaking(GOOD, GOOD) > speaking(GOOD, LITTLE) > speaking(GOOD, 0)
    assert speaking(FLUENT, FLUENT) == 1
    assert 0 < speaking(LITTLE, FLUENT) < weights.MET
    assert speaking(0, 0) == 0


def test_no_language_asked_for_is_no_loss():
    assert part(Part.LANGUAGES, seeker(languages=()), vacancy(languages=())) == 1


def test_every_language_that_is_asked_for_counts_the_same():
    asks = vacancy(languages=(("fr", GOOD), ("en", LITTLE)))
    both = (("fr", GOOD, 0), ("en", LITTLE, 0))
    assert part(Part.LANGUAGES, seeker(languages=both), asks) == weights.MET
    assert part(Part.LANGUAGES, seeker(languages=both[:1]), asks) == weights.MET / 2


# DISTANCE


def test_the_nearer_the_better():
    def from_rabat(city, travel="move"):
        return part(Part.DISTANCE, seeker(city="rabat", travel=travel), vacancy(city=city))

    order = [from_rabat(city) for city in ("rabat", "sale", "kenitra", "casablanca")]
    assert order == sorted(order, reverse=True)
    assert order[0] == 1
    assert from_rabat("casablanca") == from_rabat("agadir") == weights.MOVING
    assert from_rabat("kenitra") == from_rabat("kenitra", "around")
    assert from_rabat("rabat", "near") == weights.ON_FOOT


def test_a_city_that_she_named_and_work_from_home():
    named = seeker(city="rabat", other_cities=frozenset({"agadir", "sale"}))
    assert part(Part.DISTANCE, named, vacancy(city="agadir")) == weights.NAMED
    assert part(Part.DISTANCE, named, vacancy(city="sale")) == weights.IN_THE_AREA
    assert part(Part.DISTANCE, named, vacancy(city="fes", remote=True)) == 1


# AVAILABILITY


def test_the_later_she_begins_the_less():
    def ready(days, starts=60):
        who = seeker(ready_on=in_days(days))
        return part(Part.AVAILABILITY, who, vacancy(starts_on=in_days(starts)))

    assert ready(0) == ready(60) == 1
    assert ready(60) > ready(67) > ready(74) == 0.5 * weights.LAST_DAY + 0.5


def test_where_her_counsellor_decides_the_first_day_is_open():
    asks = vacancy(kind="training")
    assert part(Part.AVAILABILITY, seeker(route="counsellor"), asks) == 0.5 * 0.6 + 0.5
    assert part(Part.AVAILABILITY, seeker(route="weeks"), asks) == 1


def test_an_opening_that_offers_fewer_hours_than_she_wants_is_worth_less():
    def offered(hours):
        return part(Part.AVAILABILITY, seeker(hours_per_week=30), vacancy(hours_per_week=hours))

    assert offered(30) == offered(33) == 1
    assert offered(30) > offered(20) > offered(4) > 0.5
    assert offered(34) == 0.5  # more than she has: the rule says no
    assert offered(None) == 0.5 + 0.5 * weights.HOURS_UNKNOWN


# PREFERENCES


def test_what_she_wishes_and_chooses_is_preferred():
    def likes(**other):
        return part(Part.PREFERENCES, seeker(**other))

    wishes = likes(wish_trades=("tailor",))
    assert wishes == 1
    assert wishes > likes(wish_trades=("dressmaker",)) > likes(wish_trades=("mason",))
    assert wishes > likes() > likes(wants=frozenset())


def test_a_cv_that_is_asked_for_and_is_not_there_costs_a_little_and_excludes_nobody():
    without = seeker(has_cv=False)
    assert part(Part.PREFERENCES, without, vacancy(no_cv=True)) == part(Part.PREFERENCES)
    asks = told(without, vacancy(no_cv=False))
    assert asks.parts[Part.PREFERENCES] == pytest.approx(part(Part.PREFERENCES) - weights.CV)
    assert asks.ok


# The whole


def test_a_score_is_the_weighed_sum_of_its_parts():
    found = told(seeker(trades=held(("dressmaker", 12)), ready_on=in_days(20)))
    total = sum(WEIGHTS[name] * value for name, value in found.parts.items())
    assert found.score == pytest.approx(total, abs=1e-4)
    assert set(found.parts) == set(Part)


def test_numbers_have_four_digits_so_that_what_is_stored_is_what_was_computed():
    found = told(seeker(trades=held(("dressmaker", 13)), skills=frozenset({"hand-sewing"})))
    for value in (found.score, *found.parts.values()):
        assert value == round(value, 4)
        assert len(repr(value)) <= 6


def test_a_perfect_pair_has_one_and_a_stranger_almost_nothing():
    perfect = seeker(languages=(("fr", FLUENT, FLUENT),), wish_trades=("tailor",))
    assert told(perfect).score == 1
    stranger = seeker(
        trades=held(("mason", 6)), skills=frozenset(), languages=(), city="agadir", ready_on=None
    )
    assert told(stranger).score < 0.25


def test_a_pool_without_people_is_judged_too():
    found = judged([], vacancy())
    assert len(found.score) == len(found.ok) == 0


def test_only_openings_that_suit_someone_are_handed_on():
    from tests.matching.pairs import pool

    asks = [
        vacancy(id=1),
        vacancy(id=2, city="agadir"),
        vacancy(id=3, trade="mason", skills=("laying-bricks",)),
        vacancy(id=4, room=0),
        vacancy(id=5, kind="daily"),
    ]
    found = list(scoring.suiting(pool(seeker()), asks, TODAY, CALM))
    assert [one.id for one, _judged in found] == [1]
    assert found[0][1].score[0] == told(seeker(), asks[0]).score
