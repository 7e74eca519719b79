"""Rules, then a score: one opening held against many people."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from portal.matching.rules import gates, parts, reach, shortlist
from portal.matching.rules.facts import Vacancy
from portal.matching.rules.nearness import shared
from portal.matching.rules.parts import Parts, Rarity
from portal.matching.rules.pool import Pool
from portal.matching.rules.weights import DIGITS, LEAST, WEIGHTS, Rule


@dataclass(frozen=True)
class Judged:
    """For each person of a pool, in float64 with DIGITS digits. `ok`: keeps every rule."""

    passed: dict[Rule, np.ndarray]
    parts: Parts
    score: np.ndarray
    ok: np.ndarray


def skill_rarity(vacancies: Iterable[Vacancy]) -> dict[str, float]:
    """What each skill of the catalogue weighs: the fewer openings ask for it, the more (1 to 9)."""
    near = shared()
    asked = [{near.skill(skill) for skill in one.skills + one.skills_wished} for one in vacancies]
    seen = Counter(skill for skills in asked for skill in skills if skill in near.skills)
    return {
        code: round(1 + math.log((1 + len(asked)) / (1 + seen[code])), 3) for code in sorted(seen)
    }


def judge(pool: Pool, vacancy: Vacancy, today: date, rarity: Rarity) -> Judged:
    """Every rule, part and score of one opening for everyone in the pool.

    A person's numbers are the same bit for bit whoever else is in the pool, and in which order.
    """
    distance = reach.distance(pool, vacancy)
    found = {
        part: np.round(values, DIGITS)
        for part, values in parts.of(pool, vacancy, today, rarity, distance).items()
    }
    score = np.zeros(len(pool))
    for part, weight in WEIGHTS.items():
        score += weight * found[part]
    score = np.round(score, DIGITS)
    passed = gates.passed(pool, vacancy, today, distance)
    passed[Rule.NEAR] = score >= LEAST
    return Judged(passed, found, score, np.logical_and.reduce(list(passed.values())))


def suiting(
    pool: Pool, vacancies: Iterable[Vacancy], today: date, rarity: Rarity
) -> Iterator[tuple[Vacancy, Judged]]:
    """Those openings that someone of the pool may be suggested for. Made for small pools."""
    for vacancy in shortlist.likely(pool, vacancies):
        if gates.someone(pool, vacancy, today):
            judged = judge(pool, vacancy, today, rarity)
            if judged.ok.any():
                yield vacancy, judged
