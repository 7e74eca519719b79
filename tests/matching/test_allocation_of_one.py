"""One person or one opening changed: the best for it, while everything else stands."""

import itertools

import numpy as np
import pytest

from portal.matching.rules.allocation import Pairs, allocate, for_opening, for_person
from portal.matching.rules.weights import BEST, EACH_PERSON, KEPT, MOST_PER_PERSON, PLACE
from tests.matching.test_allocation import among_the_best, crowd, drawn, further


def flags(dice, count, chance):
    return dice.random(count) < chance


def subsets(forced):
    for chosen in itertools.product([False, True], repeat=len(forced)):
        chosen = np.array(chosen, bool)
        if not (forced & ~chosen).any():
            yield chosen


@pytest.mark.parametrize("seed", range(80))
def test_the_openings_of_one_person_are_the_best_of_all_sets(seed):
    dice = np.random.default_rng(seed)
    count = int(dice.integers(0, 8))
    value = dice.uniform(0.45, 1, count).round(2)
    kept, forced = flags(dice, count, 0.2), flags(dice, count, 0.1)
    taken, wanted = dice.integers(0, 12, count), dice.integers(1, 5, count)
    last = np.where(dice.random(count) < 0.3, 0.0, dice.uniform(0.45, 1, count).round(2))
    chosen = for_person(
        value=value, kept=kept, forced=forced, taken=taken, wanted=wanted, last=last
    )
    suits_best = value + KEPT * kept > np.where(last > 0, last + KEPT, 0)
    more = np.array(
        [
            crowd(t + 1, w) - crowd(t, w)
            for t, w in zip(taken.tolist(), wanted.tolist(), strict=True)
        ]
    )

    def worth(one):
        turns = min(EACH_PERSON, one.sum()) * PLACE - further(one.sum())
        each = value + KEPT * kept + BEST * suits_best + more
        return each[one].sum() + turns

    most = max(MOST_PER_PERSON, forced.sum())
    best = max(worth(one) for one in subsets(forced) if one.sum() <= most)
    assert worth(chosen) == pytest.approx(best)
    assert min(EACH_PERSON, count) <= chosen.sum() <= most


@pytest.mark.parametrize("seed", range(80))
def test_the_people_of_one_opening_are_the_best_of_all_sets(seed):
    dice = np.random.default_rng(seed)
    count, wanted = int(dice.integers(0, 8)), int(dice.integers(1, 4))
    value = dice.uniform(0.45, 1, count).round(2)
    kept, forced = flags(dice, count, 0.2), flags(dice, count, 0.1)
    given = dice.integers(0, MOST_PER_PERSON + 1, count)
    chosen = for_opening(value=value, kept=kept, forced=forced, given=given, wanted=wanted)
    free = (given < MOST_PER_PERSON) | forced
    alone = Pairs(np.arange(count), np.zeros(count, int), value, kept, forced)
    best_n = among_the_best(alone, np.array([wanted]))
    turn = np.where(given < EACH_PERSON, PLACE, [further(g) - further(g + 1) for g in given])

    def worth(one):
        return (value + KEPT * kept + BEST * best_n + turn)[one].sum() + crowd(
            int(one.sum()), wanted
        )

    best = max(worth(one) for one in subsets(forced) if not (one & ~free).any())
    assert worth(chosen) == pytest.approx(best)
    assert not (chosen & ~free).any()
    assert chosen.sum() >= min(wanted, free.sum())


def last_of(pairs, chosen, opening, wanted) -> float:
    """The score of the last of the n best who have a suggestion of this opening."""
    scores = np.sort(pairs.value[chosen & (pairs.opening == opening)])
    return float(scores[-wanted]) if len(scores) >= wanted else 0.0


@pytest.mark.parametrize("seed", range(10))
def test_after_a_whole_run_nobody_alone_would_have_it_otherwise(seed):
    """Nothing new: the incremental match leaves every list as the whole run made it."""
    dice = np.random.default_rng(seed)
    pairs = drawn(dice, 60, 15, share=0.3, kept=0.0, forced=0.0)
    wanted = dice.integers(1, 5, 15)
    chosen = allocate(pairs, people=60, wanted=wanted).chosen
    hers = np.bincount(pairs.person[chosen], minlength=60)
    theirs = np.bincount(pairs.opening[chosen], minlength=15)
    for person in range(60):
        at = pairs.person == person
        opening = pairs.opening[at]
        alone = for_person(
            value=pairs.value[at],
            kept=chosen[at],
            forced=np.zeros(at.sum(), bool),
            taken=theirs[opening] - chosen[at],
            wanted=wanted[opening],
            last=np.array([last_of(pairs, chosen & ~at, o, wanted[o]) for o in opening]),
        )
        assert (alone == chosen[at]).all()
    for opening in range(15):
        at = pairs.opening == opening
        alone = for_opening(
            value=pairs.value[at],
            kept=chosen[at],
            forced=np.zeros(at.sum(), bool),
            given=hers[pairs.person[at]] - chosen[at],
            wanted=int(wanted[opening]),
        )
        assert (alone == chosen[at]).all()


def test_a_new_opening_goes_to_those_who_have_few_and_to_those_who_suit_it_best():
    given = np.array([3, 3, 0, 2, 4, 6])
    value = np.array([0.95, 0.6, 0.5, 0.5, 0.9, 1.0])  # the last one has as many as can be
    none = np.zeros(6, bool)
    chosen = for_opening(value=value, kept=none, forced=none, given=given, wanted=3)
    assert set(np.flatnonzero(chosen)) == {0, 2, 3, 4}


def test_equal_ones_are_taken_in_their_order():
    none = np.zeros(8, bool)
    even, zero = np.full(8, 0.7), np.zeros(8, int)
    chosen = for_person(value=even, kept=none, forced=none, taken=zero + 9, wanted=zero + 3)
    assert set(np.flatnonzero(chosen)) == {0, 1, 2}


def test_with_nothing_there_is_nothing():
    none, empty, zero = np.zeros(0, bool), np.zeros(0), np.zeros(0, int)
    assert not for_person(value=empty, kept=none, forced=none, taken=zero, wanted=zero).size
    assert not for_opening(value=empty, kept=none, forced=none, given=zero, wanted=3).size
