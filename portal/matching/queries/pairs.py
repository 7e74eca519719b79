"""How one person and one opening fit, read and computed anew: for pages that the team asks for.

Nothing here changes a row. Not inside a transaction: the nearness of trades is read from files
first.
"""

from collections import Counter
from dataclasses import replace

from portal.core.clock import local, now
from portal.matching.queries import facts, offers
from portal.matching.rules import gates, nearness, scoring
from portal.matching.rules.explaining import Explained, broken, explain
from portal.matching.rules.pool import Pool
from portal.matching.rules.weights import Rule


def explained(person_id: int, opening_id: int, *, was_removed: bool = False) -> Explained | None:
    """Every rule, part and reason of this pair; None for an opening that is not open.

    `was_removed`: the team took the opening from her list, and may put it back.
    """
    vacancies = offers.vacancies()
    vacancy = next((one for one in vacancies if one.id == opening_id), None)
    if vacancy is None:
        return None
    (seeker,) = facts.seekers([person_id])
    if was_removed:
        seeker = replace(seeker, taken=seeker.taken - {opening_id})
    return explain(seeker, vacancy, local(now()).date(), scoring.skill_rarity(vacancies))


def in_the_way(person_id: int) -> list[tuple[Rule, int]]:
    """For how many of the open openings which rule is the first that a person breaks, in the order
    in which they are looked at. Those that keep every rule are not counted."""
    vacancies = offers.vacancies()
    rarity = scoring.skill_rarity(vacancies)
    pool = Pool(facts.seekers([person_id]), nearness.shared())
    today = local(now()).date()
    counts: Counter[Rule] = Counter()
    for vacancy in vacancies:
        passed = gates.passed(pool, vacancy, today)
        if all(kept[0] for kept in passed.values()):
            passed = scoring.judge(pool, vacancy, today, rarity).passed
        counts.update(broken({rule: bool(kept[0]) for rule, kept in passed.items()})[:1])
    return [(rule, counts[rule]) for rule in Rule if counts[rule]]
