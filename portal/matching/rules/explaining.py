"""Why an opening suits one person, and what she lacks for it: the same numbers, with reasons."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TypeAlias

from portal.matching.rules import gates, nearness, scoring, tongues
from portal.matching.rules.facts import LEVELS, HeldTrade, Seeker, Vacancy
from portal.matching.rules.parts import Rarity
from portal.matching.rules.pool import Pool, known
from portal.matching.rules.weights import ALMOST, KNOWS, SOME_MONTHS, Part, Rule


@dataclass(frozen=True)
class Note:
    """Something that is there, or that is missing.

    `kind` of what is there: trade, near_trade (`code`, months in `words`), wish (`code`), skill
    (`code`, or own `words` folded), language (`code`: the one she really speaks, level in
    `words`: what it is worth).
    `kind` of what is missing: trade (`code`; what there is instead in `words`: near, wish, none),
    experience (`code`), language (`code`, level asked in `words`), skill, skill_wished (`code` or
    `words`), skill_unsaid (one that her trade can't do without and that she did not name), cv,
    place (nobody knows where she lives).
    """

    kind: str
    code: str = ""
    words: str = ""

    def stored(self) -> dict[str, str]:
        """As a row keeps it: `Note(**row)` reads it."""
        return asdict(self)


Reason: TypeAlias = Note
Missing: TypeAlias = Note


@dataclass(frozen=True)
class Explained:
    """One person, one opening. `ok`: keeps every rule."""

    passed: dict[Rule, bool]
    parts: dict[Part, float]
    score: float
    ok: bool
    has: tuple[Reason, ...]
    missing: tuple[Missing, ...]


def explain(seeker: Seeker, vacancy: Vacancy, today: date, rarity: Rarity) -> Explained:
    """Rules, parts and score as scoring.judge() gives them, and the reasons behind."""
    near = nearness.shared()
    pool = Pool([seeker], near)
    judged = scoring.judge(pool, vacancy, today, rarity)
    return Explained(
        passed={rule: bool(passed[0]) for rule, passed in judged.passed.items()},
        parts={part: float(values[0]) for part, values in judged.parts.items()},
        score=float(judged.score[0]),
        ok=bool(judged.ok[0]),
        has=tuple(_has(seeker, vacancy, pool)),
        missing=tuple(_missing(seeker, vacancy, pool)),
    )


def missing(seeker: Seeker, vacancies: Iterable[Vacancy]) -> list[tuple[Missing, ...]]:
    """What she lacks for each of these openings: as explain() says it, quicker for several."""
    pool = Pool([seeker], nearness.shared())
    return [tuple(_missing(seeker, one, pool)) for one in vacancies]


def broken(passed: dict[Rule, bool]) -> list[Rule]:
    """The rules that a pair breaks, in the order in which they are looked at."""
    return [rule for rule in Rule if not passed.get(rule, True)]


def _best(seeker: Seeker, vacancy: Vacancy, pool: Pool) -> tuple[float, HeldTrade | None]:
    """How near the nearest of her trades is, and which."""
    near = [(pool.nearness.of(vacancy.trade, one.code), one) for one in seeker.trades]
    best = max(near, key=lambda pair: pair[0] * known(pair[1].months), default=(0.0, None))
    return best if best[0] else (0.0, None)


def _wish(seeker: Seeker, vacancy: Vacancy, pool: Pool) -> str:
    """The trade that she wishes to do and that is this one, or as good as; "" for none."""
    near = [(pool.nearness.of(vacancy.trade, code), code) for code in seeker.wish_trades]
    best = max(near, default=(0.0, ""))
    return best[1] if best[0] >= KNOWS else ""


def _has(seeker: Seeker, vacancy: Vacancy, pool: Pool) -> Iterator[Reason]:
    near, held = _best(seeker, vacancy, pool)
    if held and near >= ALMOST:
        yield Note("trade" if near >= KNOWS else "near_trade", held.code, str(held.months))
    if wish := _wish(seeker, vacancy, pool):
        yield Note("wish", wish)
    for skill in _asked(vacancy, pool):
        if pool.named.of(skill).size:
            yield _skill("skill", skill, pool)
    for language, level in tongues.asked(vacancy):
        speaks = int(tongues.spoken(pool, language)[0])
        if speaks >= level:
            yield Note("language", tongues.really(pool, language), LEVELS[speaks])


def _missing(seeker: Seeker, vacancy: Vacancy, pool: Pool) -> Iterator[Missing]:
    yield from _trade_missing(seeker, vacancy, pool)
    for language, level in tongues.asked(vacancy):
        if tongues.spoken(pool, language)[0] < level:
            yield Note("language", language, LEVELS[level])
    yield from _skills_missing(vacancy, pool)
    if not (vacancy.no_cv or seeker.has_cv):
        yield Note("cv")
    if not (vacancy.remote or seeker.city or seeker.place):
        yield Note("place")


def _trade_missing(seeker: Seeker, vacancy: Vacancy, pool: Pool) -> Iterator[Missing]:
    near, held = _best(seeker, vacancy, pool)
    if vacancy.trade and near < KNOWS:
        instead = "near" if near >= ALMOST else "none"
        yield Note("trade", vacancy.trade, "wish" if _wish(seeker, vacancy, pool) else instead)
    elif held and held.months < SOME_MONTHS and vacancy.kind not in gates.TEACHING:
        yield Note("experience", held.code)


def _skills_missing(vacancy: Vacancy, pool: Pool) -> Iterator[Missing]:
    required = {pool.nearness.skill(one) for one in vacancy.skills}
    for skill in _asked(vacancy, pool):
        if pool.implied.of(skill).size:
            yield _skill("skill_unsaid", skill, pool)
        elif not pool.named.of(skill).size:
            yield _skill("skill" if skill in required else "skill_wished", skill, pool)


def _asked(vacancy: Vacancy, pool: Pool) -> list[str]:
    """The skills asked for, required ones first, each once."""
    asked = (*vacancy.skills, *vacancy.skills_wished)
    return list(dict.fromkeys(pool.nearness.skill(one) for one in asked))


def _skill(kind: str, skill: str, pool: Pool) -> Note:
    return Note(kind, skill) if skill in pool.nearness.skills else Note(kind, words=skill)
