"""Figures about suggestions, checked against what can be counted by hand."""

import itertools

import numpy as np
import pytest

from portal.matching.rules import fairness


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], 0),
        ([0, 0, 0], 0),
        ([5, 5, 5, 5], 0),
        ([0, 0, 0, 8], 0.75),
        ([1, 3], 0.25),
        ([3, 1], 0.25),
        ([7], 0),
    ],
)
def test_gini_of_what_is_counted_by_hand(counts, expected):
    assert fairness.gini(counts) == pytest.approx(expected)


def test_gini_is_half_the_mean_difference_over_the_mean():
    counts = np.random.default_rng(3).integers(0, 40, 60)
    differences = [abs(a - b) for a, b in itertools.product(counts.tolist(), repeat=2)]
    assert fairness.gini(counts) == pytest.approx(np.mean(differences) / (2 * counts.mean()))


def test_gini_is_one_less_twice_the_area_under_the_curve():
    counts = np.random.default_rng(4).integers(0, 9, fairness.MARKS)
    shares, held = zip(*fairness.lorenz(counts), strict=True)
    assert fairness.gini(counts) == pytest.approx(1 - 2 * np.trapezoid(held, shares))


def test_the_curve_begins_and_ends_in_the_corners_and_bends_below_the_line():
    points = fairness.lorenz(np.random.default_rng(5).integers(0, 100, 1234))
    assert points[0] == (0, 0)
    assert points[-1] == (1, 1)
    assert len(points) == fairness.MARKS + 1
    assert all(held <= share for share, held in points)
    assert points == sorted(points)


def test_the_curve_of_a_few_has_a_point_for_each_and_of_nothing_none():
    assert fairness.lorenz([1, 3]) == [(0, 0), (0.5, 0.25), (1, 1)]
    assert fairness.lorenz([0, 0]) == fairness.lorenz([]) == []


def test_coverage_counts_those_who_have_enough():
    assert fairness.coverage([0, 2, 3, 9], 3) == 0.5
    assert fairness.coverage([0, 2, 3, 9], [0, 1, 4, 9]) == 0.75
    assert fairness.coverage([], 3) == 1


def test_a_list_in_the_best_order_is_worth_one_and_less_in_any_other():
    relevance = [3, 2, 1, 0]
    assert fairness.ndcg(relevance, relevance) == 1
    worths = [fairness.ndcg(order, relevance) for order in itertools.permutations(relevance)]
    assert max(worths) == 1
    assert worths.count(1) == 1
    assert min(worths) == fairness.ndcg([0, 1, 2, 3], relevance) > 0


def test_a_list_worth_by_hand():
    # (2^1 - 1) / log2(3) of (2^2 - 1) / log2(2) + (2^1 - 1) / log2(3)
    assert fairness.ndcg([0, 1], [1, 2, 0]) == pytest.approx(0.63093 / 3.63093, abs=1e-5)


def test_only_the_first_k_count_and_a_short_list_misses_what_it_leaves_out():
    assert fairness.ndcg([1, 1, 0], [1, 1, 1], k=2) == 1
    assert fairness.ndcg([1], [1, 1]) == pytest.approx(1 / 1.63093, abs=1e-5)
    assert fairness.ndcg([], [1]) == 0
    assert fairness.ndcg([], []) == fairness.ndcg([0], [0, 0]) == 1
