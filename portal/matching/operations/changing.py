"""Those that changed, matched by themselves while everything else stands.

Reads and computes; nothing here changes a row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from portal.core.clock import local, now
from portal.matching.operations import comparing
from portal.matching.operations.comparing import Fits
from portal.matching.operations.writing import Hers, Match
from portal.matching.queries import candidates, facts, offers, standing
from portal.matching.queries.due import Due
from portal.matching.queries.standing import Standing
from portal.matching.rules import allocation, nearness, pairing, scoring
from portal.matching.rules.facts import Seeker, Vacancy
from portal.matching.rules.pool import Pool
from portal.matching.rules.scoring import Judged, Rarity
from portal.matching.rules.weights import Part, Rule
from portal.matching.states import Withdrawn

Fit = dict[int, Fits]  # by opening
SOME = 300  # people at a time


@dataclass(frozen=True)
class Open:
    """The openings that people may be suggested for now."""

    vacancies: dict[int, Vacancy]
    rarity: Rarity
    today: date


@dataclass(frozen=True)
class Others:
    """What the openings have already: how many suggestions, and whose with which scores."""

    taken: Counter[int]
    scores: Mapping[int, list[tuple[int, float]]]

    def last(self, opening: int, but: int, room: int) -> float:
        """The score of the last of the best `room` people but one; 0 where there are fewer."""
        scores = [score for person, score in self.scores.get(opening, ()) if person != but]
        return scores[room - 1] if 0 < room <= len(scores) else 0.0


def people(batch: Sequence[Due]) -> list[Hers]:
    """What changes for these people."""
    ids = [one.id for one in batch]
    seekers = {one.id: one for one in facts.seekers(ids)}
    rows = _by_person(standing.of_people(ids))
    listed = offers.vacancies()
    now_open = Open(
        {one.id: one for one in listed}, scoring.skill_rarity(listed), local(now()).date()
    )
    closed = _closed(rows, now_open)
    fits = _fits(seekers.values(), now_open)
    theirs = {row.opening for mine in rows.values() for row in mine if row.is_open}
    scores = standing.scores(theirs.union(*fits.values()))
    others = Others(Counter({i: len(people) for i, people in scores.items()}), scores)
    stopped = _stopped([one for one in seekers.values() if not fits[one.id]], now_open)
    found = []
    for one in batch:
        seeker = seekers.get(one.id)
        if seeker is None:
            continue
        mine, hers = Hers(one.id, comparing.match(one, stopped.get(one.id, ""))), rows[one.id]
        offered = _offered(seeker, hers, fits[one.id], now_open, others)
        comparing.compare(mine, hers, offered, _why(seeker, hers, fits[one.id], closed))
        comparing.fill(mine, seeker, now_open.vacancies)
        found.append(mine)
    return found


def _by_person(rows: Iterable[Standing]) -> dict[int, list[Standing]]:
    found: dict[int, list[Standing]] = defaultdict(list)
    for row in rows:
        found[row.person].append(row)
    return found


def _closed(rows: Mapping[int, list[Standing]], now_open: Open) -> dict[int, Withdrawn]:
    """Openings that these people have in their lists and that take nobody now."""
    takes = {i for i, one in now_open.vacancies.items() if one.room > 0}
    theirs = {row.opening for mine in rows.values() for row in mine if row.is_open}
    return offers.why_closed(theirs - takes) if theirs - takes else {}


def _fits(seekers: Iterable[Seeker], now_open: Open) -> dict[int, Fit]:
    """By person: the openings that keep every rule, and how they fit."""
    pool = Pool(list(seekers), nearness.shared())
    found: dict[int, Fit] = {int(i): {} for i in pool.ids}
    suiting = scoring.suiting(pool, now_open.vacancies.values(), now_open.today, now_open.rarity)
    for vacancy, judged in suiting:
        for place in np.flatnonzero(judged.ok).tolist():
            found[int(pool.ids[place])][vacancy.id] = _fit(judged, place)
    return found


def _fit(judged: Judged, place: int) -> Fits:
    parts = {str(part): float(judged.parts[part][place]) for part in Part}
    return Fits(float(judged.score[place]), parts)


def _stopped(seekers: list[Seeker], now_open: Open) -> dict[int, str]:
    """By person: the first rule that left her nothing."""
    ready = [one for one in seekers if one.consents and one.active]
    found = {one.id: str(Rule.CONSENT) for one in seekers}
    if ready:
        pool = Pool(ready, nearness.shared())
        stops = pairing.stopped(pool, now_open.vacancies.values(), now_open.today)
        found |= dict(zip((one.id for one in ready), stops, strict=True))
    return found


def _offered(
    seeker: Seeker, rows: list[Standing], fits: Fit, now_open: Open, others: Others
) -> dict[int, Fits | None]:
    """The openings that she should have; `others.taken` is kept up."""
    has = {row.opening: row for row in rows if row.is_open}
    fixed = {
        opening
        for opening, row in has.items()
        if (vacancy := now_open.vacancies.get(opening)) and comparing.is_fixed(row, seeker, vacancy)
    }
    taken = others.taken
    taken.subtract(has.keys())
    ids = sorted(fixed | set(fits))
    rooms = {i: now_open.vacancies[i].room for i in ids}
    chosen = allocation.for_person(
        value=np.array([fits[i].score if i in fits else 0.0 for i in ids]),
        kept=np.array([i in has for i in ids], bool),
        forced=np.array([i in fixed for i in ids], bool),
        taken=np.array([taken[i] for i in ids], np.int64),
        wanted=np.array([rooms[i] for i in ids], np.int64),
        last=np.array([others.last(i, seeker.id, rooms[i]) for i in ids], np.float64),
    )
    found = {i: fits.get(i) for i, yes in zip(ids, chosen, strict=True) if yes}
    taken.update(found.keys())
    return found


def _why(
    seeker: Seeker, rows: list[Standing], fits: Fit, closed: Mapping[int, Withdrawn]
) -> dict[int, Withdrawn]:
    """Why each opening would go out of her list."""
    if not (seeker.consents and seeker.active):
        return {row.opening: Withdrawn.PERSON for row in rows}
    found = {
        row.opening: Withdrawn.OTHERS_FIRST if row.opening in fits else Withdrawn.NO_LONGER_FITS
        for row in rows
    }
    return {**found, **closed}


# Openings


def openings(batch: Sequence[Due]) -> tuple[list[Hers], list[Match]]:
    """What changes for people because of these openings, and what is remembered of those."""
    known = {one.id: one for one in offers.vacancies([one.id for one in batch])}
    now_open = Open(known, scoring.skill_rarity(offers.vacancies()), local(now()).date())
    closed = offers.why_closed(list(known))
    more: Counter[int] = Counter()  # suggestions that this batch gives to each person
    found, matches = [], []
    for one in batch:
        rows = standing.of_opening(one.id)
        if one.id in closed:
            hers = [
                Hers(row.person, gone=[(row.id, closed[one.id])]) for row in rows if row.is_open
            ]
            stopped = str(Rule.CAPACITY)
        else:
            hers, stopped = _for_opening(known[one.id], rows, now_open, more)
        found += hers
        if match := comparing.match(one, stopped):
            matches.append(match)
    return found, matches


def _for_opening(
    vacancy: Vacancy, rows: list[Standing], now_open: Open, more: Counter[int]
) -> tuple[list[Hers], str]:
    has = {row.person: row for row in rows if row.is_open}
    seekers = {one.id: one for one in facts.seekers(candidates.near(vacancy) | set(has))}
    pool = Pool(list(seekers.values()), nearness.shared())
    judged = scoring.judge(pool, vacancy, now_open.today, now_open.rarity)
    fits = {int(pool.ids[i]): _fit(judged, i) for i in np.flatnonzero(judged.ok).tolist()}
    fixed = {i for i, row in has.items() if comparing.is_fixed(row, seekers[i], vacancy)}
    ids = sorted(fixed | set(fits))
    given = Counter(standing.open_for_people(ids))
    given.update(more)
    given.subtract(has.keys())
    chosen = allocation.for_opening(
        value=np.array([fits[i].score if i in fits else 0.0 for i in ids]),
        kept=np.array([i in has for i in ids], bool),
        forced=np.array([i in fixed for i in ids], bool),
        given=np.array([given[i] for i in ids], np.int64),
        wanted=vacancy.room,
    )
    offered = {i: fits.get(i) for i, yes in zip(ids, chosen, strict=True) if yes}
    more.update(offered.keys() - has.keys())
    by_person = _by_person(rows)
    hers = []
    for i in offered.keys() | has.keys():
        mine, its = Hers(i), by_person.get(i, [])
        wanted = {vacancy.id: offered[i]} if i in offered else {}
        mine_fits = {vacancy.id: fits[i]} if i in fits else {}
        comparing.compare(mine, its, wanted, _why(seekers[i], its, mine_fits, {}))
        comparing.fill(mine, seekers[i], {vacancy.id: vacancy})
        if mine:
            hers.append(mine)
    return hers, "" if fits else _nobody_because(vacancy, now_open)


def _nobody_because(vacancy: Vacancy, now_open: Open) -> str:
    """The first rule that left the opening nobody at all. Those who could go there are looked at
    first, some at a time: as soon as one of them keeps all other rules, NEAR is the answer."""
    reached = Rule.CONSENT
    for ids in (sorted(candidates.who_could_go(vacancy)), candidates.who_agreed()):
        for first in range(0, len(ids), SOME):
            pool = Pool(facts.seekers(ids[first : first + SOME]), nearness.shared())
            rule = pairing.deepest(pool, vacancy, now_open.today)
            reached = max(reached, rule, key=pairing.RULES.index)
            if reached == Rule.NEAR:
                break
        if pairing.RULES.index(reached) > pairing.RULES.index(Rule.REACH):
            break
    return str(reached)
