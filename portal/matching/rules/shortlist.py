"""Which openings can suit someone at all: found before rules and score look at each.

Who has no trade near the wanted one, does not wish for one, and can do nothing of what is asked
for, can't reach LEAST with all the rest: such pairs are left out, and nothing is lost.
"""

import math
from collections.abc import Iterable

from portal.matching.rules.facts import Vacancy
from portal.matching.rules.pool import Pool
from portal.matching.rules.weights import LEAST, WEIGHTS, Part

OF_WORK = WEIGHTS[Part.TRADE] + WEIGHTS[Part.SKILLS]  # where no skill is asked for, TRADE is both
REST = sum(WEIGHTS.values()) - OF_WORK
FAR = math.floor((LEAST - REST) / OF_WORK * 100) / 100  # a trade less near is not enough by itself


def likely(pool: Pool, vacancies: Iterable[Vacancy]) -> list[Vacancy]:
    """Those for which someone of the pool may reach LEAST. Made for pools of a few."""
    near: dict[str, bool] = {}  # by trade
    found = []
    for vacancy in vacancies:
        trade = vacancy.trade
        if trade not in near:
            near[trade] = len(pool) > 0 and _near(pool, trade)
        if near[trade] or _can_something(pool, vacancy):
            found.append(vacancy)
    return found


def _near(pool: Pool, trade: str) -> bool:
    row = pool.nearness.row(trade)
    return max(pool.held.nearest(row).max(), pool.wished.nearest(row).max()) >= FAR


def _can_something(pool: Pool, vacancy: Vacancy) -> bool:
    """Can anyone do something of what is asked for, or that the trade can't do without?"""
    asked = [pool.nearness.skill(one) for one in (*vacancy.skills, *vacancy.skills_wished)]
    needed = asked or pool.nearness.essential.get(vacancy.trade, ())
    return any(pool.named.of(one).size or pool.implied.of(one).size for one in needed)
