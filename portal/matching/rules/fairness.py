"""How evenly chances are spread, and how good a list is: figures about suggestions."""

import numpy as np
from numpy.typing import ArrayLike

MARKS = 20  # of a curve: enough to draw


def gini(counts: ArrayLike) -> float:
    """0: everyone has as much; towards 1: one has it all. 0, too, where there is nothing."""
    sorted_counts = np.sort(np.asarray(counts, float))
    total, size = sorted_counts.sum(), len(sorted_counts)
    if not total:
        return 0.0
    places = np.arange(1, size + 1)
    return float(2 * (places @ sorted_counts) / (size * total) - (size + 1) / size)


def lorenz(counts: ArrayLike) -> list[tuple[float, float]]:
    """The exposure curve: which share of all suggestions goes to the share of people (or openings)
    with the fewest. From (0, 0) to (1, 1); no points where there is nothing."""
    sorted_counts = np.sort(np.asarray(counts, float))
    total, size = sorted_counts.sum(), len(sorted_counts)
    if not total:
        return []
    held = np.r_[0, np.cumsum(sorted_counts)] / total
    at = np.unique(np.linspace(0, size, MARKS + 1).round().astype(int))
    return [(float(place / size), float(held[place])) for place in at]


def coverage(counts: ArrayLike, enough: ArrayLike) -> float:
    """The share that has at least `enough` (one number, or one for each); 1 where nobody is."""
    reached = np.asarray(counts) >= np.asarray(enough)
    return float(reached.mean()) if reached.size else 1.0


def ndcg(shown: ArrayLike, possible: ArrayLike, k: int = 10) -> float:
    """How good the first `k` of a list are, from 0 to 1 (the best list there could be).

    `shown`: how relevant each entry of the list is, first one first; `possible`: the same for
    everything that could be in it, in any order. 1 where nothing is relevant: no list is better.
    """
    best = _gained(np.sort(np.asarray(possible, float))[::-1][:k])
    return _gained(np.asarray(shown, float)[:k]) / best if best else 1.0


def _gained(relevance: np.ndarray) -> float:
    """The further down, the less it counts: few people read on."""
    return float(((2**relevance - 1) / np.log2(np.arange(2, len(relevance) + 2))).sum())
