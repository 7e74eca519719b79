"""Whose turn it is on the home page: of those in the pool, the ones whose turn is longest ago."""

from collections.abc import Collection, Mapping
from datetime import date

A_DAY = 2  # that stand on the home page
LOOKS_BACK = 400  # days: a pool whose turn comes more seldom is too large to be one


def next_ones(pool: Collection[int], turns: Mapping[int, Collection[date]], most: int) -> list[int]:
    """At most `most` of the `pool`, next in line. `turns`: the days that each of them had.

    Who had none comes first. Between two with the same last day the day before it decides, and so
    on: where the pool is odd, nobody stands in the gap twice running.
    """

    def line(one: int) -> tuple[list[date], int]:
        return sorted(turns.get(one, ()), reverse=True), one

    return sorted(pool, key=line)[: max(most, 0)]
