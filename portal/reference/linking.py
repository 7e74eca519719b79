"""Which trades are meant by a text: soft TF-IDF over words, on NumPy, in a few milliseconds.

A typed word stands for the known words that are spelled or sound like it, each weighted by how
like it is. A label is compared by the words it shares, rare words counting more (cosine), and by
its head word. A trade has the score of its best label, blended with how well the typed words fit
all that is said about its ISCO-08 unit group (BM25), and a little for other trades of the group
that agree.
Nothing is learnt: what can be tuned stands in `Weights`.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from portal.reference import spelling

Numbers = np.ndarray
Near = tuple[tuple[int, float], ...]  # (number of a known word, how like it is: 0 to 1)
NOTHING = np.zeros(0)


@dataclass(frozen=True)
class Weights:
    """What was tuned, by hand, on the tuning halves of the linking data."""

    group: float = 0.5  # share of the unit group's fit; the rest is the best label's
    head: float = 0.15  # share of the head word in a label's score
    agree: float = 0.2  # for the other trades of the group
    other: float = 0.85  # a label in another language than the page's
    synonym: float = 0.97  # a label that is not the one that is shown
    about: float = 1.0  # a word of a description; a word of a label counts 1
    alike: float = 0.45  # two words that are less alike are strangers
    nearest: int = 8  # known words that a typed word may stand for
    saturation: float = 1.2  # BM25's k1
    length: float = 0.5  # BM25's b


WEIGHTS = Weights()


@dataclass(frozen=True)
class Label:
    """A name of a trade; `trade` is its place in the list of trades."""

    trade: int
    language: str
    text: str
    shown: bool = True  # or a further word for it


class Lists:
    """Many short lists of numbers in two arrays: `lists.of(key)`."""

    def __init__(self, keys: Numbers, values: Numbers, count: int, also: Numbers = NOTHING):
        order = np.argsort(keys, kind="stable")
        self.values = values[order].astype(np.int32)
        self.also = also[order].astype(np.float32) if also.size else NOTHING
        self.starts = np.zeros(count + 1, np.int64)
        np.cumsum(np.bincount(keys, minlength=count), out=self.starts[1:])

    def of(self, key: int) -> Numbers:
        return self.values[self.starts[key] : self.starts[key + 1]]

    def both(self, key: int) -> tuple[Numbers, Numbers]:
        span = slice(self.starts[key], self.starts[key + 1])
        return self.values[span], self.also[span]


class Words:
    """The known words, and which of them a typed word may stand for."""

    def __init__(self, known: Sequence[str], weights: Weights) -> None:
        self.known, self.weights = known, weights
        self.number = {word: i for i, word in enumerate(known)}
        self.grams: dict[str, int] = {}
        listed, sizes = array("q"), array("q")
        for word in known:
            grams = sorted(spelling.grams(word))
            listed.extend(self.grams.setdefault(gram, len(self.grams)) for gram in grams)
            sizes.append(len(grams))
        keys = np.array(listed)
        owners = np.repeat(np.arange(len(known)), np.array(sizes))
        self.rarity = np.log1p(len(known) / np.bincount(keys)) ** 2
        self.unseen = float(np.log1p(len(known)) ** 2)
        self.lists = Lists(keys, owners, len(self.grams))
        self.norms = np.sqrt(np.bincount(owners, self.rarity[keys], len(known)))
        self.near = lru_cache(maxsize=4096)(self._near)

    def _near(self, word: str) -> Near:
        """What `word` may stand for, the most alike last."""
        if len(word) < 3:  # too short to forgive
            return ((self.number[word], 1.0),) if word in self.number else ()
        numbers = [self.grams.get(gram) for gram in sorted(spelling.grams(word))]
        shared, norm = np.zeros(len(self.known)), 0.0
        for number in numbers:
            weight = self.unseen if number is None else float(self.rarity[number])
            norm += weight
            if number is not None:
                shared[self.lists.of(number)] += weight
        like = shared / (self.norms * np.sqrt(norm) + 1e-9)
        first = np.argsort(-like, kind="stable")[: 4 * self.weights.nearest]
        found = {int(i): self._like(word, int(i), float(like[i])) for i in first if like[i] > 0.2}
        if word in self.number:
            found[self.number[word]] = 1.0
        alike = [(i, much) for i, much in found.items() if much >= self.weights.alike]
        return tuple(sorted(alike, key=lambda pair: (pair[1], -pair[0]))[-self.weights.nearest :])

    def _like(self, word: str, number: int, shared: float) -> float:
        """By the runs of letters that two words share, or by the slips between them."""
        known = self.known[number]
        longest = max(len(word), len(known))
        apart = spelling.slips(word, known) / longest
        return min(0.97, max(shared, (1 - apart) ** 2 if longest > 3 and apart < 0.34 else 0.0))


class _Read:
    """The labels as numbers: of trades, words, head words; and how often a group has a word."""

    def __init__(self, labels: Iterable[Label], group_of: Numbers) -> None:
        self.number: dict[str, int] = {}
        self.words, self.sizes, self.trades, self.heads = (array("q") for _ in range(4))
        self.languages: list[str] = []
        self.shown: list[bool] = []
        self.talk, self.much = array("q"), array("d")  # word and group in one number; how much
        self.group_of, self.groups = group_of.tolist(), int(group_of.max()) + 1
        seen: set[tuple[int, str, frozenset[int]]] = set()
        for label in labels:
            found = [self._number(word) for word in spelling.words(label.text)]
            key = (label.trade, label.language, frozenset(found))
            if found and key not in seen:
                seen.add(key)
                self._take(label, found)

    def _take(self, label: Label, found: list[int]) -> None:
        self.words.extend(found)
        self.sizes.append(len(found))
        self.trades.append(label.trade)
        self.heads.append(found[-1] if label.language == "en" else found[0])
        self.languages.append(label.language)
        self.shown.append(label.shown)
        self.say(found, self.group_of[label.trade], 1.0)

    def _number(self, word: str) -> int:
        return self.number.setdefault(word, len(self.number))

    def hear(self, text: str, group: int, much: float) -> None:
        """Plain words of a description."""
        self.say({self._number(spelling.stem(word)) for word in text.split()}, group, much)

    def say(self, found: Iterable[int], group: int, much: float) -> None:
        for word in found:
            self.talk.append(word * self.groups + group)
            self.much.append(much)


class Index:
    """Trades, in the order of their groups, that can be asked with `scores`."""

    def __init__(
        self,
        groups: Sequence[str],
        labels: Iterable[Label],
        abouts: Iterable[tuple[str, str]] = (),
        weights: Weights = WEIGHTS,
    ) -> None:
        """`labels` come in the order of their trades, at least one with a word for each."""
        self.weights = weights
        self.groups = sorted(set(groups))
        place = {group: i for i, group in enumerate(self.groups)}
        self.group_of = np.array([place[group] for group in groups])
        read = _Read(labels, self.group_of)
        for group, text in abouts:
            read.hear(text, place[group], weights.about)
        self.words = Words(list(read.number), weights)
        self._index_labels(read)
        self._index_groups(read)

    def _index_labels(self, read: _Read) -> None:
        count, trades = len(self.words.known), len(self.group_of)
        keys, rows = np.array(read.words), len(read.sizes)
        owners = np.repeat(np.arange(rows), np.array(read.sizes))
        trade_of = np.array(read.trades)
        users = np.unique(keys * trades + trade_of[owners]) // trades
        df = np.maximum(np.bincount(users, minlength=count), 1)
        self.rarity = np.log1p(trades / df)
        self.norms = np.sqrt(np.bincount(owners, self.rarity[keys] ** 2, rows))
        self.labels = Lists(keys, owners, count)
        self.languages = np.array(read.languages)
        self.shown = np.where(np.array(read.shown), 1, self.weights.synonym)
        self.english = self.languages == "en"  # where the head word comes last
        self.heads = np.array(read.heads)
        self.first_label = np.searchsorted(trade_of, np.arange(trades))
        self.first_trade = np.searchsorted(self.group_of, np.arange(len(self.groups)))

    def _index_groups(self, read: _Read) -> None:
        count, groups, weights = len(self.words.known), len(self.groups), self.weights
        pairs, places = np.unique(np.array(read.talk), return_inverse=True)
        times = np.bincount(places, np.array(read.much))
        keys, owners = pairs // groups, pairs % groups
        lengths = np.bincount(owners, times, groups)
        long = 1 - weights.length + weights.length * lengths / lengths.mean()
        k1 = weights.saturation
        fit = times * (k1 + 1) / (times + k1 * long[owners])
        self.talk = Lists(keys, owners, count, fit)
        df = np.bincount(keys, minlength=count)
        self.telling = np.log1p((groups - df + 0.5) / (df + 0.5))

    def scores(self, text: str, language: str = "") -> Numbers | None:
        """How well each trade fits `text`, about 0 to 1.2; None where it has no word."""
        found = [(word, self.words.near(word)) for word in spelling.words(text)]
        if not found:
            return None
        best = self._best(found, language)
        fit = self._fit(found)
        square = np.add.reduceat(best**2, self.first_trade)
        share = self.weights.group
        group = share * fit + self.weights.agree * square / (1 + square)
        return (1 - share) * best + group[self.group_of]

    def _best(self, found: list[tuple[str, Near]], language: str) -> Numbers:
        """Each trade's best label: cosine of the shared words, and the head word."""
        total, one = np.zeros(len(self.norms)), np.zeros(len(self.norms))
        squares, most = 0.0, float(self.rarity.max())
        for _, near in found:
            known = bool(near) and near[-1][1] > 0.5
            weight = float(self.rarity[near[-1][0]]) if known else 0.8 * most
            squares += weight**2
            one[:] = 0
            for number, like in near:  # the most alike is written last
                one[self.labels.of(number)] = like * weight * self.rarity[number]
            total += one
        total /= self.norms * np.sqrt(squares)
        head = np.where(self.english, self._head(found[-1][1]), self._head(found[0][1]))
        total += self.weights.head * (np.where(total > 0, head, 0) - total)
        total *= self.shown
        if language:
            total *= np.where(self.languages == language, 1, self.weights.other)
        return np.maximum.reduceat(total, self.first_label)

    def _head(self, near: Near) -> Numbers:
        like = np.zeros(len(self.words.known))
        for number, much in near:
            like[number] = much
        return like[self.heads]

    def _fit(self, found: list[tuple[str, Near]]) -> Numbers:
        """How well the words fit what is said of each group."""
        total, full = np.zeros(len(self.groups)), 1e-9
        for _, near in found:
            telling = float(self.telling[near[-1][0]]) if near else float(self.telling.max())
            full += telling * (self.weights.saturation + 1)
            one = np.zeros(len(self.groups))
            for number, like in near:
                groups, fit = self.talk.both(number)
                one[groups] = np.maximum(one[groups], like * fit * telling)
            total += one
        return total / full
