"""Which things are meant by what a person types: an index of their words, in memory.

Each process builds its own and builds it again when a thing was added, changed or closed. It only
proposes: what may be shown is asked of the database at every search, so an index that lags behind
shows nothing that must not be seen.

A typed word finds a word that is the same, or begins with it (people are still typing), then one
that holds it, then one that is spelled or sounds like it (portal/reference/linking.py). A trade
that is meant finds the things of its ISCO-08 unit group, whatever words they use.
"""

import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import takewhile
from operator import and_, or_

from portal.reference import linking, spelling, trades, wording

SHORTEST_BEGINNING = 3  # letters from which on a beginning stands for a word
SHORTEST_PART = 4
ALIKE = 0.55  # how like a known word a typed one must be: one slip in four letters, two in eight
KEPT_SECONDS = 600.0  # a firm's new name, a new trade name: nobody tells
ABOUT = 0.08  # less alike than the most alike, and still meant
Stamp = tuple[object, ...]


@dataclass(frozen=True)
class Entry:
    """One thing that can be found, and its words."""

    id: int
    head: frozenset[str]  # name, place, kind, trade …: what it is
    body: frozenset[str]  # all that it says
    trade: str = ""  # its code


@dataclass(frozen=True)
class Found:
    """Ids, the likeliest set first; not `whole`: they only come close."""

    tiers: tuple[set[int], ...]
    whole: bool

    @property
    def all(self) -> set[int]:
        return set().union(*self.tiers)

    def rank(self, id: int) -> int:
        return next(i for i, tier in enumerate(self.tiers) if id in tier)


class Index:
    """The words of all entries. A set of entries is a whole number, one bit for each."""

    def __init__(self, entries: Iterable[Entry], before: "Index | None" = None) -> None:
        """Of these entries. `before`: the index that this one replaces."""
        self.ids: list[int] = []
        self.head: dict[str, int] = {}
        self.body: dict[str, int] = {}
        self.groups: dict[str, int] = {}
        for place, entry in enumerate(entries):
            bit = 1 << place
            self.ids.append(entry.id)
            for word in entry.head:
                self.head[word] = self.head.get(word, 0) | bit
            for word in entry.body:
                self.body[word] = self.body.get(word, 0) | bit
            if entry.trade and (group := trades.isco_of(entry.trade)):
                self.groups[group] = self.groups.get(group, 0) | bit
        self.in_order = sorted(self.head)
        self.in_one = "".join(f"{word}\n" for word in self.in_order)
        self.bodies_in_order = sorted(self.body)
        self._spelled: linking.Words | None = (
            before.__dict__.get("alike", before._spelled) if before else None
        )

    @cached_property
    def alike(self) -> linking.Words | None:
        """The words by their spelling. What takes longest to make: made when a word is misspelled,
        and kept while no new word comes."""
        if self._spelled and self.head.keys() <= self._spelled.number.keys():
            return self._spelled
        return linking.Words(self.in_order, linking.WEIGHTS) if self.head else None

    def find(self, typed: wording.Typed) -> Found:
        """The entries that fit what was typed; where none does, those that come close."""
        same = {word: self._same(word) for word in typed.words}
        near = {word: self._near(word, same[word], typed) for word in typed.words}
        surely = self._with_all(same.values())
        # A word that nobody here uses is not held against the others.
        known = [bits for bits in near.values() if bits]
        loosely = self._with_all(known) if known or not typed.words else 0
        meant = loosely & self._of_groups(typed.groups)
        if surely | loosely:
            return Found(tuple(map(self._named, (surely, meant, loosely))), True)
        return Found((self._named(self._close(typed, known)),), False)

    def _close(self, typed: wording.Typed, known: list[int]) -> int:
        """Of the trade that may be meant, best where it was wanted; else with the most words."""
        trade = self._of_groups(typed.groups | typed.perhaps)
        places = self._with_all(self._same(w) for w in typed.words if w not in typed.of_trade)
        return trade & places or self._of_groups(typed.groups) or _with_most(known)

    def _with_all(self, sets: Iterable[int]) -> int:
        """What is in every one of these; everything, where there are none."""
        return reduce(and_, sets, (1 << len(self.ids)) - 1)

    def _same(self, word: str) -> int:
        """Entries whose name, place, kind … has the word, or one that begins with it."""
        found = self.head.get(word, 0) | self.head.get(spelling.stem(word), 0)
        return found | _beginning(self.head, self.in_order, word)

    def _near(self, word: str, same: int, typed: wording.Typed) -> int:
        """Those, too, that say it somewhere or are of the trade that is meant; where no name
        has it, those that hold it or something like it."""
        found = same | self.body.get(word, 0) | self.body.get(spelling.stem(word), 0)
        found |= _beginning(self.body, self.bodies_in_order, word)
        if not found and len(word) >= SHORTEST_PART:
            found = _any_of(self.head[known] for known in self._holding(word))
        if not found:
            found = self._misspelled(word)
        return found | self._of_groups(typed.groups) if word in typed.of_trade else found

    def _holding(self, part: str) -> Iterator[str]:
        """The known words that hold these letters: found in all of them at once."""
        start = self.in_one.find(part)
        while start >= 0:
            begin, end = self.in_one.rfind("\n", 0, start) + 1, self.in_one.find("\n", start)
            yield self.in_one[begin:end]
            start = self.in_one.find(part, end)

    def _misspelled(self, word: str) -> int:
        """Those with the word that is most like it, or about as much."""
        near = self.alike.near(spelling.stem(word)) if self.alike else ()
        least = max(ALIKE, near[-1][1] - ABOUT) if near else 0
        known = self.alike.known if self.alike else ()
        return _any_of(self.head.get(known[number], 0) for number, like in near if like >= least)

    def _of_groups(self, groups: Iterable[str]) -> int:
        return _any_of(self.groups.get(group, 0) for group in groups)

    def _named(self, bits: int) -> set[int]:
        return {self.ids[place] for place in _places_of(bits)}


def _any_of(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


def _with_most(sets: list[int]) -> int:
    """What is in the most of these."""
    counts = Counter(place for bits in sets for place in _places_of(bits))
    most = max(counts.values(), default=0)
    return _any_of(1 << place for place, count in counts.items() if count == most)


def _beginning(of: dict[str, int], in_order: list[str], word: str) -> int:
    """The entries of all words that begin with `word`."""
    if len(word) < SHORTEST_BEGINNING:
        return 0
    following = (in_order[place] for place in range(bisect_left(in_order, word), len(in_order)))
    return _any_of(of[known] for known in takewhile(lambda one: one.startswith(word), following))


def _places_of(bits: int) -> Iterator[int]:
    """The places of the ones in a binary number."""
    for place, one in enumerate(reversed(bin(bits))):
        if one == "1":
            yield place


@dataclass(frozen=True)
class _Built:
    index: Index
    stamp: Stamp
    until: float


class Keeper:
    """Keeps the index of one domain, in each process, until something it holds has changed."""

    def __init__(self) -> None:
        self._built: _Built | None = None
        self._building = threading.Lock()

    def index(self, stamp: Stamp, load: Callable[[], Iterable[Entry]]) -> Index:
        """The index of things as they were at `stamp`; while another builds it, the last."""
        built = self._built
        if built and built.stamp == stamp and time.monotonic() < built.until:
            return built.index
        if not self._building.acquire(blocking=built is None) and built:
            return built.index
        try:
            made = Index(load(), built.index if built else None)
            self._built = _Built(made, stamp, time.monotonic() + KEPT_SECONDS)
            return made
        finally:
            self._building.release()

    def forget(self) -> None:
        """Build the index anew at the next search."""
        self._built = None
