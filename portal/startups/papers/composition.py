"""How a poster and a flyer are composed: a photo, the name, the products, a panel to get in touch.

Measures are millimetres of an A4 page; a flyer is the same at half the size, with larger words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from portal.core.placing import NOTHING, Block, Placed
from portal.startups.papers import icons, photos
from portal.startups.papers.facts import Facts

A4 = (210.0, 297.0)
MARGIN = 12.0  # what no office printer reaches is narrower
STRIP = 7.0
GAP = 6.0
PANEL, FOOT = 66.0, 9.0
QR, INSET = 50.0, 6.0
PHOTO_LEAST, PHOTO_MOST = 66.0, 128.0
STARS_LEAST, STARS_MOST = 46.0, 69.75
STARS = 8
ROW = 1.22  # a product's line, in heights of its letters
WORDS = tuple(1 - 0.04 * step for step in range(13))  # how large they are, until all has its room
HOURS = 3  # lines
SIGN, BESIDE = 8.0, 3.5  # an icon, and the space after it


@dataclass(frozen=True)
class Shape:
    """One kind of paper. `scale`: of an A4 page; `words`: how much larger letters are than that."""

    medium: str
    scale: float = 1.0
    words: float = 1.0
    photo_bytes: int = 230_000


@dataclass(frozen=True)
class _Body:
    """The words between the photo and the panel."""

    name: Block
    line: Block
    names: tuple[Block, ...]
    prices: tuple[Block, ...]
    more: Block
    gap: float

    @property
    def rows(self) -> list[float]:
        return [self.leading * max(1, len(name.lines)) * ROW for name in self.names]

    @property
    def leading(self) -> float:
        """Of a line of products, whatever letters it is in: all lie as far apart."""
        return max((block.leading for block in (*self.names, *self.prices)), default=0)

    @property
    def cut(self) -> bool:
        return any(block.cut for block in (self.name, self.line, *self.names))

    @property
    def height(self) -> float:
        blocks = (self.name.height, self.line.height, sum(self.rows), self.more.height)
        return sum(blocks) + self.gap * sum(1 for height in blocks[:3] if height)


def compose(pages: Sequence[Facts], photo: bytes | None, shape: Shape) -> bytes:
    """A PDF with a page in each language."""
    first = pages[0]
    size = (A4[0] * shape.scale, A4[1] * shape.scale)
    paper = Placed(first.name, first.language, size, first.colours)
    for facts in pages:
        paper.page(facts.language)
        _Page(paper, facts, photo, shape).draw()
    return paper.bytes()


class _Page:
    """One side of a paper."""

    def __init__(self, paper: Placed, facts: Facts, photo: bytes | None, shape: Shape) -> None:
        self.paper, self.facts, self.photo, self.shape = paper, facts, photo, shape
        self.margin = self.mm(MARGIN)
        self.width = paper.width - 2 * self.margin

    def mm(self, length: float) -> float:
        return length * self.shape.scale

    def sizes(self, largest: float, smallest: float, share: float = 1.0) -> tuple[float, ...]:
        """Sizes of letters to try, in points."""
        factor = self.shape.scale * self.shape.words * share
        count = 9
        step = (largest - smallest) / (count - 1)
        return tuple((largest - step * number) * factor for number in range(count))

    def draw(self) -> None:
        paper, foot = self.paper, self.mm(FOOT)
        panel = paper.height - self.margin - foot - self.mm(PANEL)
        room = panel - self.margin - self.mm(STRIP)
        least, most = (PHOTO_LEAST, PHOTO_MOST) if self.photo else (STARS_LEAST, STARS_MOST)
        for share in WORDS:
            body = self._body(share)
            if room - body.height >= self.mm(least) and not body.cut:
                break
        top = min(room - body.height, self.mm(most))
        self._picture(top)
        spare = (room - top - body.height) / 2
        self._words(body, self.margin + top + self.mm(STRIP) + body.gap + spare)
        self._panel(panel)
        self._foot(panel + self.mm(PANEL) + self.mm(2.5))

    def _picture(self, height: float) -> None:
        paper, x, y = self.paper, self.margin, self.margin
        image = photos.cut(self.photo, self.width, height, self.shape.photo_bytes)
        if image:
            paper.picture(image, x, y, self.width, height)
        else:
            paper.stars(x, y, self.width, height, STARS)
        paper.zellige(x, y + height, self.width, self.mm(STRIP))

    def _body(self, share: float) -> _Body:
        paper, facts = self.paper, self.facts
        bare = 1.25 if not facts.products else 1.0
        few = 1.0 if self.photo else 1.1
        largest = share * bare * few
        sizes = self.sizes
        name = paper.block(facts.name, self.width, sizes(58, 24, largest), lines=2, bold=True)
        line = paper.block(facts.line, self.width, sizes(25, 16, largest), lines=3)
        names, prices = self._products(sizes(21, 15, share * few))
        more = paper.block(facts.more, self.width, sizes(14, 12, share))
        return _Body(name, line, names, prices, more, self.mm(GAP) * share)

    def _products(self, sizes: Sequence[float]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        """All in letters of one size: the largest in which each name stands on one line."""
        paper = self.paper
        for size in sizes:
            prices = [
                paper.block(price, self.width * 0.5, [size * s for s in (1, 0.85, 0.7)], bold=True)
                for _, price in self.facts.products
            ]
            room = [self.width - _long(paper, price) - self.mm(8) for price in prices]
            names = [
                paper.block(name, wide, [size], lines=2)
                for (name, _), wide in zip(self.facts.products, room, strict=True)
            ]
            if all(len(one.lines) < 2 for one in names):
                break
        return tuple(names), tuple(prices)

    def _words(self, body: _Body, y: float) -> None:
        paper, x, wide = self.paper, self.margin, self.width
        y = paper.put(body.name, x, y, wide, colour="green-deep")
        y = paper.put(body.line, x, y + body.gap * 0.3, wide) + body.gap * 0.7
        for name, price, row in zip(body.names, body.prices, body.rows, strict=True):
            paper.put(name, x, y + (body.leading - name.leading) / 2, wide)
            beside = y + (body.leading - price.leading) / 2
            paper.put(price, x, beside, wide, colour="green", side="end")
            if len(name.lines) == 1:
                begin = _long(paper, name) + self.mm(2.5)
                room = wide - begin - _long(paper, price) - self.mm(2)
                paper.dots(x + begin, y + body.leading * 0.68, room, "sun", self.mm(0.7))
            y += row
        paper.put(body.more, x, y, wide, colour="quiet")

    def _panel(self, y: float) -> None:
        paper, mm = self.paper, self.mm
        paper.fill(self.margin, y, self.width, mm(PANEL), "green-deep", round_=mm(4))
        at = self.margin + self.width - mm(INSET + QR)
        paper.qr(self.facts.qr(self.shape.medium), at, y + mm(4), mm(QR))
        words = self.facts.words["scan"]
        below = y + mm(4 + QR + 2.2)
        block = paper.block(words, mm(QR), self.sizes(15, 8), bold=True)
        middle = below + (mm(PANEL - QR - 7.5) - block.height) / 2
        paper.put(block, at, middle, mm(QR), colour="sun", side="middle")
        wide = self.width - mm(3 * INSET + QR)
        self._contact(self.margin + mm(INSET), y + mm(4), wide, mm(PANEL - 8))

    def _contact(self, x: float, y: float, wide: float, high: float) -> None:
        """The ways to get in touch, spread over the height of the panel."""
        words = wide - self.mm(SIGN + BESIDE)
        rows = self._rows(words)
        used = sum(block.height for _, block, _ in rows)
        between = min(self.mm(5), (high - used) / (len(rows) + 1)) if rows else 0
        y += (high - used - between * (len(rows) - 1)) / 2
        for sign, block, colour in rows:
            size = min(self.mm(SIGN), block.leading * 0.8)
            at = x + (self.mm(SIGN) - size) / 2
            for draw in sign:
                draw(self.paper, at, y + (block.leading - size) / 2, size, "sun", "green-deep")
            begin = x + self.mm(SIGN + BESIDE)
            y = self.paper.put(block, begin, y, words, colour=colour) + between

    def _rows(self, wide: float) -> list[tuple[list, Block, str]]:
        """Icon, words, colour: as large as the panel holds."""
        facts, mm = self.facts, self.mm
        both = facts.phone and facts.phone == facts.whatsapp
        for share in (1.0, 0.85, 0.72, 0.6):
            large, small = self.sizes(36, 24, share), self.sizes(16, 12, share)
            rows = [
                ([icons.phone], self.paper.block(facts.phone, wide, large, bold=True), "white"),
                (
                    [icons.talk],
                    self.paper.block(
                        "WhatsApp" if both else facts.whatsapp,
                        wide,
                        self.sizes(20, 16, share) if both else self.sizes(26, 20, share),
                        bold=True,
                    ),
                    "white",
                ),
                ([icons.place], self.paper.block(facts.where, wide, small, lines=3), "white"),
                ([icons.clock], self._hours(wide, small), "white"),
            ]
            rows = [row for row in rows if row[1].lines]
            if sum(row[1].height for row in rows) + mm(2) * (len(rows) - 1) <= mm(PANEL - 8):
                break
        return rows

    def _hours(self, wide: float, sizes: Sequence[float]) -> Block:
        """A line for each run of days with the same hours where that is few lines; else one text
        of three lines. More than that says the page."""
        paper, sizes = self.paper, [size * 0.9 for size in sizes]
        said = self.facts.opens
        for size in sizes if len(said) <= HOURS else ():
            if all(paper.long(one, size) <= wide for one in said):
                one_line = paper.block(" ".join(said), wide, [size])
                return replace(one_line, lines=tuple(said))
        block = paper.block(self.facts.words["comma"].join(said), wide, sizes, lines=HOURS)
        return NOTHING if block.cut else block

    def _foot(self, y: float) -> None:
        facts, paper = self.facts, self.paper
        said = " · ".join((facts.short, facts.form, facts.supported))
        block = paper.block(said, self.width, self.sizes(11, 8))
        paper.put(block, self.margin, y, self.width, colour="quiet", side="middle")


def _long(paper: Placed, block: Block) -> float:
    """The longest of its lines."""
    return max((paper.long(line, block.size, bold=block.bold) for line in block.lines), default=0)
