"""How well a person speaks the languages that an opening asks for.

Arabic and Darija stand in for each other, one level less well: who speaks good Arabic is
understood where Darija is spoken, and most openings that ask for “Arabic” mean what is spoken in
the workshop.
"""

from collections.abc import Iterable

import numpy as np

from portal.matching.rules.facts import LEVELS, Vacancy
from portal.matching.rules.pool import Pool
from portal.matching.rules.weights import ABOVE, BELOW, MET, WRITTEN

STANDS_FOR = {"ary": "ar", "ar": "ary"}
TOP = len(LEVELS) - 1


def asked(vacancy: Vacancy) -> list[tuple[str, int]]:
    """What is really asked for: the highest level of each language, in a fixed order."""
    levels: dict[str, int] = {}
    for language, level in vacancy.languages:
        levels[language] = max(level, levels.get(language, 0))
    return sorted((language, level) for language, level in levels.items() if level > 0)


def spoken(pool: Pool, language: str) -> np.ndarray:
    """How well each person speaks a language, as a place in LEVELS."""
    own = pool.spoken.get(language)
    other = pool.spoken.get(STANDS_FOR.get(language, ""))
    if own is None:
        own = np.zeros(len(pool), np.int8)
    return own if other is None else np.maximum(own, other - 1)


def really(pool: Pool, language: str) -> str:
    """The language that the first person of the pool speaks where this one is asked for."""
    own = pool.spoken.get(language)
    itself = own is not None and own[0] == spoken(pool, language)[0]
    return language if itself else STANDS_FOR.get(language, language)


def enough(pool: Pool, wanted: Iterable[tuple[str, int]]) -> np.ndarray:
    """Does each person speak all of it as well as is asked for?"""
    passed = np.ones(len(pool), bool)
    for language, level in wanted:
        passed &= spoken(pool, language) >= level
    return passed


def part(pool: Pool, wanted: list[tuple[str, int]]) -> np.ndarray:
    """0 to 1: the level met, a little for more than that and for writing."""
    if not wanted:
        return np.ones(len(pool))
    total = np.zeros(len(pool))
    for language, level in wanted:
        total += _of_one(level)[spoken(pool, language), _written(pool, language)]
    return total / len(wanted)


def _written(pool: Pool, language: str) -> np.ndarray:
    return pool.written.get(language, np.zeros(len(pool), np.int8))


def _of_one(level: int) -> np.ndarray:
    """By level spoken and level written."""
    table = np.zeros((len(LEVELS), len(LEVELS)))
    for speaks in range(len(LEVELS)):
        for writes in range(len(LEVELS)):
            more = speaks > level or speaks == TOP
            met = MET + ABOVE * more + WRITTEN * writes / TOP
            table[speaks, writes] = met if speaks >= level else BELOW * speaks / level
    return table
