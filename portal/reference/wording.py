"""Words that things are found by, and those a person typed. Folded, in every language.

A domain adds what is its own: what people call its kinds, and the words that are said of everything
it shows.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from portal.core.folding import fold
from portal.reference import cities, fillers, sectors, spelling, trades

MOST_LETTERS, MOST_WORDS = 120, 8  # of what is typed; the rest is not read
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True)
class Own:
    """The words that one domain adds."""

    kinds: frozenset[str] = frozenset()  # its kinds: no trades, and telling however common
    everything: frozenset[str] = frozenset()  # said of all it shows; dropped, as it hides the rest


@dataclass(frozen=True)
class Typed:
    """What was typed: its telling words, and which trades it may mean."""

    words: tuple[str, ...]
    of_trade: frozenset[str]  # those of them that may name a trade
    groups: frozenset[str]  # ISCO-08 unit groups that are surely meant
    perhaps: frozenset[str]  # that may be, where nothing else is found


def words(text: str) -> list[str]:
    """The words of `text`, folded, each once."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def both(found: Iterable[str]) -> frozenset[str]:
    """The words as they stand and without their endings."""
    return frozenset(form for word in found for form in (word, spelling.stem(word)))


@lru_cache(maxsize=64)
def of_city(code: str) -> frozenset[str]:
    names = cities.CITIES.get(code, ("", "", "", "", ()))
    return both(word for name in (*names[:4], *names[4]) for word in words(name))


_PLACES = frozenset().union(*(of_city(code) for code in cities.CITIES))


@lru_cache(maxsize=64)
def of_sector(code: str) -> frozenset[str]:
    return both(word for name in sectors.SECTORS.get(code, ()) for word in words(name))


@lru_cache(maxsize=4096)
def of_trade(code: str) -> frozenset[str]:
    """All that a trade is called, in every language."""
    trade = trades.known().by_code.get(code)
    names = trade.names.values() if trade else ()
    return both(word for some in names for name in some for word in words(name))


@lru_cache(maxsize=8192)
def of_text(text: str) -> frozenset[str]:
    return both(word for word in words(text) if word not in fillers.EMPTY)


def of_skills(skills: Iterable[str]) -> frozenset[str]:
    """What skills are called, or their own words."""
    known = trades.known().skills
    named = (names for skill in skills for names in known.get(skill, {"": (skill,)}).values())
    return frozenset().union(*(of_text(name) for names in named for name in names))


def read(text: str, language: str, own: Own) -> Typed:
    """What `text` asks for. It asks for everything when it has no words left."""
    folded = fillers.PHRASES.sub(" ", fold(text[:MOST_LETTERS]))
    found = [word for word in words(folded) if word not in fillers.EMPTY or word in own.kinds]
    telling = tuple(word for word in found if word not in own.everything)[:MOST_WORDS]
    of_trade = [word for word in telling if word not in _PLACES and word not in own.kinds]
    rest = " ".join(of_trade)
    meant = trades.find(rest, language) if rest else trades.Found([], False)
    sure = frozenset(one.isco for one in meant.trades if one.sure)
    perhaps = frozenset({meant.trades[0].isco}) if meant.sure else frozenset()
    return Typed(telling, frozenset(of_trade), sure, perhaps)
