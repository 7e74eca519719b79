"""The arithmetic of the doors' small charts, in the units of the drawing's own box.

In a right-to-left page the first column stands at the right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WIDE = 100.0
HIGH = 40.0
LEAST = 12  # columns, so that three arrivals do not look like a crowd


@dataclass(frozen=True)
class Column:
    """One column: how many, and where it is drawn."""

    count: int
    x: float
    width: float
    height: float


def columns(counts: Sequence[int], *, mirrored: bool) -> list[Column]:
    """A column for each count, as wide as there is room, the tallest as high as the drawing."""
    step, most = WIDE / max(len(counts), LEAST), max(counts, default=0) or 1
    width = round(step * 0.8, 2)
    return [
        Column(
            count,
            round(WIDE - i * step - width if mirrored else i * step, 2),
            width,
            round(count * HIGH / most, 2),
        )
        for i, count in enumerate(counts)
    ]


def steps(moments: Sequence[datetime], step: timedelta) -> list[datetime]:
    """All moments from the first of these to the last, a `step` apart."""
    if not moments:
        return []
    first, last = min(moments), max(moments)
    return [first + step * i for i in range(int((last - first) / step) + 1)]
