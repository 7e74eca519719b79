"""A seeker and an opening that fit in everything; a test changes what it is about."""

from datetime import date, timedelta

from portal.matching.rules import nearness, scoring
from portal.matching.rules.explaining import Explained, explain
from portal.matching.rules.facts import HeldTrade, Seeker, Vacancy
from portal.matching.rules.pool import Pool
from portal.matching.rules.weights import Part

TODAY = date(2026, 11, 22)
LITTLE, GOOD, FLUENT = 1, 2, 3
CALM = {"sewing-machine": 1.2, "cutting-fabric": 2.0, "overlock-machine": 4.0}


def in_days(days: int) -> date:
    return TODAY + timedelta(days)


def seeker(**other) -> Seeker:
    """A tailor in Rabat who speaks French well and can begin now."""
    facts = {
        "id": 1,
        "consents": True,
        "trades": (HeldTrade("tailor", 48),),
        "skills": frozenset({"sewing-machine", "cutting-fabric"}),
        "languages": (("fr", GOOD, LITTLE),),
        "city": "rabat",
        "route": "now",
        "wants": frozenset({"internship", "permanent"}),
    }
    return Seeker(**facts | other)


def vacancy(**other) -> Vacancy:
    """An internship with a tailor in Rabat."""
    facts = {
        "id": 7,
        "kind": "internship",
        "trade": "tailor",
        "skills": ("sewing-machine", "cutting-fabric"),
        "languages": (("fr", GOOD),),
        "city": "rabat",
        "hours_per_week": 40,
    }
    return Vacancy(**facts | other)


def told(who: Seeker | None = None, what: Vacancy | None = None, rarity=CALM) -> Explained:
    return explain(who or seeker(), what or vacancy(), TODAY, rarity)


def part(name: Part, who: Seeker | None = None, what: Vacancy | None = None) -> float:
    return told(who, what).parts[name]


def pool(*seekers: Seeker) -> Pool:
    return Pool(seekers, nearness.shared())


def judged(seekers, what: Vacancy, rarity=CALM) -> scoring.Judged:
    return scoring.judge(pool(*seekers), what, TODAY, rarity)
