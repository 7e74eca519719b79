"""Who is suggested to whom: the best set of suggestions, weighed together.

A set is worth the sum of its scores and of what `rewards` adds. Among all sets in which each person
has EACH_PERSON suggestions (or all there are for her) and no more than MOST_PER_PERSON, the best is
found by a linear program. Its corners are whole numbers, because each pair stands in one row of a
person and one of an opening, so nothing is rounded. The program is solved over the likely pairs;
its prices then show every pair that was left out and would still pay, these are added, and so on
until none is left. Prices also give a bound that no set can pass, whatever the solver did.
"""

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csc_array

from portal.matching.rules import rewards
from portal.matching.rules.rewards import Flags, Floats, Ints
from portal.matching.rules.weights import BEST, EACH_PERSON, KEPT, MOST_PER_PERSON

LIKELY = 5  # pairs of a person that are looked at first
NEARLY = 0.03  # pairs that miss by no more are looked at with those that pay
PAYS = 1e-7  # what is worth less than this is nothing
CLOSE = KEPT / 2  # a better set by less is not looked for: it could not move what stands
ROUNDS = 12


@dataclass(frozen=True)
class Pairs:
    """Who could be suggested to whom, each pair once, in any order.

    `person` and `opening` are places (0, 1, 2, …), `value` is between 0 and 1. `kept`: she has been
    shown it before; `forced`: a member of the team added it.
    """

    person: Ints
    opening: Ints
    value: Floats
    kept: Flags
    forced: Flags

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True)
class Allocation:
    """`chosen`: for each pair. `gap`: the points of score that a better set could have at most."""

    chosen: Flags
    objective: float
    bound: float
    gap: float
    seconds: float
    counts: dict[str, int]


@dataclass(frozen=True)
class _Sides:
    """What holds for each person and for each opening, whichever pairs are chosen."""

    least: Ints  # suggestions of a person
    turns: Floats  # people x further suggestions: 0 or 1 of each
    places: Floats  # openings x steps: so many of each


def allocate(pairs: Pairs, *, people: int, wanted: Ints) -> Allocation:
    """The best suggestions among `pairs`, for so many people and the openings of `wanted`.

    Raises ArithmeticError if the solver gives up.
    """
    begun = time.perf_counter()
    worth = _stands(pairs.value, pairs.kept)
    worth += BEST * (_rank(pairs.opening, worth) < wanted[pairs.opening])
    sides = _sides(pairs, people, wanted)
    looked_at = _likely(pairs, worth, wanted)
    chosen, objective, bound, rounds = pairs.forced.copy(), 0.0, 0.0, 0
    while len(pairs) and rounds < ROUNDS:
        chosen[looked_at], dear, price = _solved(pairs, worth, sides, np.flatnonzero(looked_at))
        dear = _turning(pairs, worth - price[pairs.opening], sides.least, dear)
        pays = worth - dear[pairs.person] - price[pairs.opening]
        objective = _objective(pairs, worth, sides, chosen)
        reached = _bound(pays, pairs.forced, sides, dear, price)
        bound = max(objective, min(bound, reached) if rounds else reached)
        rounds += 1
        if bound - objective <= CLOSE or not ((pays > PAYS) & ~looked_at).any():
            break
        looked_at |= pays > -NEARLY
    counts = _counts(pairs, chosen, sides, wanted)
    counts |= {"rounds": rounds, "looked_at": int(looked_at.sum())}
    seconds = time.perf_counter() - begun
    return Allocation(chosen, objective, bound, bound - objective, seconds, counts)


def for_person(
    *,
    value: Floats,
    kept: Flags,
    forced: Flags,
    taken: Ints,
    wanted: Ints,
    last: Floats | None = None,
) -> Flags:
    """Which openings to suggest to one person, everything else standing: one entry an opening she
    could have. `taken`: its suggestions to others; `last`: the score of the last of the `wanted`
    best of these, 0 where there are fewer. Without `last` nothing is added for suiting best.

    Each opening gains or loses one place at most, so what that is worth is known beforehand, and
    the rest hangs on their number alone: the best so many are those that are worth most.
    """
    worth = _stands(value, kept)
    if last is not None:
        worth += BEST * (worth > _stands(last, last > 0))
    turns = rewards.of_turn(np.arange(len(worth)))
    return _best(worth + rewards.of_place(taken, wanted), forced, turns)


def for_opening(*, value: Floats, kept: Flags, forced: Flags, given: Ints, wanted: int) -> Flags:
    """Which people to suggest one opening to, everything else standing: one entry a person who
    could have it, with `given`, her other suggestions. Exact for the same reason."""
    worth = _stands(value, kept)
    worth += BEST * (_rank(np.zeros(len(worth), np.int64), worth) < wanted)
    places = rewards.of_place(np.arange(len(worth)), np.full(len(worth), wanted))
    return _best(worth + rewards.of_turn(given), forced, places)


def _stands(value: Floats, kept: Flags) -> Floats:
    """What pairs are worth by themselves: what she has been shown stays where it can."""
    return value.astype(np.float64) + KEPT * kept


def _best(worth: Floats, forced: Flags, gains: Floats) -> Flags:
    """The forced ones, and of the others those that are worth most, as long as each adds something;
    `gains[n]`, never growing, is what the one after the first n adds by its number."""
    order = np.lexsort((-worth, ~forced))
    adds = worth[order] + gains[: len(order)] > 0
    chosen = np.zeros(len(worth), bool)
    chosen[order[adds | forced[order]]] = True
    return chosen


def _sides(pairs: Pairs, people: int, wanted: Ints) -> _Sides:
    hers = np.bincount(pairs.person, minlength=people)
    forced = np.bincount(pairs.person[pairs.forced], minlength=people)
    turns = np.ones((people, MOST_PER_PERSON - EACH_PERSON))
    turns[:, -1] += np.maximum(0, forced - MOST_PER_PERSON)
    theirs = np.bincount(pairs.opening, minlength=len(wanted))
    return _Sides(np.minimum(EACH_PERSON, hers), turns, rewards.widths(wanted, theirs))


def _likely(pairs: Pairs, worth: Floats, wanted: Ints) -> Flags:
    """The pairs that are best for one side or the other, and those that stand already."""
    best_for_her = _rank(pairs.person, worth) < LIKELY
    best_for_it = _rank(pairs.opening, worth) < wanted[pairs.opening] + 2
    return best_for_her | best_for_it | pairs.kept | pairs.forced


def _rank(group: Ints, worth: Floats) -> Ints:
    """The place of each entry among those of its group, best first."""
    order = np.lexsort((-worth, group))
    rank = np.empty(len(group), np.int64)
    rank[order] = np.arange(len(group)) - _firsts(group)[group[order]]
    return rank


def _firsts(group: Ints, groups: int = 0) -> Ints:
    """Where each group begins once the entries stand by group."""
    sizes = np.bincount(group, minlength=groups)
    return np.cumsum(sizes) - sizes


def _solved(pairs: Pairs, worth: Floats, sides: _Sides, at: Ints) -> tuple[Flags, Floats, Floats]:
    """The best among the pairs `at`: which are chosen, what a suggestion is worth to each person at
    the margin, and what a place costs at each opening."""
    people, openings = len(sides.least), len(sides.places)
    further, steps = np.nonzero(sides.turns), np.nonzero(sides.places)
    rows = np.r_[pairs.person[at], people + pairs.opening[at], further[0], people + steps[0]]
    fill = np.repeat([1.0, -1.0], [2 * len(at), len(further[0]) + len(steps[0])])
    columns = len(at) + len(further[0]) + len(steps[0])
    along = np.r_[np.arange(len(at)), np.arange(columns)]
    gain = np.r_[worth[at], -rewards.FURTHER_COSTS[further[1]], rewards.STEP_GAINS[steps[1]]]
    low = np.r_[pairs.forced[at], np.zeros(columns - len(at))]
    high = np.r_[np.ones(len(at)), sides.turns[further], sides.places[steps]]
    found = linprog(
        -gain,
        A_eq=csc_array((fill, (rows, along)), shape=(people + openings, columns)),
        b_eq=np.r_[sides.least, np.zeros(openings)],
        bounds=np.c_[low, high],
        method="highs-ds",
    )
    if found.status:
        raise ArithmeticError(f"no best set was found: {found.message}")
    prices = -found.eqlin.marginals
    return found.x[: len(at)] > 0.5, prices[:people], prices[people:]


def _turning(pairs: Pairs, left: Floats, least: Ints, dear: Floats) -> Floats:
    """What a suggestion is worth to each person at the margin: half way between her last one and
    the next, when `left` is what her pairs are worth after the price of their openings. The
    solver's own figure (`dear`) knows nothing of pairs it was not shown; it stands for those who
    have further suggestions, and can't be above what the first of these costs for others."""
    left = np.where(pairs.forced, np.inf, left)
    order = np.lexsort((-left, pairs.person))
    lefts, sizes = left[order], np.bincount(pairs.person, minlength=len(least))
    last = _firsts(pairs.person, len(least)) + least - 1
    lowest = lefts[np.clip(last, 0, None)]
    after = np.where(sizes > least, lefts[np.minimum(last + 1, len(lefts) - 1)], lowest)
    first = rewards.FURTHER_COSTS[0]
    return np.where(dear > first - PAYS, dear, np.minimum((lowest + after) / 2, first))


def _bound(pays: Floats, forced: Flags, sides: _Sides, dear: Floats, price: Floats) -> float:
    """No set is worth more than this: every pair, turn and place taken for itself at these prices.
    True of any prices whatever; the better they are, the closer."""
    from_pairs = np.where(forced, pays, np.maximum(0, pays)).sum()
    turns = np.maximum(0, dear[:, None] - rewards.FURTHER_COSTS) * sides.turns
    places = np.maximum(0, price[:, None] + rewards.STEP_GAINS) * sides.places
    return float(from_pairs + dear @ sides.least + turns.sum() + places.sum())


def _objective(pairs: Pairs, worth: Floats, sides: _Sides, chosen: Flags) -> float:
    """What the chosen set is worth, counted from the suggestions themselves."""
    hers = np.bincount(pairs.person[chosen], minlength=len(sides.least))
    theirs = np.bincount(pairs.opening[chosen], minlength=len(sides.places))
    turns = _filled(hers - sides.least, sides.turns) @ rewards.FURTHER_COSTS
    places = _filled(theirs, sides.places) @ rewards.STEP_GAINS
    return float(worth[chosen].sum() - turns.sum() + places.sum())


def _filled(count: Ints, widths: Floats) -> Floats:
    """How much of each step so many take, the first steps first."""
    before = np.cumsum(widths, axis=1) - widths
    return np.clip(count[:, None] - before, 0, widths)


def _counts(pairs: Pairs, chosen: Flags, sides: _Sides, wanted: Ints) -> dict[str, int]:
    hers = np.bincount(pairs.person[chosen], minlength=len(sides.least))
    theirs = np.bincount(pairs.opening[chosen], minlength=len(wanted))
    possible = np.bincount(pairs.opening, minlength=len(wanted))
    return {
        "pairs": len(pairs),
        "chosen": int(chosen.sum()),
        "people_short": int((hers < sides.least).sum()),
        "openings_short": int((theirs < np.minimum(wanted, possible)).sum()),
    }
