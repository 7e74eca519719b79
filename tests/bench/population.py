"""People and openings that nobody is, drawn so that a matching can be wrong about them.

First the truth, that no matching sees. A person has one to three trades of the portal's catalogue
(our own sectors more often; a second one mostly of the same sector, as people move), and for every
skill of these trades a mastery between 0 and 1, that grows with the years she did it and with a
talent of her own; and some skills of no trade. She speaks what migrants in Morocco speak (half of
them French, one in five Darija: HCP 2021), on a fine scale. An opening needs a trade's skills, each
with a weight that its workshop alone knows, and the languages spoken there, whatever it writes.

Then the words. Her profile names the trade, one time in ten a neighbour of it (the words were read
wrongly); months with an error; two skills of three that she masters, and now and then one that she
does not; languages on four steps, one in seven wrong by one. The opening names half of the
skills it needs, sometimes one it does not, and two languages of three. One profile in eight says
nothing about skills at all.

**Relevance**, for each pair, from the truth alone: how much of what is needed she masters, with an
error for the pair (chemistry, pay, the boss) as large as the difference between two grades; 0 where
she does not speak what is spoken there, or can't or would not go, or could not work then, even
where both wrote otherwise. 3: excellent; 2: good; 1: would do; 0: not. Nothing of the score (its
weights, its nearness of trades) is used for it; but both know the catalogue's lists of skills, as
the world does.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from portal.matching.rules.facts import HeldTrade, Seeker, Vacancy
from portal.opportunities.states import Kind
from portal.people.states import Hours, Travel
from portal.reference import cities, sectors, trades

TODAY = date(2026, 11, 23)
# Where the programme has its hubs, and where else people live and work.
CITY_SHARES = {
    "rabat": 20, "sale": 14, "temara": 6, "kenitra": 5, "tanger": 17, "tetouan": 4, "oujda": 11,
    "nador": 4, "beni-mellal": 5, "casablanca": 7, "fes": 3, "meknes": 2, "marrakech": 1,
    "agadir": 1,
}  # fmt: skip
# The share of people who speak it at all; how well, on average, from 0 to 4.
SPOKEN = {
    "fr": (0.525, 2.6), "ary": (0.206, 1.8), "ar": (0.12, 2.2), "en": (0.27, 2.4),
    "es": (0.06, 2.0), "wo": (0.14, 3.4), "bm": (0.10, 3.4), "ff": (0.08, 3.3),
    "ln": (0.09, 3.4), "ha": (0.03, 3.3),
}  # fmt: skip
NEEDED = {"ary": 0.2, "fr": 0.35, "en": 0.06, "es": 0.03}  # how often a workshop needs it
OF_OURS = ("decor", "sewing", "beauty", "education", "catering", "technology", "audiovisual")
OF_OURS += ("cleaning", "building", "communication")  # the programme's sectors
KIND_SHARES = dict(zip(Kind, (6, 22, 5, 8, 24, 16, 8, 6, 5), strict=True))
TRAVEL_SHARES = dict(zip(Travel, (14, 52, 22, 12), strict=True))
EXCELLENT, GOOD, DOES = 0.72, 0.55, 0.38
LEARNS = frozenset((Kind.OBSERVATION, Kind.INTERNSHIP, Kind.APPRENTICESHIP, Kind.TRAINING))


@dataclass(frozen=True)
class World:
    """`seekers` and `vacancies` are what was written; `relevance(j)` is the truth about opening j,
    for each person 0 to 3."""

    seekers: list[Seeker]
    vacancies: list[Vacancy]
    _people: "_People"
    _needs: list["_Need"]
    _seed: int

    def relevance(self, opening: int) -> np.ndarray:
        need, people = self._needs[opening], self._people
        dice = np.random.default_rng((self._seed, 2, opening))
        can = people.mastery[:, need.skills] @ need.weights
        if need.learns:
            can = 0.45 * can + 0.5 * people.eager[:, need.sector] + 0.1
        can += dice.normal(0, 0.12, len(can))
        goes = people.reach[:, need.city] & people.free & (dice.random(len(can)) < 0.95)
        for language, level in need.languages:
            goes &= people.speaks[:, language] >= level
        return np.where(goes, (can > DOES) * 1 + (can > GOOD) + (can > EXCELLENT), 0)


@dataclass(frozen=True)
class _People:
    """The truth about people, a row each."""

    mastery: np.ndarray  # by skill
    eager: np.ndarray  # by sector: how much she wants to learn it
    speaks: np.ndarray  # by language, 0 to 4
    reach: np.ndarray  # by city
    free: np.ndarray


@dataclass(frozen=True)
class _Need:
    skills: np.ndarray
    weights: np.ndarray
    languages: tuple[tuple[int, float], ...]
    city: int
    sector: int
    learns: bool


class _Catalogue:
    """The portal's trades and skills, numbered, and how common each trade is."""

    def __init__(self) -> None:
        known = trades.known()
        self.skills = sorted(known.skills)
        number = {skill: place for place, skill in enumerate(self.skills)}
        ours = [trade for trade in known.trades if trade.skills]
        self.codes = [trade.code for trade in ours]
        self.of = [np.array(sorted(number[skill] for skill in trade.skills)) for trade in ours]
        names = list(sectors.SECTORS)
        self.sector = np.array(
            [names.index(s) if (s := trades.sector_of(code)) in names else 0 for code in self.codes]
        )
        self.near = [
            np.flatnonzero([other.isco[:3] == trade.isco[:3] for other in ours]) for trade in ours
        ]
        of_ours = np.isin(self.sector, [names.index(sector) for sector in OF_OURS])
        order = np.random.default_rng(11).permutation(len(ours))
        share = np.where(of_ours, 3.0, 1.0) / (1 + order) ** 0.5  # a few trades are very common
        self.share = share / share.sum()
        self.sectors = len(names)


def world(people: int, openings: int, seed: int = 5) -> World:
    """The same world for the same numbers."""
    known = _Catalogue()
    dice = np.random.default_rng((seed, people, openings))
    truth, seekers = _drawn_people(known, people, dice)
    needs, vacancies = _drawn_openings(known, openings, dice)
    return World(seekers, vacancies, truth, needs, seed)


def _pick(dice: np.random.Generator, shares: dict, size: int | None = None):
    chances = np.array(list(shares.values()), float)
    return dice.choice(len(shares), size, p=chances / chances.sum())


def _drawn_people(known: _Catalogue, count: int, dice) -> tuple[_People, list[Seeker]]:
    languages, towns = list(SPOKEN), list(CITY_SHARES)
    truth = _People(
        mastery=np.zeros((count, len(known.skills)), np.float32),
        eager=dice.beta(1.2, 4, (count, known.sectors)).astype(np.float32),
        speaks=_spoken(dice, count),
        reach=np.zeros((count, len(towns)), bool),
        free=dice.random(count) < 0.93,
    )
    home, talent = _pick(dice, CITY_SHARES, count), dice.beta(4, 3, count)
    travel = _pick(dice, TRAVEL_SHARES, count)
    seekers = []
    for place in range(count):
        held = _trades_of(known, dice)
        months = np.minimum(dice.geometric(1 / 40, len(held)), 300)
        for trade, so_long in zip(held, months, strict=True):
            grown = talent[place] * (0.35 + 0.65 * (1 - np.exp(-so_long / 24)))
            mastery = np.clip(grown + dice.normal(0, 0.15, len(known.of[trade])) + 0.15, 0, 1)
            of_hers = truth.mastery[place, known.of[trade]]
            truth.mastery[place, known.of[trade]] = np.maximum(of_hers, mastery)
            truth.eager[place, known.sector[trade]] += 0.35
        other = dice.integers(0, len(known.skills), 2)
        truth.mastery[place, other] = np.maximum(truth.mastery[place, other], dice.random(2))
        truth.reach[place] = _reach(dice, towns, int(home[place]), list(Travel)[travel[place]])
        written = (towns[home[place]], str(list(Travel)[travel[place]]))
        seekers.append(_profile(known, truth, place, held, months, written, languages, dice))
    np.clip(truth.eager, 0, 1, out=truth.eager)
    return truth, seekers


def _spoken(dice, count: int) -> np.ndarray:
    levels = [
        np.where(dice.random(count) < share, np.clip(dice.normal(mean, 0.8, count), 0.3, 4), 0)
        for share, mean in SPOKEN.values()
    ]
    return np.stack(levels, axis=1)


def _trades_of(known: _Catalogue, dice) -> list[int]:
    first = int(dice.choice(len(known.codes), p=known.share))
    held = [first]
    for _ in range(int(dice.choice(3, p=(0.5, 0.35, 0.15)))):
        same = np.flatnonzero(known.sector == known.sector[first])
        more = dice.choice(same) if dice.random() < 0.6 else dice.choice(len(known.codes))
        held.append(int(more))
    return list(dict.fromkeys(held))


def _reach(dice, towns: list[str], home: int, travel: Travel) -> np.ndarray:
    """Where she would really go: what she says, with a will of her own."""
    far = {Travel.NEAR: 0, Travel.CITY: 20, Travel.AROUND: 60, Travel.MOVE: 10_000}[travel]
    far = far * dice.uniform(0.8, 1.3)
    kms = np.array([cities.km(towns[home], town) or 0 for town in towns])
    return kms <= far if travel != Travel.MOVE else (kms <= 60) | (dice.random(len(towns)) < 0.6)


def _profile(known, truth, place, held, months, written, languages, dice) -> Seeker:
    city, travel = written
    named = [int(dice.choice(known.near[t])) if dice.random() < 0.1 else t for t in held]
    errors = np.maximum(0, months * dice.uniform(0.6, 1.4, len(months)))
    speaks = truth.speaks[place]
    said = [
        (language, _step(speaks[n], dice), _step(speaks[n] - 1.2, dice))
        for n, language in enumerate(languages)
        if speaks[n] > 0
    ]
    kinds = [k for k in Kind if dice.random() < 0.45]
    return Seeker(
        id=place + 1,
        consents=True,
        trades=tuple(HeldTrade(known.codes[t], int(m)) for t, m in zip(named, errors, strict=True)),
        wish_trades=_wish(known, truth.eager[place], dice),
        skills=_said_skills(known, truth.mastery[place], dice),
        languages=tuple(said),
        city=city,
        travel=travel,
        ready_on=TODAY + timedelta(days=int(dice.integers(0, 45))) if dice.random() < 0.4 else None,
        hours=frozenset(h for h in Hours if dice.random() < 0.6)
        if dice.random() < 0.3
        else frozenset(),
        hours_per_week=int(dice.choice((20, 30, 40, 44))) if dice.random() < 0.4 else None,
        wants=frozenset(kinds) if dice.random() < 0.6 else frozenset(),
        has_cv=bool(dice.random() < 0.5),
        route=str(dice.choice(("now", "weeks", "counsellor"), p=(0.7, 0.1, 0.2))),
    )


def _step(level: float, dice) -> int:
    wrong = int(dice.choice((-1, 0, 1), p=(0.07, 0.86, 0.07)))
    return int(np.clip(round(level * 0.75) + wrong, 0, 3))


def _said_skills(known, mastery: np.ndarray, dice) -> frozenset[str]:
    if dice.random() < 0.125:
        return frozenset()
    masters = np.flatnonzero(mastery > 0.45)
    said = masters[dice.random(len(masters)) < 0.66].tolist()
    if dice.random() < 0.2:
        said.append(int(dice.integers(0, len(known.skills))))
    return frozenset(known.skills[place] for place in said)


def _wish(known, eager: np.ndarray, dice) -> tuple[str, ...]:
    """One in three writes which trade she would like: of the sector that she likes best."""
    if dice.random() > 0.33:
        return ()
    likes = np.flatnonzero(known.sector == int(np.argmax(eager)))
    return (known.codes[int(dice.choice(likes))],)


def _drawn_openings(known: _Catalogue, count: int, dice) -> tuple[list[_Need], list[Vacancy]]:
    languages, towns = list(SPOKEN), list(CITY_SHARES)
    needs, vacancies = [], []
    for place in range(count):
        trade = int(dice.choice(len(known.codes), p=known.share))
        kind, city = list(Kind)[_pick(dice, KIND_SHARES)], int(_pick(dice, CITY_SHARES))
        skills = known.of[trade]
        weights = dice.dirichlet(np.full(len(skills), 1.5))
        spoken = [lang for lang, share in NEEDED.items() if dice.random() < share]
        low = 0.6 if kind in LEARNS else 0.9
        needs.append(
            _Need(
                skills,
                weights,
                tuple((languages.index(lang), low) for lang in spoken),
                city,
                int(known.sector[trade]),
                kind in LEARNS,
            )  # fmt: skip
        )
        asked = [lang for lang in spoken if dice.random() < 0.66]
        vacancies.append(_advert(known, place, trade, weights, kind, towns[city], asked, dice))
    return needs, vacancies


def _advert(known, place, trade, weights, kind, city, asked, dice) -> Vacancy:
    skills = known.of[trade]
    named = skills[dice.random(len(skills)) < np.clip(0.2 + 2 * weights, 0, 0.9)].tolist()
    if dice.random() < 0.15:
        named.append(int(dice.integers(0, len(known.skills))))
    required = [known.skills[s] for s in dict.fromkeys(named)]
    cut = (len(required) + 1) // 2
    wanted = int(dice.choice((1, 2, 3, 5, 8), p=(0.1, 0.1, 0.6, 0.15, 0.05)))
    return Vacancy(
        id=place + 1,
        kind=str(kind),
        trade=known.codes[trade]
        if dice.random() < 0.95
        else known.codes[dice.choice(known.near[trade])],
        skills=tuple(required[:cut]),
        skills_wished=tuple(required[cut:]),
        languages=tuple((language, 1) for language in asked),
        city=city,
        remote=bool(dice.random() < 0.02),
        no_cv=bool(dice.random() < 0.7),
        starts_on=TODAY + timedelta(days=int(dice.integers(-10, 60)))
        if dice.random() < 0.4
        else None,
        hours_per_week=int(dice.choice((20, 30, 40, 44))) if dice.random() < 0.6 else None,
        wanted=wanted,
        room=wanted,
    )
