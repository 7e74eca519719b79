"""The business card: 85 × 55 mm, alone and ten on a sheet to cut."""

from collections.abc import Sequence

from portal.core.placing import Block, Placed
from portal.startups.papers import icons
from portal.startups.papers.facts import CARD, Facts

SIZE = WIDTH, HEIGHT = 85.0, 55.0
MARGIN, STRIP = 5.0, 1.8
QR = 26.0
SIGN, BESIDE = 3.4, 1.6
LEAST = 2  # rows that no name is too long for
BETWEEN = 0.4
A4 = (210.0, 297.0)
COLUMNS, ROWS = 2, 5
MARK = 4.0  # length of a cutting mark
NAMES = tuple(15 - half / 2 for half in range(13))
LINES = tuple(8.5 - tenth / 10 for tenth in range(0, 24, 4))
PHONES = tuple(12.5 - half / 2 for half in range(9))
SMALL = (7.2, 6.8, 6.4, 6.0)
FOOT = (6.0, 5.5, 5.0)


def draw(pages: Sequence[Facts]) -> bytes:
    """One card, a side in each language."""
    paper = _paper(pages, SIZE)
    for facts in pages:
        paper.page(facts.language)
        _card(paper, facts, 0, 0)
    return paper.bytes()


def sheet(pages: Sequence[Facts]) -> bytes:
    """Ten cards on A4 with cutting marks: printed on both sides, each card has both languages."""
    paper = _paper(pages, A4)
    left, top = (A4[0] - COLUMNS * WIDTH) / 2, (A4[1] - ROWS * HEIGHT) / 2
    for facts in pages:
        paper.page(facts.language)
        for column in range(COLUMNS):
            for row in range(ROWS):
                _card(paper, facts, left + column * WIDTH, top + row * HEIGHT)
        _marks(paper, left, top)
    return paper.bytes()


def _paper(pages: Sequence[Facts], size: tuple[float, float]) -> Placed:
    return Placed(pages[0].name, pages[0].language, size, pages[0].colours)


def _marks(paper: Placed, left: float, top: float) -> None:
    """Where to cut, outside the cards."""
    for column in range(COLUMNS + 1):
        for y in (top - MARK - 1, top + ROWS * HEIGHT + 1):
            paper.fill(left + column * WIDTH - 0.05, y, 0.1, MARK, "quiet")
    for row in range(ROWS + 1):
        for x in (left - MARK - 1, left + COLUMNS * WIDTH + 1):
            paper.fill(x, top + row * HEIGHT - 0.05, MARK, 0.1, "quiet")


def _card(paper: Placed, facts: Facts, x: float, y: float) -> None:
    """`x`, `y`: its corner at the side of the beginning."""
    begin, wide = x + MARGIN, WIDTH - 2 * MARGIN
    paper.zellige(begin, y + MARGIN, wide, STRIP)
    top = y + MARGIN + STRIP + 1.4
    name = paper.block(facts.name, wide, NAMES, lines=1 if facts.line else 2, bold=True)
    if name.cut or name.size < NAMES[6]:
        name = paper.block(facts.name, wide, NAMES[4:], lines=2, bold=True)
    below = paper.put(name, begin, top, wide, colour="green-deep")
    bottom = y + HEIGHT - MARGIN
    code = bottom - QR
    free = code - below + 1.5
    line = paper.block(facts.line, wide, LINES, lines=2 if free > 7 else 1)
    below = paper.put(line, begin, below + max(0.2, (free - line.height) / 3), wide)
    paper.qr(facts.qr(CARD), begin + wide - QR + 2.5, code + 2.5, QR)
    _contact(paper, facts, begin, max(code + 1.5, below + 0.8), wide - QR - 1, bottom)


def _height(rows: Sequence[tuple[object, Block, float]]) -> float:
    return sum(block.height + BETWEEN for _, block, _ in rows)


def _contact(paper: Placed, facts: Facts, x: float, top: float, wide: float, bottom: float) -> None:
    words = wide - SIGN - BESIDE
    both = facts.phone and facts.phone == facts.whatsapp
    rows = [
        ([icons.phone, icons.talk] if both else [icons.phone], facts.phone, PHONES, True),
        ([icons.talk], "" if both else facts.whatsapp, PHONES, True),
        ([icons.place], facts.where, SMALL, False),
        ([], facts.short, SMALL, False),
        ([], facts.supported, FOOT, False),
    ]
    blocks = []
    for signs, text, sizes, bold in rows:
        shift = (SIGN + 0.6) * max(0, len(signs) - 1)
        room = words - shift if signs else wide
        lines = 2 if signs == [icons.place] or not signs else 1
        blocks.append((signs, paper.block(text, room, sizes, lines=lines, bold=bold), room))
    blocks = [one for one in blocks if one[1].lines]
    while len(blocks) > LEAST and _height(blocks) > bottom - top:
        blocks.pop()  # first who supports it, then the address that the QR says too
    used = sum(block.height for _, block, _ in blocks)
    between = min(2.2, max(0.0, (bottom - top - used) / max(1, len(blocks) - 1)))
    y = bottom - used - between * (len(blocks) - 1)
    for signs, block, room in blocks:
        at = x
        for sign in signs:
            size = min(SIGN, block.leading * 0.85)
            sign(paper, at, y + (block.leading - size) / 2, size, "clay", "white")
            at += SIGN + 0.6
        begin = x + wide - room
        colour = "ink" if signs else "quiet"
        y = paper.put(block, begin, y, room, colour=colour) + between
