"""What a suggestion is worth beyond its score: for the one who has few, much; in a crowd, less.

All in points of score. A person's first EACH_PERSON suggestions are her right. Each further one
costs more than any score can bring: she gets it only where an opening would else stay short, or she
is one of the few that suit it best. An opening's first `wanted` places are worth more than any
score; after them, each doubling of the crowd costs the same again. (All that is worth less the more
there is of it makes the best set one that a linear program finds exactly.)
"""

import numpy as np
from numpy.typing import NDArray

from portal.matching.rules.weights import (
    CROWDING,
    EACH_PERSON,
    FURTHER,
    MOST_PER_PERSON,
    PLACE,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# The places of an opening in steps, as multiples of `wanted`: two steps are a doubling.
STEPS: Floats = np.array([step for power in range(20) for step in (2.0**power, 1.5 * 2.0**power)])
STEP_GAINS: Floats = np.r_[PLACE, -CROWDING / 2 * np.arange(1, len(STEPS) + 1)]
FURTHER_COSTS: Floats = FURTHER[0] + FURTHER[1] * np.arange(
    MOST_PER_PERSON - EACH_PERSON, dtype=np.float64
)


def ends(wanted: Ints) -> Floats:
    """The places of each opening up to the end of each step: one row an opening."""
    return np.ceil(wanted[:, None] * STEPS)


def widths(wanted: Ints, most: Ints) -> Floats:
    """How many places of each step an opening with `most` candidates can fill; the last step, that
    has no end, takes the rest."""
    upto = np.minimum(ends(wanted), most[:, None])
    return np.diff(np.c_[np.zeros(len(wanted)), upto, most], axis=1)


def of_place(taken: Ints, wanted: Ints) -> Floats:
    """What one more suggestion is worth to openings that have `taken` already."""
    full: Ints = (taken[:, None] >= ends(wanted)).sum(axis=1)
    return STEP_GAINS[full]


def of_turn(given: Ints) -> Floats:
    """What one more suggestion is worth to people who have `given` already."""
    costs = np.r_[np.full(EACH_PERSON, PLACE), -FURTHER_COSTS, -np.inf]
    return costs[np.minimum(given, MOST_PER_PERSON)]
