"""The arithmetic of the desk's drawings of the matching, in the units of the drawing's own box.

In a right-to-left page what reads from start to end is mirrored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDE = 100.0


@dataclass(frozen=True)
class Piece:
    """A piece of a bar, named after its colour."""

    name: str
    x: float
    width: float


def pieces(counts: Mapping[str, int], *, mirrored: bool) -> list[Piece]:
    """A whole bar, cut in the proportion of these counts; nothing for a count of zero."""
    unit = WIDE / max(sum(counts.values()), 1)
    found, x = [], 0.0
    for name, count in counts.items():
        width = count * unit
        if count:
            start = WIDE - x - width if mirrored else x
            found.append(Piece(name, round(start, 2), round(width, 2)))
        x += width
    return found


def curve(points: Sequence[Sequence[float]], *, mirrored: bool) -> str:
    """A line through these (share of the openings, share of the candidates), both 0 to 1, as the
    `points` of an SVG polyline in a square of WIDE; "" where there is nothing to draw."""
    if len(points) < 2:
        return ""
    return " ".join(
        f"{round(WIDE * (1 - x if mirrored else x), 1):g},{round(WIDE * (1 - y), 1):g}"
        for x, y in points
    )
