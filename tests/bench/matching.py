"""How good, how even, how fast and how large the matching is, on the world of `population`."""

import multiprocessing
import pickle
import resource
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from portal.matching.rules import (
    allocation,
    fairness,
    nearness,
    pairing,
    rewards,
    scoring,
    shortlist,
)
from portal.matching.rules.allocation import Allocation, Pairs
from portal.matching.rules.pairing import Paired
from portal.matching.rules.pool import Pool
from portal.matching.rules.weights import CROWDING, EACH_PERSON, Part, Rule
from tests.bench import population
from tests.bench.population import TODAY

SIZES = ((5_000, 700), (15_000, 2_000), (100_000, 10_000))
AIM = (15_000, 2_000)
FULL, MEMORY, ONE = 10.0, 1024, 0.100  # seconds, MiB, seconds
CHANGED = 0.02  # of people, and of openings, from one day to the next
ONES = 200  # profiles and openings that are matched alone
CROWDINGS = (0.0, CROWDING / 2, CROWDING, CROWDING * 2)


class Clock:
    """Seconds on the wall, and of the processor: the machine may be busy with other things."""

    def __init__(self) -> None:
        self.wall, self.own = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        wall, own = time.perf_counter() - self.wall, time.process_time() - self.own
        return f"{wall:6.1f} s ({own:.1f} s of a processor)"


class Times:
    """Of many turns, each in a `with`, as Clock measures one."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.own: list[float] = []

    def __enter__(self) -> None:
        self.clock = Clock()

    def __exit__(self, *error: object) -> None:
        self.wall.append(time.perf_counter() - self.clock.wall)
        self.own.append(time.process_time() - self.clock.own)

    def __str__(self) -> str:
        wall, own = (np.percentile(times, [50, 95]) * 1000 for times in (self.wall, self.own))
        return (
            f"p50 {wall[0]:.1f} ms, p95 {wall[1]:.1f} ms"
            f" ({own[0]:.1f} and {own[1]:.1f} ms of a processor)"
        )


def run() -> None:
    ranking()
    speed()


# Ranking


def ranking() -> None:
    """Plain lists against the allocation: what is lost, what is gained."""
    people, openings = AIM
    world = population.world(people, openings)
    print(f"\nRanking {people:,} people and {openings:,} openings that nobody is")
    relevance = np.stack([world.relevance(j) for j in range(openings)], axis=1).astype(np.uint8)
    paired = _paired(Pool(world.seekers, nearness.shared()), world.vacancies)
    wanted = np.array([one.wanted for one in world.vacancies])
    eligible = np.bincount(paired.person, minlength=people)
    print(
        f"  {len(paired):,} pairs keep every rule; {np.mean(eligible >= EACH_PERSON):.0%} of"
        f" people have {EACH_PERSON} or more, {np.mean(eligible == 0):.0%} none"
    )
    print(f"  {'':40}{'':>8}  nDCG@10   nDCG@3   people openings   n best  Gini of  Gini of")
    print(f"  {'':40}{'chosen':>8} openings   people   with 3   with n  are in openings   people")
    for name, chosen in _lists(paired, relevance, wanted):
        print(f"  {name:40}{_figures(paired, chosen, relevance, wanted)}")
    truth = relevance[paired.person, paired.opening] + paired.score  # the score among equals
    seen = allocation._rank(paired.opening, truth) < 10
    name = "(who knows the truth: 10 best by rules)"
    print(f"  {name:40}{_figures(paired, seen, relevance, wanted, truth)}")


def _lists(paired: Paired, relevance: np.ndarray, wanted: np.ndarray):
    """Plain lists of the best, and allocations: each with its name."""
    people = len(relevance)
    for_her = allocation._rank(paired.person, paired.score) < EACH_PERSON
    of_opening = allocation._rank(paired.opening, paired.score)
    yield "by chance, as many", _by_chance(len(paired), int(for_her.sum()))
    yield "each opening its n best", of_opening < wanted[paired.opening]
    yield "each opening its 10 best", of_opening < 10
    yield "each person her 3 best", for_her
    yield "both: n best and 3 best", for_her | (of_opening < wanted[paired.opening])
    for crowding in CROWDINGS:
        name = f"allocation, crowding {crowding:.2f}{' (as shipped)' * (crowding == CROWDING)}"
        yield name, _crowded(paired, people, wanted, crowding)


def _by_chance(count: int, chosen: int) -> np.ndarray:
    return np.random.default_rng(1).permutation(count) < chosen


def _crowded(paired: Paired, people: int, wanted: np.ndarray, crowding: float) -> np.ndarray:
    """The allocation if a crowd cost so much."""
    shipped = rewards.STEP_GAINS
    rewards.STEP_GAINS = np.r_[shipped[0], shipped[1:] * crowding / CROWDING]
    found = _solved(paired, people, wanted)
    rewards.STEP_GAINS = shipped
    return found.chosen


def _figures(paired: Paired, chosen, relevance: np.ndarray, wanted, order=None) -> str:
    people, openings = relevance.shape
    order = paired.score if order is None else order
    best = allocation._rank(paired.opening, paired.score) < wanted[paired.opening]
    hers = np.bincount(paired.person[chosen], minlength=people)
    theirs = np.bincount(paired.opening[chosen], minlength=openings)
    return (
        f"{int(chosen.sum()):8,}"
        f"{_ndcg(paired.opening, paired.person, order, chosen, relevance.T, 10):9.3f}"
        f"{_ndcg(paired.person, paired.opening, order, chosen, relevance, 3):9.3f}"
        f"{fairness.coverage(hers, EACH_PERSON):9.1%}{fairness.coverage(theirs, wanted):9.1%}"
        f"{chosen[best].mean():9.1%}{fairness.gini(theirs / wanted):9.3f}{fairness.gini(hers):9.3f}"
    )


def _ndcg(of, other, value, chosen, relevance, k: int) -> float:
    """The mean over all of whom something relevant exists, among everything that exists."""
    order = np.lexsort((-value[chosen], of[chosen]))
    groups, others = of[chosen][order], other[chosen][order]
    ends = np.searchsorted(groups, np.arange(len(relevance) + 1))
    return float(
        np.mean(
            [
                fairness.ndcg(possible[others[ends[one] : ends[one + 1]]], possible, k)
                for one, possible in enumerate(relevance)
                if possible.any()
            ]
        )
    )


# Speed and memory


def speed() -> None:
    """Each size in a process of its own, that gets the facts and nothing else."""
    print("\nMatching: arithmetic alone, one process; reading and writing rows come to it")
    for people, openings in SIZES:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            facts = Path(name) / "facts"
            world = population.world(people, openings)
            facts.write_bytes(pickle.dumps((world.seekers, world.vacancies)))
            del world
            child = multiprocessing.get_context("spawn").Process(target=_measure, args=(facts,))
            child.start()
            child.join()
            if child.exitcode:
                raise SystemExit(f"measuring {people:,} x {openings:,} failed")


def _measure(facts: Path) -> None:
    seekers, vacancies = pickle.loads(facts.read_bytes())
    near = nearness.shared()
    print(f"  {len(seekers):,} people x {len(vacancies):,} openings", flush=True)
    before, begun = _most_memory(), time.perf_counter()
    clock = Clock()
    pool = Pool(seekers, near)
    print(f"    people as arrays       {clock}")
    clock = Clock()
    paired = _paired(pool, vacancies)
    print(f"    scoring                {clock}   {len(paired):,} pairs keep every rule")
    wanted = np.array([one.wanted for one in vacancies])
    clock = Clock()
    found = _solved(paired, len(seekers), wanted)
    print(f"    solving                {clock}   {_about(found)}", flush=True)
    took, most = time.perf_counter() - begun, _most_memory()
    aims = f" (aims {FULL:.0f} s, {MEMORY} MiB)" if (len(seekers), len(vacancies)) == AIM else ""
    print(f"    together               {took:6.1f} s, at most {most:.0f} MiB{aims};", end="")
    print(f" {before:.0f} MiB before, with the facts")
    clock = Clock()
    again = _solved(paired, len(seekers), wanted, kept=found.chosen)
    moved = int((again.chosen != found.chosen).sum())
    print(f"    solving again          {clock}   {moved} suggestions moved", flush=True)
    _another_day(paired, len(seekers), wanted, found)
    _one_by_one(pool, seekers, vacancies, paired, found)


def _another_day(paired: Paired, people: int, wanted: np.ndarray, found: Allocation) -> None:
    """Some people and some openings are gone: how many suggestions of the others go with them?"""
    dice = np.random.default_rng(9)
    here = dice.random(people)[paired.person] > CHANGED
    here &= dice.random(len(wanted))[paired.opening] > CHANGED
    left = replace(
        paired, person=paired.person[here], opening=paired.opening[here], score=paired.score[here]
    )
    stood = found.chosen[here]
    clock = Clock()
    now = _solved(left, people, wanted, kept=stood)
    lost, new = int((stood & ~now.chosen).sum()), int((now.chosen & ~stood).sum())
    print(
        f"    another day            {clock}   without {CHANGED:.0%} of people and of openings:"
        f" of {int(stood.sum()):,} suggestions that could stay {lost} went, {new:,} came",
        flush=True,
    )


def _about(found: Allocation) -> str:
    counts = found.counts
    return (
        f"{counts['chosen']:,} chosen; {counts['people_short']} people and"
        f" {counts['openings_short']} openings short of what there is for them;"
        f" objective {found.objective:,.3f}, gap {found.gap:.4f}, {counts['rounds']} rounds"
    )


def _paired(pool: Pool, vacancies) -> Paired:
    return pairing.pair(pool, vacancies, TODAY, scoring.skill_rarity(vacancies))


def _solved(paired: Paired, people: int, wanted: np.ndarray, kept=None) -> Allocation:
    nothing = np.zeros(len(paired), bool)
    kept = nothing if kept is None else kept
    pairs = Pairs(paired.person, paired.opening, paired.score, kept=kept, forced=nothing)
    return allocation.allocate(pairs, people=people, wanted=wanted)


def _one_by_one(pool: Pool, seekers, vacancies, paired: Paired, found: Allocation) -> None:
    """Some profiles and some openings, each as if it had just changed."""
    dice = np.random.default_rng(3)
    rarity = scoring.skill_rarity(vacancies)
    hers = np.bincount(paired.person[found.chosen], minlength=len(seekers))
    theirs = np.bincount(paired.opening[found.chosen], minlength=len(vacancies))
    profile, opening, ready = Times(), Times(), Times()
    for one in dice.choice(len(seekers), ONES):
        with profile:
            _one_person(seekers[one], vacancies, rarity, theirs)
    for one in dice.choice(len(vacancies), ONES):
        judged = scoring.judge(pool, vacancies[one], TODAY, rarity)
        near = judged.passed[Rule.REACH] & (
            (judged.parts[Part.TRADE] >= shortlist.FAR) | (judged.parts[Part.SKILLS] > 0)
        )
        likely = [seekers[place] for place in np.flatnonzero(near)]  # whom the database would give
        with opening:
            _one_opening(Pool(likely, nearness.shared()), vacancies[one], rarity, hers[near])
        with ready:
            _one_opening(pool, vacancies[one], rarity, hers)
    print(f"    one profile            {profile}   (aim {ONE * 1000:.0f} ms)")
    print(f"    one opening            {opening}   (aim {ONE * 1000:.0f} ms)")
    print(f"      everyone as arrays   {ready}", flush=True)


def _one_opening(pool: Pool, vacancy, rarity, given: np.ndarray) -> None:
    judged = scoring.judge(pool, vacancy, TODAY, rarity)
    at = np.flatnonzero(judged.ok)
    allocation.for_opening(
        value=judged.score[at],
        kept=np.zeros(len(at), bool),
        forced=np.zeros(len(at), bool),
        given=given[at],
        wanted=vacancy.wanted,
    )


def _one_person(seeker, vacancies, rarity, theirs: np.ndarray) -> None:
    place = {vacancy.id: number for number, vacancy in enumerate(vacancies)}
    pool = Pool([seeker], nearness.shared())
    suiting = list(scoring.suiting(pool, vacancies, TODAY, rarity))
    none = np.zeros(len(suiting), bool)
    allocation.for_person(
        value=np.array([judged.score[0] for _, judged in suiting]),
        kept=none,
        forced=none,
        taken=np.array([theirs[place[vacancy.id]] for vacancy, _ in suiting], int),
        wanted=np.array([vacancy.wanted for vacancy, _ in suiting], int),
    )


def _most_memory() -> float:
    """The most that this process has ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
