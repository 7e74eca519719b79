"""Words that are placed on a paper: posters, cards, pages of a catalogue.

A text is as large as its box allows; what even the smallest letters do not hold ends in an
ellipsis, so that nothing is cut and nothing lies on anything else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from portal.core.pdf import ARABIC, FAMILY, drawable, kept_together
from portal.core.shapes import Shapes

POINT = 25.4 / 72  # millimetres
LATIN_LEADING, ARABIC_LEADING = 1.2, 1.4  # line heights
NASKH = 1.13  # Arabic letters look smaller than Latin ones of the same size
EVEN = 5  # halvings
NO_BREAK = "\u00a0"
SPACES = re.compile("[ \t\r\n]+")  # a no-break space holds what it stands between together
ELLIPSIS = "…"
Side = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Block:
    """A text in lines, measured and not drawn yet. Sizes in points, the rest in millimetres."""

    lines: tuple[str, ...]
    size: float
    bold: bool
    leading: float
    cut: bool = False  # even the smallest letters did not hold it all

    @property
    def height(self) -> float:
        return len(self.lines) * self.leading


NOTHING = Block((), 0, False, 0)


class Placed(Shapes):
    """A PDF of pages of one size, each in a language of its own, with words on them."""

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self._widths: dict[tuple[str, bool], float] = {}

    def block(
        self,
        text: str,
        width: float,
        sizes: Sequence[float],
        *,
        lines: int = 1,
        bold: bool = False,
    ) -> Block:
        """The text in at most so many lines of this width, in the first of `sizes` that fits; cut
        in the last one where even that does not."""
        clean = SPACES.sub(" ", drawable(text))
        if not clean:
            return NOTHING
        arabic = bool(ARABIC.search(clean))
        stretch = ARABIC_LEADING if arabic else LATIN_LEADING
        for size in [size * NASKH for size in sizes] if arabic else sizes:
            leading = size * POINT * stretch
            found = self._lines(clean, width, size, bold)
            if len(found) <= lines and self._longest(clean, size, bold) <= width:
                break
        cut = len(found) > lines
        if cut:
            found = [*found[: lines - 1], self._cut(found[lines - 1], width, size, bold)]
        elif len(found) > 1:
            found = self._even(clean, width, size, bold, len(found))
        return Block(tuple(found), size, bold, leading, cut)

    def put(
        self,
        block: Block,
        x: float,
        y: float,
        width: float,
        *,
        colour: str = "ink",
        side: Side = "start",
    ) -> float:
        """Draw a text inside this width; how far down does it reach?"""
        self.sheet.set_text_color(*self.colour(colour))
        for number, line in enumerate(block.lines):
            self._draw(block, line, x, y + number * block.leading, width, side)
        return y + block.height

    def write(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        sizes: Sequence[float],
        *,
        lines: int = 1,
        bold: bool = False,
        colour: str = "ink",
        side: Side = "start",
    ) -> float:
        """A text at its place; how far down does it reach?"""
        block = self.block(text, width, sizes, lines=lines, bold=bold)
        return self.put(block, x, y, width, colour=colour, side=side)

    def long(self, text: str, size: float, *, bold: bool = False) -> float:
        """How long a line is, in millimetres."""
        known = self._widths.get((text, bold))
        if known is None:
            self.sheet.set_font(FAMILY, "B" if bold else "", 100)
            self.sheet.set_text_shaping(use_shaping_engine=True, direction=self._direction(text))
            known = self._widths[text, bold] = self.sheet.get_string_width(text) / 100
        return known * size

    def _draw(self, block: Block, line: str, x: float, y: float, width: float, side: Side) -> None:
        room = width - self.long(line, block.size, bold=block.bold)
        x += {"start": 0, "middle": room / 2, "end": room}[side]
        direction = self._direction(line)
        self.sheet.set_font(FAMILY, "B" if block.bold else "", block.size)
        self.sheet.set_text_shaping(use_shaping_engine=True, direction=direction)
        self.sheet.set_xy(self.across(x, width - room), y)
        words = kept_together(line) if direction == "rtl" else line
        self.sheet.cell(width - room, block.leading, words)

    def _direction(self, text: str) -> str:
        """Arabic words run to the left; on an Arabic page also what Latin words begin."""
        first = next((letter for letter in text if letter.isalpha()), "")
        runs = ARABIC.search(text) and (self.right_to_left or ARABIC.match(first))
        return "rtl" if runs else "ltr"

    def _lines(self, text: str, width: float, size: float, bold: bool) -> list[str]:
        """The text in lines that fit; a word that is too long for one goes on in the next."""
        lines, line, filled = list[str](), "", 0.0
        space = self.long(" ", size, bold=bold)
        for word in text.split(" "):
            piece, long = word, self.long(word, size, bold=bold)
            if line and filled + space + long <= width:
                line, filled = f"{line} {word}", filled + space + long
                continue
            lines += [line] if line else []
            while long > width and len(piece) > 1:
                kept = self._most(piece, width, size, bold)
                lines.append(piece[:kept].rstrip(NO_BREAK))
                piece = piece[kept:].lstrip(NO_BREAK)
                long = self.long(piece, size, bold=bold)
            line, filled = piece, long
        return [*lines, line] if line else lines

    def _even(self, text: str, width: float, size: float, bold: bool, count: int) -> list[str]:
        """In as many lines, of which the last is not much shorter than the others."""
        narrow = max(width / 2, self._longest(text, size, bold))  # no word is torn
        for _ in range(EVEN if narrow < width else 0):
            middle = (narrow + width) / 2
            if len(self._lines(text, middle, size, bold)) > count:
                narrow = middle
            else:
                width = middle
        return self._lines(text, width, size, bold)

    def _longest(self, text: str, size: float, bold: bool) -> float:
        """Its longest word."""
        return max(self.long(word, size, bold=bold) for word in text.split(" "))

    def _most(self, word: str, width: float, size: float, bold: bool) -> int:
        """How many letters of a word fit, one at least; of words held together as many as fit."""
        kept, too_many = 1, len(word)
        while too_many - kept > 1:
            middle = (kept + too_many) // 2
            if self.long(word[:middle], size, bold=bold) > width:
                too_many = middle
            else:
                kept = middle
        held = word.rfind(NO_BREAK, 1, kept) + 1
        return held or kept

    def _cut(self, line: str, width: float, size: float, bold: bool) -> str:
        """The line with dots after it, inside its width: without its last words, or letters."""
        while len(line) > 1 and self.long(f"{line} {ELLIPSIS}", size, bold=bold) > width:
            line = line.rpartition(" ")[0] or line[:-1]
        return f"{line} {ELLIPSIS}"
