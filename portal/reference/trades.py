"""What people type, or say they do, and the trades it may mean. Offline, the same each time.

The index is built from files when it is first needed, once a process. An import of ESCO
(`portal trades import`) is seen by each process at its next start.
"""

import threading
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from portal.reference import catalogue, esco, linking
from portal.reference.catalogue import Source, Trade

MOST = 5
OF_A_GROUP = 2  # trades of one unit group among those offered, while there are others
SAME = 0.9  # a trade with this share of another's score may stand for it
STANDS_FOR: dict[Source, tuple[Source, ...]] = {
    Source.PORTAL: (),
    Source.ESCO: (Source.PORTAL,),
    Source.GROUP: (Source.PORTAL, Source.ESCO),
}
# From which score on an answer, and a suggestion by itself, is sure. Read off the tuning halves of
# the five sets of linking data, 4,000 titles: where the best score is 0.55 or more, the right unit
# group is among the five in 82 of 100 answers with our trades alone, in 86 with ESCO; below, in 62
# and 61. A first suggestion of 0.8 or more is itself right in 74 of 100, with ESCO in 77; else in
# 47 and 48. Of 50 texts that name no trade (greetings, names, random letters), 9 reached 0.55; one
# does since their words stand in `fillers`.
SURE, SURE_ALONE = 0.55, 0.8
# What people did or are, that nobody is hired for.
NO_WORK = frozenset({"apprentice", "homemaker", "student"})


@dataclass(frozen=True)
class Suggestion:
    """A trade that may be meant. `score` is 0 to 1; `sure` says whether to trust it by itself."""

    code: str
    isco: str
    label: str
    score: float
    sure: bool


@dataclass(frozen=True)
class Found:
    """The best suggestions, the likeliest first; not `sure`: better ask again, or a counsellor."""

    trades: list[Suggestion]
    sure: bool


class Known:
    """All the trades in force, and their index."""

    def __init__(self, folder: Path | None) -> None:
        brought = esco.load(folder)
        listed = [*catalogue.trades(), *catalogue.groups(), *esco.trades(brought)]
        self.trades = sorted(listed, key=lambda one: (one.isco, one.source, one.code))
        self.by_code = {trade.code: trade for trade in self.trades}
        self.skills = catalogue.skills()
        groups = [trade.isco for trade in self.trades]
        has = set(groups)
        self.index = linking.Index(
            groups,
            (
                linking.Label(i, _spoken(language), name, shown=place == 0)
                for i, trade in enumerate(self.trades)
                for language, names in trade.names.items()
                for place, name in enumerate(names)
            ),
            ((group, words) for group, words in esco.abouts(brought) if group in has),
        )


def _spoken(language: str) -> str:
    """Darija is typed on French and on Arabic pages."""
    return {"darija": "fr", "darija_ar": "ar"}.get(language, language)


_folder: Path | None = None
_lock = threading.Lock()


def keep_in(folder: Path | None) -> None:
    """Say where an import of ESCO is kept: the data folder. None: the portal's trades alone."""
    global _folder
    if folder != _folder:
        forget()
    _folder = folder


def forget() -> None:
    """Read the files again at the next question."""
    _known.cache_clear()


@lru_cache(maxsize=1)
def _known() -> Known:
    return Known(_folder)


def known() -> Known:
    """All the trades; the first to ask waits a second or two, the others with it."""
    with _lock:
        return _known()


def find(text: str, language: str = "", most: int = MOST) -> Found:
    """The trades that `text` may mean, with their names in `language` (of the page)."""
    all_trades = known()
    scores = all_trades.index.scores(text, language)
    if scores is None:
        return Found([], False)
    order = np.argsort(-scores, kind="stable")[: 8 * most + 40]
    ranked = [(all_trades.trades[i], float(scores[i])) for i in order if scores[i] > 0]
    chosen = _varied(_without_doubles(ranked))[:most]
    offered = [
        Suggestion(
            code=trade.code,
            isco=trade.isco,
            label=name(trade.code, language),
            score=round(min(1.0, score), 3),
            sure=score >= SURE_ALONE,
        )
        for trade, score in chosen
    ]
    return Found(offered, bool(offered) and offered[0].score >= SURE)


def _without_doubles(ranked: list[tuple[Trade, float]]) -> list[tuple[Trade, float]]:
    """With a trade of the same group, nearly as good, in the place of what it stands for.

    Ours stand for ESCO's; a trade by name stands for the group as a whole.
    """
    best: dict[tuple[str, Source], tuple[Trade, float]] = {}
    for trade, score in ranked:
        best.setdefault((trade.isco, trade.source), (trade, score))

    def stands_for(trade: Trade, score: float) -> Trade:
        for source in STANDS_FOR[trade.source]:
            other, much = best.get((trade.isco, source), (trade, 0.0))
            if much >= SAME * score:
                return stands_for(other, much)
        return trade

    kept: dict[str, tuple[Trade, float]] = {}
    for trade, score in ranked:
        one = stands_for(trade, score)
        kept.setdefault(one.code, (one, score))
    return list(kept.values())


def _varied(ranked: list[tuple[Trade, float]]) -> list[tuple[Trade, float]]:
    """Not all of one unit group: what is more than two of a group comes last."""
    seen = Counter[str]()
    first: list[tuple[Trade, float]] = []
    last: list[tuple[Trade, float]] = []
    for trade, score in ranked:
        seen[trade.isco] += 1
        (first if seen[trade.isco] <= OF_A_GROUP else last).append((trade, score))
    return [*first, *last]


def labels(code: str, language: str) -> tuple[str, ...]:
    """The trade's names in `language` (else in French, else …), the shown one first."""
    trade = known().by_code.get(code)
    if trade is None:
        return ()
    order = (language, "fr", "en", *trade.names)
    return next(trade.names[one] for one in order if one in trade.names)


def name(code: str, language: str) -> str:
    """The name that is shown; "" for an unknown trade."""
    return next(iter(labels(code, language)), "")


def isco_of(code: str) -> str:
    """The ISCO-08 unit group of a trade; "" for an unknown one."""
    trade = known().by_code.get(code)
    return trade.isco if trade else ""


def sector_of(code: str) -> str:
    """The sector (reference.sectors) of a trade of ours; "" for any other."""
    return _sectors().get(code, "")


@lru_cache(maxsize=1)
def _sectors() -> dict[str, str]:
    """Trades are written down in one file for each sector."""
    files = catalogue.files("trades")
    return {row["code"]: path.stem for path in files for row in catalogue.rows(path)}


def skills_of(code: str) -> tuple[str, ...]:
    """The codes of the trade's skills, essential ones first. Trades of ESCO have none."""
    trade = known().by_code.get(code)
    return trade.skills if trade else ()


def essential_skills_of(code: str) -> frozenset[str]:
    """Those of a trade's skills that it can't do without."""
    trade = known().by_code.get(code)
    return trade.essential if trade else frozenset()


def skill_name(code: str, language: str) -> str:
    """The shown name of a skill; "" for an unknown one."""
    names = known().skills.get(code, {})
    return next(iter(names.get(language) or names.get("fr") or ("",)))
