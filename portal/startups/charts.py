"""The arithmetic of a member's small drawings: a column for each week, in the units of their box.

In a right-to-left page the weeks run from right to left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE = 100.0
HIGH = 40.0
SHARE = 0.76  # of its room that a column fills
LEAST = 10  # the full height stands for so many at least: four readers are no tower


@dataclass(frozen=True)
class Column:
    x: float
    y: float
    width: float
    height: float


def columns(counts: Sequence[int], *, mirrored: bool) -> list[Column]:
    """One for each count, the first where the page's writing begins."""
    step, most = WIDE / max(len(counts), 1), max([LEAST, *counts])
    width = round(step * SHARE, 2)
    drawn = []
    for place, count in enumerate(counts):
        x, height = place * step + (step - width) / 2, round(count * HIGH / most, 2)
        start = WIDE - x - width if mirrored else x
        drawn.append(Column(round(start, 2), round(HIGH - height, 2), width, height))
    return drawn
