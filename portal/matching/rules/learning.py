"""What a training teaches of what someone lacks. Plain values in and out."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.core.folding import fold
from portal.matching.rules.explaining import KNOWS, Missing
from portal.matching.rules.nearness import Nearness
from portal.reference import languages, trades

TAUGHT = frozenset(("trade", "skill", "skill_wished", "language"))
TONGUES = ("fr", "ar", "en", "es")
EACH = 2  # trainings shown for one thing
SHORTEST = 4  # letters of a word by which a training is found


@dataclass(frozen=True)
class Course:
    """A training that is open. `title`: folded; `far`: 1 next to her, above 0 within her reach."""

    id: int
    trade: str
    title: str
    far: float


def best(missing: Missing, courses: Sequence[Course], near: Nearness) -> list[int]:
    """The ids of those that teach it: what teaches it best first, then the nearest place."""
    if missing.kind not in TAUGHT:
        return []
    found = [(teaches(missing, course, near), course) for course in courses]
    some = [(-much, -course.far, course.id) for much, course in found if much > 0]
    return [id for _, _, id in sorted(some)[:EACH]]


def teaches(missing: Missing, course: Course, near: Nearness) -> float:
    """How well, from 0 to 1."""
    if missing.kind == "trade":
        much = near.of(course.trade, missing.code)
        return much if much >= KNOWS else 0.0
    if missing.kind == "language":
        return float(any(_speaks_of(course, word) for word in _names(missing.code)))
    if missing.code:
        return float(missing.code in trades.skills_of(course.trade))
    return float(_speaks_of(course, missing.words))


def _names(language: str) -> list[str]:
    names = [languages.name(language, tongue) or "" for tongue in TONGUES]
    return [fold(name.split("(")[0].split(",")[0]).strip() for name in names]


def _speaks_of(course: Course, words: str) -> bool:
    return len(words) >= SHORTEST and f" {words} " in f" {course.title} "
