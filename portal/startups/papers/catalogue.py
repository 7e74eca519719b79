"""The catalogue: the businesses on paper, in one language, for fairs and for donors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from portal.core.folding import fold
from portal.core.placing import Placed
from portal.startups.papers import entry
from portal.startups.papers.facts import Facts

A4 = WIDTH, HEIGHT = 210.0, 297.0
MARGIN = 15.0
WIDE = WIDTH - 2 * MARGIN
TOP, FOOT = 24.0, 14.0
A_PAGE = 3  # businesses
HEAD = 9.5  # the name of a sector
IN_CONTENTS = 44  # lines of a column
COLUMNS = 2
GUTTER = 10.0
BARS = 8  # kinds counted one by one on the cover; the rest together
SMALL = (10.5, 9.5, 8.8)


@dataclass(frozen=True)
class Words:
    """The catalogue's own words, in its language. `counts`: title and (name, how many)."""

    language: str
    programme: str
    title: str
    subtitle: str  # which of them, when
    contents: str
    others: str
    counts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    colours: tuple[tuple[str, str], ...] = ()


def draw(words: Words, entries: Sequence[Facts], photos: dict[str, Path]) -> bytes:
    """The whole catalogue. `photos`: pictures cut to the shape of an entry, by photo. `entries`
    stand in their order: by sector, then by name."""
    paper = Placed(words.title, words.language, A4, words.colours)
    paper.page(words.language)
    _cover(paper, words)
    lines = _contents(entries)
    first = 2 + -(-len(lines) // (IN_CONTENTS * COLUMNS))
    for number in range(2, first):
        part = lines[(number - 2) * IN_CONTENTS * COLUMNS :][: IN_CONTENTS * COLUMNS]
        _contents_page(paper, words, part, first, number)
    for start in range(0, len(entries), A_PAGE):
        before = entries[start - 1].sector if start else ""
        _businesses(paper, words, entries[start : start + A_PAGE], before, photos)
        _foot(paper, words, first + start // A_PAGE)
    return paper.bytes()


def in_order(entries: Sequence[Facts]) -> list[Facts]:
    """By sector, then by name."""
    return sorted(entries, key=lambda one: (fold(one.sector), fold(one.name), one.scan))


def tally(names: Sequence[str], others: str) -> tuple[tuple[str, int], ...]:
    """How often each is there, the most frequent first; what is rare is counted together."""
    found = sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))
    if len(found) <= BARS:
        return tuple(found)
    rest = sum(count for _, count in found[BARS - 1 :])
    return (*found[: BARS - 1], (others, rest))


def _cover(paper: Placed, words: Words) -> None:
    high = 112.5
    paper.stars(MARGIN, MARGIN, WIDE, high, 8)
    paper.zellige(MARGIN, MARGIN + high, WIDE, 6)
    y = MARGIN + high + 14
    y = paper.write(
        words.title, MARGIN, y, WIDE, (46, 40, 34), lines=2, bold=True, colour="green-deep"
    )
    y = paper.write(words.programme, MARGIN, y + 2, WIDE, (22, 18, 15), lines=2)
    paper.write(words.subtitle, MARGIN, y + 2, WIDE, (14, 12), lines=2, colour="quiet")
    width = (WIDE - 2 * GUTTER) / 3
    for number, (title, counts) in enumerate(words.counts):
        _bars(paper, title, counts, MARGIN + number * (width + GUTTER), 196, width)


def _bars(
    paper: Placed, title: str, counts: Sequence[tuple[str, int]], x: float, y: float, width: float
) -> None:
    """How many of each kind, drawn, with the figure beside it."""
    y = paper.write(title, x, y, width, (12.5, 11, 9.5), bold=True, colour="green") + 2.5
    most = max((count for _, count in counts), default=1)
    for name, count in counts:
        paper.write(name, x, y, width - 9, (8.8, 8, 7.2, 6.6))
        paper.write(str(count), x, y, width, (9,), bold=True, side="end")
        paper.fill(x, y + 5.4, width, 1.6, "line")
        paper.fill(x, y + 5.4, max(1.6, width * count / most), 1.6, "green")
        y += 9.7


Line = tuple[str, str, int]  # sector, business, its place among all; a sector has no business


def _contents(entries: Sequence[Facts]) -> list[Line]:
    """What the contents say; the name of a sector never stands alone at the foot of a column."""
    lines: list[Line] = []
    for number, facts in enumerate(entries):
        if not number or entries[number - 1].sector != facts.sector:
            if len(lines) % IN_CONTENTS == IN_CONTENTS - 1:
                lines.append(("", "", -1))
            lines.append((facts.sector, "", -1))
        lines.append(("", facts.name, number))
    return lines


def _contents_page(
    paper: Placed, words: Words, lines: Sequence[Line], first: int, number: int
) -> None:
    paper.page(words.language)
    paper.write(words.contents, MARGIN, TOP - 8, WIDE, (22,), bold=True, colour="green-deep")
    width, step = (WIDE - GUTTER) / COLUMNS, (HEIGHT - TOP - FOOT - 14) / IN_CONTENTS
    for place, (sector, name, among) in enumerate(lines):
        x = MARGIN + place // IN_CONTENTS * (width + GUTTER)
        y = TOP + 8 + place % IN_CONTENTS * step
        if sector:
            paper.write(sector, x, y, width, SMALL, bold=True, colour="clay")
        elif name:
            paper.write(name, x, y, width - 12, SMALL[1:])
            page = str(first + among // A_PAGE)
            paper.write(page, x, y, width, SMALL[1:], bold=True, side="end")
    _foot(paper, words, number)


def _businesses(
    paper: Placed, words: Words, entries: Sequence[Facts], before: str, photos: dict[str, Path]
) -> None:
    paper.page(words.language)
    paper.write(words.title, MARGIN, 11, WIDE, (8.5,), colour="quiet")
    paper.zellige(MARGIN, 17, WIDE, 2)
    y = TOP - 2.5
    for facts in entries:
        if facts.sector != before:
            paper.write(facts.sector, MARGIN, y, WIDE, (14, 12, 10), bold=True, colour="clay")
            y, before = y + HEAD, facts.sector
        entry.draw(paper, facts, MARGIN, y, WIDE, photos.get(facts.photo))
        y += entry.HEIGHT


def _foot(paper: Placed, words: Words, number: int) -> None:
    y = HEIGHT - FOOT
    paper.write(words.programme, MARGIN, y, WIDE - 20, (8.5, 7.5), colour="quiet")
    paper.write(str(number), MARGIN, y, WIDE, (9.5,), bold=True, side="end")
