"""Lists of companies: how long one may be, and when a row looks like a start-up we have."""

from enum import StrEnum

MOST_ROWS = 500
# What became of a row.
ADDED, FILLED, LEFT, WRONG = "added", "filled", "left", "wrong"


class Alike(StrEnum):
    """What becomes of rows that look like a start-up we have."""

    LEAVE = "leave"
    FILL = "fill"  # what is empty there
    ADD = "add"  # they are others


def same_place(one: str, other: str) -> bool:
    """May two (folded) places be one? Where one is not said, they may."""
    return not one or not other or one == other
