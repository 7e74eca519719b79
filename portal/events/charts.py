"""The arithmetic of the desk's small charts. Nothing is cut off at 100 %.

Everything is in the units of the drawing's own box; in a right-to-left page it is mirrored.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

WIDE = 100.0
HIGH = 40.0
LEAST_DAYS, MOST_DAYS = 14, 60


@dataclass(frozen=True)
class Part:
    """A piece of a bar, named after its colour."""

    name: str
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """Taken, offered and free up to the capacity (`mark`), and those who wait beyond it."""

    parts: list[Part]
    mark: float
    share: float  # of the capacity that is asked for: 1.4 means 140 %


@dataclass(frozen=True)
class Column:
    day: datetime  # its noon
    count: int
    x: float
    width: float
    height: float


def bar(*, seated: int, offered: int, waiting: int, capacity: int, mirrored: bool) -> Bar:
    """How full a session is, and how many more ask for it."""
    asked = seated + offered
    counts = {
        "taken": seated,
        "offered": offered,
        "free": max(capacity - asked, 0),
        "waiting": waiting,
    }
    mark = capacity * WIDE / max(sum(counts.values()), 1)
    parts = pieces(counts, mirrored=mirrored)
    return Bar(parts, _place(mark, 0, mirrored), (asked + waiting) / capacity)


def pieces(counts: Mapping[str, int], *, mirrored: bool) -> list[Part]:
    """A whole bar, cut in the proportion of these counts; nothing for a count of zero."""
    unit = WIDE / max(sum(counts.values()), 1)
    parts, x = [], 0.0
    for name, count in counts.items():
        width = count * unit
        if count:
            parts.append(Part(name, _place(x, width, mirrored), round(width, 2)))
        x += width
    return parts


def columns(counts: Counter[str], *, mirrored: bool) -> list[Column]:
    """Registrations per day, days without any included: the last two weeks to two months."""
    if not counts:
        return []
    last = date.fromisoformat(max(counts))
    first = min(date.fromisoformat(min(counts)), last - timedelta(days=LEAST_DAYS - 1))
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    seen = [counts[day.isoformat()] for day in days]
    step, most = WIDE / len(days), max(seen)
    width = round(step * 0.8, 2)
    return [
        Column(
            day=datetime.combine(day, time(12), UTC),
            count=count,
            x=_place(i * step, width, mirrored),
            width=width,
            height=round(count * HIGH / most, 2),
        )
        for i, (day, count) in enumerate(zip(days, seen, strict=True))
    ]


def _place(x: float, width: float, mirrored: bool) -> float:
    """Where something begins, from the drawing's own edge of writing."""
    return round(WIDE - x - width if mirrored else x, 2)
