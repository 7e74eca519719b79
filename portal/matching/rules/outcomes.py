"""What a whole run came to, in figures: who is reached, how even it is, what that cost."""

from typing import Any

import numpy as np

from portal.matching.rules import fairness
from portal.matching.rules.allocation import Allocation, Pairs
from portal.matching.rules.weights import EACH_PERSON


def outcomes(pairs: Pairs, best: Allocation, *, people: int, wanted: np.ndarray) -> dict[str, Any]:
    """Ready for JSON.

    `exposure`: how evenly suggestions are spread over the people who could have one, and
    `exposure_openings` over the openings: `before`, as a plain ranking gives them (each list as
    long as now, filled with its best scores), and `after`. `ndcg_lost`: by how much the lists are
    worse than those of the plain ranking. `gap`: what a better set could add at most, as a share.
    """
    hers = np.bincount(pairs.person[best.chosen], minlength=people)
    theirs = np.bincount(pairs.opening[best.chosen], minlength=len(wanted))
    by_opening = _ranked(pairs.opening, pairs.value, theirs)
    by_person = _ranked(pairs.person, pairs.value, hers)
    possible = np.bincount(pairs.person, minlength=people) > 0
    takes = np.bincount(pairs.opening, minlength=len(wanted)) > 0
    return {
        "coverage": {
            "people": fairness.coverage(hers, 1),
            "people_full": fairness.coverage(hers, EACH_PERSON),
            "people_possible": fairness.coverage(hers[possible], 1),
            "openings": fairness.coverage(theirs, 1),
            "openings_full": fairness.coverage(theirs, np.maximum(wanted, 1)),
        },
        "exposure": _spread(pairs.person, by_opening, best.chosen, possible),
        "exposure_openings": _spread(pairs.opening, by_person, best.chosen, takes),
        "ndcg_lost": {
            "people": _lost(pairs.person, pairs.value, best.chosen, hers),
            "openings": _lost(pairs.opening, pairs.value, best.chosen, theirs),
        },
        "gap": best.gap / max(abs(best.objective), 1.0),
        "objective": best.objective,
        "counts": best.counts,
    }


def _ranked(group: np.ndarray, value: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The best of each group by score alone, as many as `sizes` says."""
    order = np.lexsort((-value, group))
    firsts = np.cumsum(np.bincount(group, minlength=len(sizes))) - np.bincount(
        group, minlength=len(sizes)
    )
    chosen = np.zeros(len(group), bool)
    chosen[order] = np.arange(len(group)) - firsts[group[order]] < sizes[group[order]]
    return chosen


def _spread(
    side: np.ndarray, before: np.ndarray, after: np.ndarray, among: np.ndarray
) -> dict[str, Any]:
    found = {}
    for name, chosen in (("before", before), ("after", after)):
        counts = np.bincount(side[chosen], minlength=len(among))[among]
        line = [[round(x, 4), round(y, 4)] for x, y in fairness.lorenz(counts)]
        found[name] = {"gini": round(fairness.gini(counts), 4), "lorenz": line}
    return found


def _lost(group: np.ndarray, value: np.ndarray, chosen: np.ndarray, sizes: np.ndarray) -> float:
    """One minus the mean nDCG of the lists that are not empty, their scores being what counts."""
    best, got = _lists(group, value), _lists(group[chosen], value[chosen])
    kept = [fairness.ndcg(got[i], best[i], int(sizes[i])) for i in got]
    return round(1 - float(np.mean(kept)), 4) if kept else 0.0


def _lists(group: np.ndarray, value: np.ndarray) -> dict[int, np.ndarray]:
    """The scores of each group, the best first."""
    order = np.lexsort((-value, group))
    names, starts = np.unique(group[order], return_index=True)
    return dict(zip(names.tolist(), np.split(value[order], starts[1:]), strict=True))
