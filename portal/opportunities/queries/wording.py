"""Words: those an opening is found by, and those a person typed. Folded, in every language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Row

from portal.core.folding import fold
from portal.opportunities.states import Kind
from portal.reference import cities, fillers, sectors, spelling, trades

MOST_LETTERS, MOST_WORDS = 120, 8  # of what is typed; the rest is not read
_WORD = re.compile(r"[^\W_]{2,}")

# What people call the kinds, in four languages and Darija, as folded.
_INTERNSHIP = "stage stages stagiaire internship intern trainee practicas pasantia تدريب ستاج"
KIND_WORDS = {
    Kind.OBSERVATION: f"{_INTERNSHIP} observation",
    Kind.INTERNSHIP: _INTERNSHIP,
    Kind.PFE: f"{_INTERNSHIP} pfe",
    Kind.APPRENTICESHIP: "apprentissage apprenti alternance apprenticeship aprendizaje تدرج",
    Kind.FIXED_TERM: "cdd",
    Kind.PERMANENT: "cdi",
    Kind.DAILY: "journalier journaliere journee jour daily day jornada diario يومي مياوم نهار",
    Kind.TRAINING: "formation training course curso formacion تكوين",
    Kind.WORK_GRANT: "bourse bourses grant grants beca becas منحه",
}
# "A job": said of everything here. Dropped, so that it hides no internship.
_WORK = """
    travail boulot emploi emplois poste job jobs work employment trabajo empleo khdma khedma lkhdma
    شغل الشغل عمل العمل خدمه الخدمه
"""
WORK = frozenset(_WORK.split())


def words(text: str) -> list[str]:
    """The words of `text`, folded, each once."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def _both(found: Iterable[str]) -> frozenset[str]:
    """The words as they stand and without their endings."""
    return frozenset(form for word in found for form in (word, spelling.stem(word)))


_OF_KIND = {kind: _both(text.split()) for kind, text in KIND_WORDS.items()}
_KINDS = frozenset().union(*_OF_KIND.values())


@lru_cache(maxsize=64)
def _of_city(code: str) -> frozenset[str]:
    names = cities.CITIES.get(code, ("", "", "", "", ()))
    return _both(word for name in (*names[:4], *names[4]) for word in words(name))


_PLACES = frozenset().union(*(_of_city(code) for code in cities.CITIES))


@lru_cache(maxsize=64)
def _of_sector(code: str) -> frozenset[str]:
    return _both(word for name in sectors.SECTORS.get(code, ()) for word in words(name))


@lru_cache(maxsize=4096)
def _of_trade(code: str) -> frozenset[str]:
    """All that a trade is called, in every language."""
    trade = trades.known().by_code.get(code)
    names = trade.names.values() if trade else ()
    return _both(word for some in names for name in some for word in words(name))


@lru_cache(maxsize=8192)
def of_text(text: str) -> frozenset[str]:
    return _both(word for word in words(text) if word not in fillers.EMPTY)


def _of_skills(skills: Iterable[str]) -> frozenset[str]:
    """What skills are called, or their own words."""
    known = trades.known().skills
    named = (names for skill in skills for names in known.get(skill, {"": (skill,)}).values())
    return frozenset().union(*(of_text(name) for names in named for name in names))


@dataclass(frozen=True)
class Typed:
    """What was typed: its telling words, and which trades it may mean."""

    words: tuple[str, ...]
    groups: frozenset[str]  # ISCO-08 unit groups that are surely meant
    perhaps: frozenset[str]  # that may be, where nothing else is found


def read(text: str, language: str) -> Typed:
    """What `text` asks for. It asks for everything when it has no words left."""
    folded = fillers.PHRASES.sub(" ", fold(text[:MOST_LETTERS]))
    found = [word for word in words(folded) if word not in fillers.EMPTY or word in _KINDS]
    telling = tuple(word for word in found if word not in WORK)[:MOST_WORDS]
    rest = " ".join(word for word in telling if names_a_trade(word))
    meant = trades.find(rest, language) if rest else trades.Found([], False)
    sure = frozenset(one.isco for one in meant.trades if one.sure)
    perhaps = frozenset({meant.trades[0].isco}) if meant.sure else frozenset()
    return Typed(telling, sure, perhaps)


def names_a_trade(word: str) -> bool:
    return word not in _PLACES and word not in _KINDS


def of_opening(row: Row) -> frozenset[str]:
    """Title, trade, firm, city, kind, sector, skills: each in every language we know it in."""
    return frozenset().union(
        of_text(row.search_text),
        of_text(f"{row.title} {row.trade_words}"),
        of_text(f"{row.name or ''} {row.city}"),
        _of_skills((*row.skills, *row.skills_wished)),
        _of_city(row.city_code),
        _of_sector(row.sector),
        _of_trade(row.trade) if row.trade else (),
        _OF_KIND.get(Kind(row.kind), frozenset()),
    )
