"""The best set of suggestions: found, not guessed; the same again; nothing but what may be."""

import itertools
import math

import numpy as np
import pytest

from portal.matching.rules import allocation
from portal.matching.rules.allocation import Pairs, allocate
from portal.matching.rules.weights import (
    BEST,
    CROWDING,
    EACH_PERSON,
    FURTHER,
    KEPT,
    MOST_PER_PERSON,
    PLACE,
)


def of(people, openings, values, kept=(), forced=()) -> Pairs:
    flags = [np.isin(np.arange(len(people)), list(places)) for places in (kept, forced)]
    return Pairs(np.array(people, int), np.array(openings, int), np.array(values, float), *flags)


def drawn(dice, people, openings, share=0.5, kept=0.2, forced=0.1) -> Pairs:
    """Pairs as they come: scores of two digits, so that many are equal, in no order."""
    person, opening = np.nonzero(dice.random((people, openings)) < share)
    order = dice.permutation(len(person))
    value = dice.uniform(0.45, 1, len(person)).round(2)
    flags = [dice.random(len(person)) < chance for chance in (kept, forced)]
    return Pairs(person[order], opening[order], value, *flags)


def crowd(count: int, wanted: int) -> float:
    """What the places of an opening with so many suggestions add, one after the other."""
    total = 0.0
    for before in range(count):
        if before < wanted:
            total += PLACE
            continue
        steps = 1
        while before >= math.ceil(wanted * (1.5 if steps % 2 else 2) * 2 ** ((steps - 1) // 2)):
            steps += 1
        total -= CROWDING / 2 * steps
    return total


def further(count: int) -> float:
    return sum(FURTHER[0] + FURTHER[1] * more for more in range(max(0, count - EACH_PERSON)))


def among_the_best(pairs: Pairs, wanted) -> np.ndarray:
    """Who is one of the n best of an opening: of equals, who was shown, then who comes first."""
    scores = (pairs.value + KEPT * pairs.kept).tolist()
    best = np.zeros(len(pairs), bool)
    for opening, count in enumerate(wanted.tolist()):
        at = np.flatnonzero(pairs.opening == opening).tolist()
        best[sorted(at, key=lambda place: (-scores[place], place))[:count]] = True
    return best


def worth(pairs: Pairs, chosen, people, wanted) -> float:
    """What a set is worth, from what the words say; -inf when it may not be."""
    hers = np.bincount(pairs.person[chosen], minlength=people)
    theirs = np.bincount(pairs.opening[chosen], minlength=len(wanted))
    eligible = np.bincount(pairs.person, minlength=people)
    forced = np.bincount(pairs.person[pairs.forced], minlength=people)
    if (hers < np.minimum(EACH_PERSON, eligible)).any():
        return -math.inf
    if (hers > np.maximum(MOST_PER_PERSON, forced)).any() or (pairs.forced & ~chosen).any():
        return -math.inf
    # Past the most, only forced ones count, each at what the last one costs.
    cost = sum(
        further(min(n, MOST_PER_PERSON))
        + max(0, n - MOST_PER_PERSON) * (further(MOST_PER_PERSON) - further(MOST_PER_PERSON - 1))
        for n in hers.tolist()
    )
    places = sum(crowd(n, w) for n, w in zip(theirs.tolist(), wanted.tolist(), strict=True))
    each = pairs.value + KEPT * pairs.kept + BEST * among_the_best(pairs, wanted)
    return each[chosen].sum() + places - cost


def best_of_all(pairs: Pairs, people, wanted) -> float:
    subsets = itertools.product([False, True], repeat=int((~pairs.forced).sum()))
    free = np.flatnonzero(~pairs.forced)
    best = -math.inf
    for subset in subsets:
        chosen = pairs.forced.copy()
        chosen[free] = subset
        best = max(best, worth(pairs, chosen, people, wanted))
    return best


@pytest.mark.parametrize("seed", range(150))
def test_no_set_is_better_than_the_one_found(seed):
    dice = np.random.default_rng(seed)
    people, openings = (int(n) for n in dice.integers(1, 5, 2))
    pairs = drawn(dice, people, openings, share=0.6, forced=0.2)
    while len(pairs) > 8:
        pairs = drawn(dice, people, openings, share=0.5, forced=0.2)
    wanted = dice.integers(1, 4, openings)
    found = allocate(pairs, people=people, wanted=wanted)
    assert found.objective == pytest.approx(best_of_all(pairs, people, wanted), abs=1e-6)
    assert found.objective == pytest.approx(worth(pairs, found.chosen, people, wanted), abs=1e-6)


def test_one_person_with_many_openings_gets_the_best_and_no_more_than_the_most():
    pairs = of([0] * 9, range(9), [0.5, 0.9, 0.6, 0.8, 0.7, 0.95, 0.55, 0.65, 0.75])
    found = allocate(pairs, people=1, wanted=np.ones(9, int))
    assert set(np.flatnonzero(found.chosen)) == {5, 1, 3, 8, 4, 7}  # six of them fill a place
    assert found.counts["openings_short"] == 3


@pytest.mark.parametrize("seed", range(20))
def test_everyone_has_three_and_every_opening_its_number_where_there_are_so_many(seed):
    dice = np.random.default_rng(seed)
    pairs = drawn(dice, 120, 30, share=dice.uniform(0.02, 0.4))
    wanted = dice.integers(1, 6, 30)
    found = allocate(pairs, people=120, wanted=wanted)
    hers = np.bincount(pairs.person[found.chosen], minlength=120)
    theirs = np.bincount(pairs.opening[found.chosen], minlength=30)
    assert (hers >= np.minimum(3, np.bincount(pairs.person, minlength=120))).all()
    most = np.maximum(6, np.bincount(pairs.person[pairs.forced], minlength=120))
    assert (hers <= most).all()
    assert (theirs >= np.minimum(wanted, np.bincount(pairs.opening, minlength=30))).all()
    assert found.chosen[pairs.forced].all()
    assert found.counts["people_short"] == found.counts["openings_short"] == 0


def test_a_crowd_that_nobody_needs_is_spread():
    """Forty people who are alike, four openings that are alike: everyone has three of them."""
    person, opening = np.divmod(np.arange(40 * 4), 4)
    found = allocate(of(person, opening, np.full(160, 0.7)), people=40, wanted=np.full(4, 3))
    theirs, hers = np.bincount(opening[found.chosen]), np.bincount(person[found.chosen])
    assert hers.min() == 3
    assert (hers > 3).sum() <= 3  # the first three of equals are everyone's three best
    assert theirs.max() - theirs.min() <= 12  # all within one step of a crowd of thirty


def test_a_crowd_gives_way_only_as_far_as_the_scores_allow():
    """Six openings; the first is everyone's best, by more or by less than a crowd costs."""
    person, opening = np.divmod(np.arange(40 * 6), 6)
    crowds = []
    for better in (0.02, 0.5):
        values = np.where(opening == 0, 0.5 + better, 0.5)
        found = allocate(of(person, opening, values), people=40, wanted=np.ones(6, int))
        crowds.append(np.bincount(opening[found.chosen])[0])
    assert crowds[0] < 30
    assert crowds[1] == 40


@pytest.mark.parametrize("seed", range(12))
def test_the_same_question_has_the_same_answer(seed):
    pairs = drawn(np.random.default_rng(seed), 200, 40, share=0.2)
    wanted = np.full(40, 3)
    once, again = (allocate(pairs, people=200, wanted=wanted) for _ in range(2))
    assert (once.chosen == again.chosen).all()


@pytest.mark.parametrize("seed", range(12))
def test_a_second_run_over_what_the_first_one_chose_changes_nothing(seed):
    pairs = drawn(np.random.default_rng(seed), 200, 40, share=0.2, kept=0.0)
    wanted = np.random.default_rng(seed).integers(1, 6, 40)
    first = allocate(pairs, people=200, wanted=wanted)
    stand = Pairs(pairs.person, pairs.opening, pairs.value, first.chosen, pairs.forced)
    second = allocate(stand, people=200, wanted=wanted)
    assert (second.chosen == first.chosen).all()


def test_what_stands_gives_way_to_what_is_much_better():
    pairs = of([0] * 4, range(4), [0.50, 0.52, 0.53, 0.54], kept=[0, 1, 2])
    wanted = np.full(4, 3)
    least = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2]), np.array([0, 0, 0, 1, 1, 1, 2, 2, 2])
    fourth = np.arange(3), np.full(3, 3)
    person = np.r_[0, 0, 0, 0, 1 + least[0], 1 + fourth[0]]
    opening = np.r_[0:4, least[1], fourth[1]]  # others fill every place
    for last, goes in ((0.54, False), (0.60, True)):
        values = np.r_[0.50, 0.52, 0.53, last, np.full(12, 0.9)]
        kept = np.isin(np.arange(16), [0, 1, 2])
        pairs = Pairs(person, opening, values, kept, np.zeros(16, bool))
        found = allocate(pairs, people=4, wanted=wanted)
        assert found.chosen[3] == goes
        assert found.chosen[0] != goes


@pytest.mark.parametrize("seed", range(20))
def test_no_set_passes_the_bound_and_the_gap_is_what_is_said(seed):
    dice = np.random.default_rng(seed)
    pairs = drawn(dice, 300, 50, share=0.3)
    wanted = dice.integers(1, 6, 50)
    found = allocate(pairs, people=300, wanted=wanted)
    everything = _solved_whole(pairs, 300, wanted)
    assert found.objective <= everything + 1e-5 <= found.bound + 2e-5
    assert 0 <= found.gap == found.bound - found.objective <= allocation.CLOSE


def _solved_whole(pairs: Pairs, people: int, wanted) -> float:
    """The same program with every pair in it from the beginning, by another method."""
    sides = allocation._sides(pairs, people, wanted)
    gain = pairs.value + KEPT * pairs.kept + BEST * among_the_best(pairs, wanted)
    chosen, _, _ = allocation._solved(pairs, gain, sides, np.arange(len(pairs)))
    return worth(pairs, chosen, people, wanted)


def test_prices_that_are_wrong_still_bound_every_set():
    dice = np.random.default_rng(1)
    pairs = drawn(dice, 60, 12)
    wanted = dice.integers(1, 6, 12)
    found = allocate(pairs, people=60, wanted=wanted)
    sides = allocation._sides(pairs, 60, wanted)
    gain = pairs.value + KEPT * pairs.kept + BEST * among_the_best(pairs, wanted)
    for _ in range(50):
        dear, price = dice.normal(0, 0.5, 60), dice.normal(0, 0.5, 12)
        pays = gain - dear[pairs.person] - price[pairs.opening]
        bound = allocation._bound(pays, pairs.forced, sides, dear, price)
        assert bound >= found.objective


def test_without_pairs_there_is_nothing_to_choose():
    for people, openings in ((0, 0), (5, 0), (0, 5), (5, 5)):
        found = allocate(of([], [], []), people=people, wanted=np.full(openings, 3))
        assert not found.chosen.size
        assert found.gap == found.objective == 0


def test_one_pair_is_chosen():
    found = allocate(of([2], [1], [0.5]), people=4, wanted=np.array([3, 1]))
    assert found.chosen.all()


def test_an_opening_gets_its_n_best_even_those_who_have_three():
    """One who is best everywhere is suggested more often than three times, up to the most."""
    person, opening = np.divmod(np.arange(8 * 5), 5)
    values = np.where(person == 0, 0.9, 0.6)
    found = allocate(of(person, opening, values), people=8, wanted=np.ones(5, int))
    assert found.chosen[person == 0].all()
    assert (np.bincount(person[found.chosen])[1:] == EACH_PERSON).all()


def test_the_team_may_add_more_than_the_most():
    pairs = of([0] * 10, range(10), np.linspace(0.5, 0.9, 10), forced=range(8))
    found = allocate(pairs, people=1, wanted=np.full(10, 1))
    assert set(np.flatnonzero(found.chosen)) == set(range(8))
