"""How near the trade that someone has is to a wanted one: 0 (nothing in common) to 1 (the same).

By the groups of ISCO-08 in which they stand, by the skills that they share, and by our sectors. A
trade of ESCO has no skills here: its group speaks for it. A trade in someone's own words, without
a code, is near nothing. Where the wanted trade needs studies that the other does not, they are
further apart.
"""

import math
from collections import Counter
from functools import lru_cache

import numpy as np

from portal.core.folding import fold
from portal.matching.rules.weights import (
    BY_SKILLS,
    DIGITS,
    ESSENTIAL,
    IN_ONE_GROUP,
    IN_ONE_SECTOR,
    NEEDS_STUDIES,
)
from portal.reference import sectors, trades
from portal.reference.catalogue import Source

SAME = 1.0
ROWS = 600  # that are kept; the whole matrix would be too large where ESCO is imported


class Nearness:
    """All trades in force, numbered. `codes[number]`; the number after the last: an unknown one.

    What nobody is hired for (student, homemaker) has no number, like an unknown one.
    """

    def __init__(self, known: trades.Known) -> None:
        self.codes = tuple(trade.code for trade in known.trades)
        self.number = {c: n for n, c in enumerate(self.codes) if c not in trades.NO_WORK}
        self.unknown = len(self.codes)
        self.skills = frozenset(known.skills)
        self._skill_called = {
            fold(name): code
            for code, names in sorted(known.skills.items(), reverse=True)
            for called in names.values()
            for name in called
        }
        self.essential = {
            trade.code: tuple(sorted(trade.essential)) for trade in known.trades if trade.essential
        }
        isco = np.array([int(trade.isco) for trade in known.trades])
        self._groups = {digits: isco // 10 ** (4 - digits) for digits in IN_ONE_GROUP}
        self._major = isco // 1000
        self._sectors = _sectors(known)
        self._skills = _weighed_skills(known)
        self._totals = self._skills.sum(axis=1)
        self._rows: dict[str, np.ndarray] = {}

    def row(self, code: str) -> np.ndarray:
        """How near each trade is to `code`, by number; the last is that of an unknown one: 0."""
        if code not in self._rows:
            if len(self._rows) >= ROWS:
                self._rows.clear()
            self._rows[code] = self._row(code)
        return self._rows[code]

    def of(self, wanted: str, held: str) -> float:
        """How near the trade that someone has is to the one that is wanted."""
        return float(self.row(wanted)[self.number.get(held, self.unknown)])

    def skill(self, words: str) -> str:
        """The code of a skill that is one, or is called so in the catalogue; else the words."""
        return words if words in self.skills else self._skill_called.get(words, words)

    def _row(self, code: str) -> np.ndarray:
        row = np.zeros(len(self.codes) + 1)
        here = self.number.get(code)
        if here is None:
            return row
        near = row[:-1]
        sector = self._sectors[here]
        if sector:
            near[self._sectors == sector] = IN_ONE_SECTOR
        for digits, step in sorted(IN_ONE_GROUP.items()):
            same = self._groups[digits] == self._groups[digits][here]
            near[same] = np.maximum(near[same], step)
        near += np.maximum(BY_SKILLS - near, 0) * self._shared(here)
        major = int(self._major[here])
        near[self._major > major] *= NEEDS_STUDIES.get(major, 1.0)
        np.round(near, DIGITS, out=near)
        near[here] = SAME
        return row

    def _shared(self, here: int) -> np.ndarray:
        """The share of skills that each trade has in common with this one, rare ones counting more.

        Whole numbers, so that the sum is the same in whatever order a machine adds.
        """
        has = np.flatnonzero(self._skills[here])
        mine = self._skills[here, has]
        common = np.minimum(self._skills[:, has], mine).sum(axis=1)
        either = self._totals + mine.sum() - common
        return common / np.maximum(either, 1)


def _sectors(known: trades.Known) -> np.ndarray:
    """The sector of each trade as a number; 0 for none of ours."""
    place = {code: number for number, code in enumerate(sectors.SECTORS, 1)}
    return np.array([place.get(trades.sector_of(trade.code), 0) for trade in known.trades])


def _weighed_skills(known: trades.Known) -> np.ndarray:
    """Trades by skills: how much each skill says of the trade; 0 for one that it has not."""
    ours = [trade for trade in known.trades if trade.source == Source.PORTAL]
    seen = Counter(skill for trade in ours for skill in trade.skills)
    place = {skill: number for number, skill in enumerate(sorted(seen))}
    weighed = np.zeros((len(known.trades), len(place)), np.int32)
    for number, trade in enumerate(known.trades):
        for skill in trade.skills:
            rare = round(100 * math.log((1 + len(ours)) / seen[skill]))
            weighed[number, place[skill]] = rare * (ESSENTIAL if skill in trade.essential else 1)
    return weighed


@lru_cache(maxsize=1)
def _built(known: trades.Known) -> Nearness:
    return Nearness(known)


def shared() -> Nearness:
    """The one of this process, built again after an import of ESCO. Slow when first asked."""
    return _built(trades.known())
