"""Many people as arrays, so that one opening is held against all of them in about a millisecond."""

from array import array
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from portal.matching.rules import times
from portal.matching.rules.facts import Seeker
from portal.matching.rules.nearness import Nearness
from portal.matching.rules.weights import BEGINNER, EXPERIENCED
from portal.opportunities.states import Kind
from portal.people.states import Travel, WorkRoute
from portal.reference import cities

KINDS = tuple(str(kind) for kind in Kind)
CITIES = ("", *cities.CITIES)  # the first: none of our cities
TRAVELS = tuple(str(travel) for travel in Travel)
ROUTES = tuple(str(route) for route in WorkRoute)
ANY_KIND = (1 << len(KINDS)) - 1


class Lists:
    """For each of many words, the places of the people who have it."""

    def __init__(self, seekers: Sequence[Seeker], words: Callable[[Seeker], Iterable[str]]) -> None:
        self.number: dict[str, int] = {}
        keys, people = array("i"), array("i")
        for place, one in enumerate(seekers):
            for word in words(one):
                keys.append(self.number.setdefault(word, len(self.number)))
                people.append(place)
        order = np.argsort(np.array(keys, np.int32), kind="stable")
        self.people = np.array(people, np.int32)[order]
        self.starts = np.zeros(len(self.number) + 1, np.int64)
        np.cumsum(np.bincount(keys, minlength=len(self.number)), out=self.starts[1:])

    def of(self, word: str) -> np.ndarray:
        number = self.number.get(word)
        if number is None:
            return self.people[:0]
        return self.people[self.starts[number] : self.starts[number + 1]]


class Trades:
    """The trades of everyone: the first of each person, then the second of who has two, …"""

    def __init__(self, listed: Sequence[Sequence[tuple[int, float]]], unknown: int) -> None:
        """`listed`: for each person, numbers of trades, each with what it counts."""
        firsts = [trades[0] if trades else (unknown, 1.0) for trades in listed]
        self.firsts = np.array([number for number, _ in firsts], np.int32)
        self.counts = np.array([count for _, count in firsts], np.float64)
        self.others: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        for depth in range(1, max(map(len, listed), default=0)):
            people = [place for place, trades in enumerate(listed) if len(trades) > depth]
            numbers = [listed[place][depth][0] for place in people]
            counts = [listed[place][depth][1] for place in people]
            self.others.append(
                (np.array(people, np.int32), np.array(numbers, np.int32), np.array(counts))
            )

    def nearest(self, row: np.ndarray) -> np.ndarray:
        """For each person, how near the best of her trades is, with what it counts."""
        best: np.ndarray = row.take(self.firsts) * self.counts
        for people, numbers, counts in self.others:
            best[people] = np.maximum(best.take(people), row.take(numbers) * counts)
        return best


class Pool:
    """What seekers say, an array for each fact; `ids[i]` is the person at place i."""

    def __init__(self, seekers: Sequence[Seeker], nearness: Nearness) -> None:
        self.nearness = nearness
        self.ids = np.array([one.id for one in seekers], np.int64)
        self.here = np.array([one.consents and one.active for one in seekers], bool)
        self.taken = Lists(seekers, lambda one: map(str, one.taken))
        self.has_cv = np.array([one.has_cv for one in seekers], bool)
        self._read_kinds(seekers)
        self._read_places(seekers)
        self._read_times(seekers)
        self._read_languages(seekers)
        self._read_skills(seekers)
        self._read_trades(seekers)
        for value in vars(self).values():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def __len__(self) -> int:
        return len(self.ids)

    def _read_kinds(self, seekers: Sequence[Seeker]) -> None:
        """The kinds that each looks for, a bit each; who names none takes any."""
        kinds = [_bits(KINDS, one.wants) for one in seekers]
        self.chooses = np.array([kind > 0 for kind in kinds], bool)
        self.kinds = np.array([kind or ANY_KIND for kind in kinds], np.uint16)

    def _read_places(self, seekers: Sequence[Seeker]) -> None:
        """`spot`: how she travels and where she lives, in one number (see rules/reach.py)."""
        travel = [_place(TRAVELS, one.travel, Travel.CITY) for one in seekers]
        city = [_place(CITIES, one.city) for one in seekers]
        self.travel = np.array(travel, np.int8)
        self.spot = np.array(travel, np.int16) * len(CITIES) + np.array(city, np.int16)
        self.others = np.array([_bits(CITIES, one.other_cities) for one in seekers], np.uint32)
        self.places = Lists(seekers, lambda one: [one.place] if one.place and not one.city else [])

    def _read_times(self, seekers: Sequence[Seeker]) -> None:
        days = [one.ready_on.toordinal() if one.ready_on else 0 for one in seekers]
        routes = [_place(ROUTES, one.route, WorkRoute.COUNSELLOR) for one in seekers]
        self.ready = np.array(days, np.int32)
        self.route = np.array(routes, np.int8)
        self.most_hours = np.array([times.most_hours(one) for one in seekers], np.int16)
        self.wanted_hours = np.array([one.hours_per_week or 0 for one in seekers], np.int16)

    def _read_languages(self, seekers: Sequence[Seeker]) -> None:
        """For each language, how well each person speaks and writes it."""
        self.spoken: dict[str, np.ndarray] = {}
        self.written: dict[str, np.ndarray] = {}
        for place, one in enumerate(seekers):
            for language, spoken, written in one.languages:
                if language not in self.spoken:
                    self.spoken[language] = np.zeros(len(seekers), np.int8)
                    self.written[language] = np.zeros(len(seekers), np.int8)
                self.spoken[language][place] = spoken
                self.written[language][place] = written

    def _read_skills(self, seekers: Sequence[Seeker]) -> None:
        """Who named a skill, and who has a trade that can't do without it."""
        near = self.nearness

        def named(one: Seeker) -> set[str]:
            return {near.skill(words) for words in one.skills}

        def implied(one: Seeker) -> set[str]:
            of_trades = {
                skill for held in one.trades for skill in near.essential.get(held.code, ())
            }
            return of_trades - named(one)

        self.named, self.implied = Lists(seekers, named), Lists(seekers, implied)

    def _read_trades(self, seekers: Sequence[Seeker]) -> None:
        number, unknown = self.nearness.number, self.nearness.unknown

        def numbered(code: str) -> int:
            return number.get(code, unknown)

        self.held = Trades(
            [[(numbered(held.code), known(held.months)) for held in one.trades] for one in seekers],
            unknown,
        )
        self.wished = Trades(
            [[(numbered(code), 1.0) for code in one.wish_trades] for one in seekers], unknown
        )
        self.wishes = np.array([bool(one.wish_trades) for one in seekers], bool)


def known(months: int) -> float:
    """What a trade counts after so many months of it."""
    return BEGINNER + (1 - BEGINNER) * min(max(months, 0), EXPERIENCED) / EXPERIENCED


def _bits(among: Sequence[str], codes: Iterable[str]) -> int:
    return sum(1 << among.index(code) for code in set(codes) if code in among)


def _place(among: Sequence[str], code: str, otherwise: str = "") -> int:
    return among.index(code if code in among else otherwise)
