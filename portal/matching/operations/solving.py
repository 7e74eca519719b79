"""A whole run, step by step: read everything, hold all against all, weigh it together, compare.

Nothing here changes a row. Each step can be done again from the start with the same result.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from sqlalchemy import select

from portal.core.clock import local, now
from portal.matching.models import MatchingConsent
from portal.matching.operations import comparing
from portal.matching.operations.comparing import Fits
from portal.matching.operations.writing import Hers, Match
from portal.matching.queries import due, facts, offers, standing
from portal.matching.queries.due import Due
from portal.matching.queries.standing import Standing
from portal.matching.rules import allocation, nearness, pairing, scoring
from portal.matching.rules.allocation import Allocation, Pairs
from portal.matching.rules.facts import Seeker, Vacancy
from portal.matching.rules.pairing import Paired
from portal.matching.rules.pool import Pool
from portal.matching.rules.weights import Rule
from portal.matching.states import Withdrawn

Follow = Callable[[int], None]  # is told how far it is
Places = dict[int, int]  # id -> place in its list


@dataclass(frozen=True)
class World:
    """All that a whole run has read. `begun`: when it was claimed first; None for a dry run."""

    begun: datetime | None
    today: date
    seekers: list[Seeker]  # who may be matched now
    others: list[Seeker]  # who was asked, and may not
    vacancies: list[Vacancy]
    closed: dict[int, Withdrawn]  # openings with suggestions that take nobody, and why
    people_due: dict[int, Due]
    openings_due: dict[int, Due]
    standing: dict[int, list[Standing]]  # by person
    rarity: dict[str, float]


@dataclass(frozen=True)
class Solved:
    """The pairs that were weighed: first those of `paired`, then what counsellors fixed against a
    rule."""

    paired: Paired
    pairs: Pairs
    best: Allocation


@dataclass(frozen=True)
class Difference:
    """What a whole run has to write."""

    people: list[Hers]
    openings: list[Match]
    kept: int


def read(begun: datetime | None) -> World:
    """Everything as it is now. The changes are read first: what comes between is due again."""
    people_due, openings_due = due.everyone(), due.every_opening()
    asked = facts.seekers(select(MatchingConsent.person_id))
    vacancies = offers.vacancies()
    rows: dict[int, list[Standing]] = defaultdict(list)
    for row in standing.everything():
        rows[row.person].append(row)
    takes = {one.id for one in vacancies if one.room > 0}
    suggested = {row.opening for mine in rows.values() for row in mine if row.is_open}
    return World(
        begun=begun,
        today=local(now()).date(),
        seekers=[one for one in asked if one.consents and one.active],
        others=[one for one in asked if not (one.consents and one.active)],
        vacancies=vacancies,
        closed=offers.why_closed(suggested - takes),
        people_due=people_due,
        openings_due=openings_due,
        standing=rows,
        rarity=scoring.skill_rarity(vacancies),
    )


def score(world: World, follow: Follow) -> Paired:
    """All people held against all openings."""
    pool = Pool(world.seekers, nearness.shared())
    return pairing.pair(pool, world.vacancies, world.today, world.rarity, follow)


def solve(world: World, paired: Paired) -> Solved:
    """The best suggestions. What a counsellor fixed is among the pairs, whatever its score."""
    people, openings = _places(world)
    rows = _open_rows(world, people, openings)
    keys = _keys(paired.person, paired.opening, len(openings))
    seen = _row_keys(rows, people, openings)
    fixed = [_is_fixed(world, row, people, openings) for row in rows]
    forced = seen[np.array(fixed, bool)]
    # What this very run wrote before it was killed has no claim to stay: it is found again.
    before = np.array([not world.begun or row.proposed_at < world.begun for row in rows], bool)
    more = forced[~np.isin(forced, keys)]  # a counsellor set a rule aside
    pairs = Pairs(
        person=np.r_[paired.person.astype(np.int64), more // max(len(openings), 1)],
        opening=np.r_[paired.opening.astype(np.int64), more % max(len(openings), 1)],
        value=np.r_[paired.score, np.zeros(len(more))],
        kept=np.r_[np.isin(keys, seen[before]), np.ones(len(more), bool)],
        forced=np.r_[np.isin(keys, forced), np.ones(len(more), bool)],
    )
    best = allocation.allocate(pairs, people=len(people), wanted=room(world))
    return Solved(paired, pairs, best)


def room(world: World) -> np.ndarray:
    """How many more candidates each opening takes."""
    return np.array([one.room for one in world.vacancies], np.int64)


def stopped(world: World, paired: Paired) -> dict[str, dict[str, int]]:
    """How many people and openings are left with nothing, by the first rule that left none."""
    people = Counter(paired.people_stopped_by)
    people[str(Rule.CONSENT)] += len(world.others)
    both = {"people": people, "openings": Counter(paired.openings_stopped_by)}
    return {
        side: {str(rule): counts[str(rule)] for rule in Rule if counts[str(rule)]}
        for side, counts in both.items()
    }


def compare(world: World, solved: Solved) -> Difference:
    """Who gets what, who loses what, and what is remembered of each person and opening."""
    wanted, why = _wanted(world, solved), _why(world, solved.paired)
    stopped = solved.paired.people_stopped_by
    found: list[Hers] = []
    kept = 0
    for seeker, rule in zip(world.seekers, stopped, strict=True):
        mine = Hers(seeker.id, comparing.match(world.people_due.get(seeker.id), rule))
        rows = world.standing.get(seeker.id, ())
        kept += comparing.compare(mine, rows, wanted[seeker.id], why[seeker.id])
        found.append(mine)
    for seeker in world.others:
        known = world.people_due.get(seeker.id)
        mine = Hers(seeker.id, comparing.match(known, str(Rule.CONSENT)))
        rows = world.standing.get(seeker.id, ())
        comparing.compare(mine, rows, {}, {row.opening: Withdrawn.PERSON for row in rows})
        found.append(mine)
    return Difference([one for one in found if one], _openings(world, solved.paired), kept)


def _openings(world: World, paired: Paired) -> list[Match]:
    ids = [one.id for one in world.vacancies]
    rules = dict(zip(ids, paired.openings_stopped_by, strict=True))
    found = [comparing.match(one, rules.get(i, "")) for i, one in world.openings_due.items()]
    return [one for one in found if one]


def _wanted(world: World, solved: Solved) -> dict[int, dict[int, Fits | None]]:
    """By person: the openings that she should have."""
    paired, pairs = solved.paired, solved.pairs
    found: dict[int, dict[int, Fits | None]] = defaultdict(dict)
    for pair in np.flatnonzero(solved.best.chosen).tolist():
        person = world.seekers[int(pairs.person[pair])].id
        opening = world.vacancies[int(pairs.opening[pair])].id
        known = pair < len(paired)
        fits = Fits(float(paired.score[pair]), paired.parts_of(pair)) if known else None
        found[person][opening] = fits
    return found


def _why(world: World, paired: Paired) -> dict[int, dict[int, Withdrawn]]:
    """By person: why each of her open suggestions would go away."""
    people, openings = _places(world)
    rows = _open_rows(world, people, openings)
    keys = _keys(paired.person, paired.opening, len(openings))
    fit = np.isin(_row_keys(rows, people, openings), keys)
    found: dict[int, dict[int, Withdrawn]] = defaultdict(dict)
    for row, still in zip(rows, fit, strict=True):
        gone = Withdrawn.OTHERS_FIRST if still else Withdrawn.NO_LONGER_FITS
        found[row.person][row.opening] = gone
    for mine in world.standing.values():
        for row in mine:
            if row.is_open and row.opening in world.closed:
                found[row.person][row.opening] = world.closed[row.opening]
    return found


def _places(world: World) -> tuple[Places, Places]:
    people = {one.id: place for place, one in enumerate(world.seekers)}
    return people, {one.id: place for place, one in enumerate(world.vacancies)}


def _open_rows(world: World, people: Places, openings: Places) -> list[Standing]:
    return [
        row
        for mine in world.standing.values()
        for row in mine
        if row.is_open and row.person in people and row.opening in openings
    ]


def _keys(person: np.ndarray, opening: np.ndarray, openings: int) -> np.ndarray:
    """One number for each pair."""
    return person.astype(np.int64) * openings + opening


def _row_keys(rows: list[Standing], people: Places, openings: Places) -> np.ndarray:
    return _keys(
        np.array([people[row.person] for row in rows], np.int64),
        np.array([openings[row.opening] for row in rows], np.int64),
        len(openings),
    )


def _is_fixed(world: World, row: Standing, people: Places, openings: Places) -> bool:
    seeker, vacancy = world.seekers[people[row.person]], world.vacancies[openings[row.opening]]
    return comparing.is_fixed(row, seeker, vacancy)
