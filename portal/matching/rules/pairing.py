"""Every person held against every opening: the pairs that keep all rules, and what stops others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from portal.matching.rules import gates
from portal.matching.rules.facts import Vacancy
from portal.matching.rules.pool import Pool
from portal.matching.rules.scoring import Rarity, judge
from portal.matching.rules.weights import Part, Rule

RULES = tuple(Rule)


@dataclass(frozen=True)
class Paired:
    """The pairs that keep every rule, opening by opening: places of people and openings, scores and
    parts. And for each person and each opening the first rule that left nothing; "" where some
    pair is left."""

    person: np.ndarray
    opening: np.ndarray
    score: np.ndarray
    parts: dict[Part, np.ndarray]
    people_stopped_by: list[str]
    openings_stopped_by: list[str]

    def __len__(self) -> int:
        return len(self.person)

    def parts_of(self, pair: int) -> dict[str, float]:
        """As a suggestion keeps them."""
        return {str(part): round(float(values[pair]), 4) for part, values in self.parts.items()}


def pair(
    pool: Pool,
    vacancies: Sequence[Vacancy],
    today: date,
    rarity: Rarity,
    follow: Callable[[int], None] = lambda _: None,
) -> Paired:
    """Hold them all against each other; `follow` is told how many openings are done."""
    left = Left(pool)
    people, scores = [], []
    parts: dict[Part, list[np.ndarray]] = {part: [] for part in Part}
    for number, vacancy in enumerate(vacancies):
        judged = judge(pool, vacancy, today, rarity)
        left.look((rule, judged.passed[rule]) for rule in RULES)
        fit = np.flatnonzero(judged.ok)
        people.append(fit.astype(np.int32))
        scores.append(judged.score[fit])
        for part, values in judged.parts.items():
            parts[part].append(values[fit].astype(np.float32))
        follow(number + 1)
    counts = [len(fit) for fit in people]
    return Paired(
        person=_joined(people, np.int32),
        opening=np.repeat(np.arange(len(vacancies), dtype=np.int32), counts),
        score=_joined(scores, np.float64),
        parts={part: _joined(values, np.float32) for part, values in parts.items()},
        people_stopped_by=left.people(),
        openings_stopped_by=left.openings,
    )


def stopped(pool: Pool, vacancies: Iterable[Vacancy], today: date) -> list[str]:
    """For each of some people whom nothing fits: the first rule that left her no opening."""
    left = Left(pool)
    for vacancy in vacancies:
        left.look(gates.checks(pool, vacancy, today))
        if left.after[RULES.index(Rule.NEAR) - 1].all():
            break  # all that is left to say is that nothing was near enough
    return left.people()


def deepest(pool: Pool, vacancy: Vacancy, today: date) -> Rule:
    """For an opening that fits none of these people: the rule at which the last of them went."""
    left = Left(pool)
    left.look(gates.checks(pool, vacancy, today))
    return Rule(left.openings[0] or Rule.NEAR)


class Left:
    """Who is left after each rule, in the order in which they are looked at."""

    def __init__(self, pool: Pool) -> None:
        self.after = np.zeros((len(RULES), len(pool)), bool)
        self.after[RULES.index(Rule.CONSENT)] = pool.here  # also where there is no opening at all
        self.openings: list[str] = []

    def look(self, checks: Iterable[tuple[Rule, np.ndarray]]) -> None:
        """One opening more."""
        left = np.ones(self.after.shape[1], bool)
        stopped = ""
        for rule, passed in checks:
            left &= passed
            if not left.any():
                stopped = str(rule)
                break
            self.after[RULES.index(rule)] |= left
        self.openings.append(stopped)

    def people(self) -> list[str]:
        """For each person the first rule that left her no opening; "" where one is left."""
        names = np.array([*map(str, RULES), ""], dtype=object)
        stops = np.vstack([~self.after, np.ones(self.after.shape[1], bool)])
        return list(names[stops.argmax(axis=0)])


def _joined(arrays: list[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate(arrays) if arrays else np.zeros(0, kind)
