"""The hard rules: who of many people may be suggested for one opening."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from portal.matching.rules import reach, times, tongues
from portal.matching.rules.facts import Vacancy
from portal.matching.rules.pool import KINDS, ROUTES, Pool
from portal.matching.rules.weights import Rule
from portal.opportunities.states import Kind
from portal.people.states import WorkRoute

# Kinds in which a person learns: open to beginners, and to those whose counsellor decides later.
TEACHING = frozenset(
    (
        *(Kind.OBSERVATION, Kind.INTERNSHIP, Kind.PFE),
        *(Kind.APPRENTICESHIP, Kind.TRAINING, Kind.WORK_GRANT),
    )
)
Passed = dict[Rule, np.ndarray]


def passed(pool: Pool, vacancy: Vacancy, today: date, distance: np.ndarray | None = None) -> Passed:
    """Each rule but NEAR, and for each person of the pool: does the pair keep it?

    `distance`: of reach.distance(), where it is known already.
    """
    return dict(checks(pool, vacancy, today, distance))


def checks(
    pool: Pool, vacancy: Vacancy, today: date, distance: np.ndarray | None = None
) -> Iterator[tuple[Rule, np.ndarray]]:
    """The same one after the other: whoever stops asking spares the work of the rest."""
    yield Rule.CONSENT, pool.here
    yield Rule.CAPACITY, np.full(len(pool), vacancy.open and vacancy.room > 0)
    yield Rule.TAKEN, _free(pool, vacancy)
    yield Rule.KIND, kind(pool, vacancy)
    yield Rule.REACH, (reach.distance(pool, vacancy) if distance is None else distance) > 0
    yield Rule.LANGUAGE, tongues.enough(pool, tongues.asked(vacancy))
    yield Rule.DATES, times.late(pool.ready, vacancy, today) <= 1
    yield Rule.HOURS, pool.most_hours >= (vacancy.hours_per_week or 0)
    yield Rule.ROUTE, _route(pool, vacancy)


def someone(pool: Pool, vacancy: Vacancy, today: date) -> bool:
    """May anyone of the pool keep the rules? The cheap ones are looked at first."""
    if not (vacancy.open and vacancy.room > 0):
        return False
    left = pool.here & kind(pool, vacancy)
    if not left.any() or not (left := left & (reach.distance(pool, vacancy) > 0)).any():
        return False
    return bool(np.logical_and.reduce([left, *passed(pool, vacancy, today).values()]).any())


def _free(pool: Pool, vacancy: Vacancy) -> np.ndarray:
    free = np.ones(len(pool), bool)
    free[pool.taken.of(str(vacancy.id))] = False
    return free


def kind(pool: Pool, vacancy: Vacancy) -> np.ndarray:
    """Who looks for this kind of opening."""
    return pool.kinds >> KINDS.index(vacancy.kind) & 1 > 0


def _route(pool: Pool, vacancy: Vacancy) -> np.ndarray:
    """While her counsellor has recorded nothing, she can learn, and not yet be hired."""
    if vacancy.kind in TEACHING:
        return np.ones(len(pool), bool)
    return pool.route != ROUTES.index(WorkRoute.COUNSELLOR)
