"""The parts of a score, each between 0 and 1: how one opening suits each person of a pool."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from portal.matching.rules import gates, times, tongues
from portal.matching.rules.facts import Vacancy
from portal.matching.rules.pool import ROUTES, Pool
from portal.matching.rules.weights import (
    ANY_KIND,
    COUNSELLOR,
    CV,
    DATES,
    DESIRED,
    FEWER_HOURS,
    HOURS,
    HOURS_UNKNOWN,
    IMPLIED,
    KIND,
    LAST_DAY,
    NO_WISH,
    OF_THE_TRADE,
    OWN_WORDS,
    REQUIRED,
    WISH,
    WISHED,
    WISHED_TO_LEARN,
    Part,
)
from portal.people.states import WorkRoute

Rarity = Mapping[str, float]  # code of a skill: what it weighs
Parts = dict[Part, np.ndarray]


def of(pool: Pool, vacancy: Vacancy, today: date, rarity: Rarity, distance: np.ndarray) -> Parts:
    """All of them. `distance`: of reach.distance().

    Where people learn, a trade that she wishes counts almost like one that she has: a beginner is
    not shut out. Where people are hired, it counts less, and what she has done counts in full.
    """
    row = pool.nearness.row(vacancy.trade)
    wished = pool.wished.nearest(row)
    much = WISHED_TO_LEARN if vacancy.kind in gates.TEACHING else WISHED
    trade = np.maximum(pool.held.nearest(row), wished * much)
    return {
        Part.TRADE: trade,
        Part.SKILLS: _skills(pool, vacancy, rarity, trade),
        Part.LANGUAGES: tongues.part(pool, tongues.asked(vacancy)),
        Part.DISTANCE: distance,
        Part.AVAILABILITY: _availability(pool, vacancy, today),
        Part.PREFERENCES: _preferences(pool, vacancy, wished),
    }


def _skills(pool: Pool, vacancy: Vacancy, rarity: Rarity, trade: np.ndarray) -> np.ndarray:
    """The share of what is asked for that each person can do, rare skills counting more.

    Where nothing is asked for, the trade speaks, with the skills that it can't do without.
    """
    asked = dict.fromkeys(_codes(pool, vacancy.skills_wished), DESIRED)
    asked |= dict.fromkeys(_codes(pool, vacancy.skills), REQUIRED)
    if asked:
        return _covered(
            pool, {code: much * rarity.get(code, OWN_WORDS) for code, much in asked.items()}
        )
    of_trade = dict.fromkeys(pool.nearness.essential.get(vacancy.trade, ()), REQUIRED)
    if of_trade:
        return OF_THE_TRADE * _covered(pool, of_trade) + (1 - OF_THE_TRADE) * trade
    return trade


def _codes(pool: Pool, skills: tuple[str, ...]) -> list[str]:
    return [pool.nearness.skill(one) for one in skills]


def _covered(pool: Pool, asked: Mapping[str, float]) -> np.ndarray:
    total = np.zeros(len(pool))
    for skill, weight in sorted(asked.items()):
        total[pool.named.of(skill)] += weight
        total[pool.implied.of(skill)] += weight * IMPLIED
    return np.minimum(total / sum(weight for _, weight in sorted(asked.items())), 1.0)


def _availability(pool: Pool, vacancy: Vacancy, today: date) -> np.ndarray:
    """Half for the first day, half for the hours."""
    late = np.minimum(times.late(pool.ready, vacancy, today), 1)
    decides = pool.route == ROUTES.index(WorkRoute.COUNSELLOR)
    begins = np.where(decides, COUNSELLOR, 1 - late * (1 - LAST_DAY))
    return DATES * begins + HOURS * _hours(pool, vacancy)


def _hours(pool: Pool, vacancy: Vacancy) -> np.ndarray:
    """1 where the opening offers all the hours that she wants, or she names none."""
    if not vacancy.hours_per_week:
        return np.full(len(pool), HOURS_UNKNOWN)
    offered = np.minimum(vacancy.hours_per_week / np.maximum(pool.wanted_hours, 1), 1.0)
    within = FEWER_HOURS + (1 - FEWER_HOURS) * offered
    return np.where(pool.most_hours >= vacancy.hours_per_week, within, 0.0)


def _preferences(pool: Pool, vacancy: Vacancy, wished: np.ndarray) -> np.ndarray:
    """The trade that she wishes, the kind that she looks for, and whether her CV is wanted."""
    wish = np.where(pool.wishes, wished, NO_WISH)
    kind = np.where(pool.chooses, gates.kind(pool, vacancy), ANY_KIND)
    return WISH * wish + KIND * kind + CV * (pool.has_cv | vacancy.no_cv)
