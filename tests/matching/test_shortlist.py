"""The short list of openings leaves out nothing that could suit."""

from dataclasses import replace

import numpy as np
import pytest

from portal.matching.rules import nearness, scoring, shortlist
from portal.matching.rules.pool import Pool
from portal.matching.rules.weights import DIGITS, LEAST, WEIGHTS, Part
from portal.reference import trades
from tests.bench import population


@pytest.fixture(scope="module")
def world():
    return population.world(40, 150)


def test_whoever_is_left_out_can_not_reach_the_least(world):
    """Everyone, made as fit for every opening as can be but for trade and skills."""
    rarity = scoring.skill_rarity(world.vacancies)
    left_out = 0
    for one in world.seekers:
        pool = Pool([one], nearness.shared())
        kept = {vacancy.id for vacancy in shortlist.likely(pool, world.vacancies)}
        for vacancy in world.vacancies:
            if vacancy.id not in kept:
                easy = replace(vacancy, languages=(), remote=True, hours_per_week=None)
                judged = scoring.judge(pool, easy, population.TODAY, rarity)
                assert judged.score[0] < LEAST
                left_out += 1
    assert left_out > len(world.seekers) * len(world.vacancies) / 2


def test_the_rest_of_a_score_is_not_enough_with_a_trade_that_is_too_far():
    """Not even after rounding."""
    rest = 1 - WEIGHTS[Part.TRADE] - WEIGHTS[Part.SKILLS]
    most = rest + shortlist.FAR * (WEIGHTS[Part.TRADE] + WEIGHTS[Part.SKILLS])
    assert round(most, DIGITS) <= LEAST
    assert shortlist.FAR > 0.1  # else nothing would be left out


def test_several_people_have_the_openings_of_each(world):
    near = nearness.shared()
    few = world.seekers[:6]
    together = {one.id for one in shortlist.likely(Pool(few, near), world.vacancies)}
    each = [
        {one.id for one in shortlist.likely(Pool([seeker], near), world.vacancies)}
        for seeker in few
    ]
    assert together == set().union(*each)


def test_a_skill_or_a_trade_that_comes_with_it_is_enough(world):
    seeker = replace(world.seekers[0], trades=(), wish_trades=(), skills=frozenset())
    asks = next(one for one in world.vacancies if one.skills)
    near = nearness.shared()
    assert shortlist.likely(Pool([seeker], near), [asks]) == []
    named = replace(seeker, skills=frozenset(asks.skills[:1]))
    assert shortlist.likely(Pool([named], near), [asks]) == [asks]
    wishes = replace(seeker, wish_trades=(asks.trade,))
    assert shortlist.likely(Pool([wishes], near), [asks]) == [asks]


def test_an_empty_pool_has_no_openings(world):
    assert shortlist.likely(Pool([], nearness.shared()), world.vacancies) == []


def test_the_world_of_the_benches_is_the_same_each_time():
    once, again = population.world(20, 10), population.world(20, 10)
    assert (once.seekers, once.vacancies) == (again.seekers, again.vacancies)
    assert (once.relevance(3) == again.relevance(3)).all()
    assert np.unique(population.world(300, 60).relevance(0)).tolist() != [0]
    known = {trade.code for trade in trades.known().trades}
    assert {held.code for one in once.seekers for held in one.trades} <= known
