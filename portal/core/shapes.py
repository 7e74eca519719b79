"""Shapes on a paper: fields, strips of zellige, stars, pictures, QRs.

What is placed is measured from the side on which the page's language begins: a layout is written
once, and an Arabic page is its mirror.
"""

import io
import math
from collections.abc import Sequence

import segno
from fpdf import FPDF
from PIL import ImageColor

from portal.core.pdf import prepare, put_away
from portal.core.pictures import colour_of

QUIET_ZONE = 4  # squares of white round a QR
SEAM = 0.02  # millimetres by which squares overlap: viewers draw hairlines between neighbours


class Shapes:
    """A PDF of pages of one size (millimetres), each in a language of its own."""

    def __init__(
        self,
        title: str,
        language: str,
        size: tuple[float, float],
        colours: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.width, self.height = size
        self.sheet = FPDF(unit="mm", format=size)
        prepare(self.sheet, language, title)
        self.sheet.set_auto_page_break(False)
        self.sheet.set_margin(0)
        self.sheet.c_margin = 0
        self.chosen = dict(colours)
        self.right_to_left = False

    def page(self, language: str) -> None:
        """Begin a page in this language."""
        self.sheet.add_page()
        self.right_to_left = language == "ar"

    def colour(self, name: str) -> tuple[int, int, int]:
        """A colour of the programme, or white."""
        found = "#ffffff" if name == "white" else colour_of(name, self.chosen)
        red, green, blue = ImageColor.getrgb(found)[:3]
        return red, green, blue

    def across(self, x: float, width: float) -> float:
        """Where what lies `x` from the side of the beginning lies from the left."""
        return self.width - x - width if self.right_to_left else x

    def fill(
        self, x: float, y: float, width: float, height: float, colour: str, *, round_: float = 0
    ) -> None:
        """A filled rectangle; `round_`: the radius of its corners."""
        self.sheet.set_fill_color(*self.colour(colour))
        rounded = bool(round_)
        self.sheet.rect(
            self.across(x, width),
            y,
            width,
            height,
            "F",
            round_corners=rounded,
            corner_radius=round_,
        )

    def line(self, x: float, y: float, width: float, colour: str, *, thick: float = 0.2) -> None:
        """A line across."""
        self.fill(x, y - thick / 2, width, thick, colour)

    def dots(self, x: float, y: float, width: float, colour: str, size: float) -> None:
        """A dotted line that leads the eye from a name to its price."""
        self.sheet.set_fill_color(*self.colour(colour))
        left, step = self.across(x, width), size * 4
        for number in range(int(width / step)):
            self.sheet.ellipse(left + number * step, y - size / 2, size, size, style="F")

    def zellige(self, x: float, y: float, width: float, height: float) -> None:
        """The strip of the portal's pages: suns on clay."""
        self.fill(x, y, width, height, "clay")
        count = max(1, round(width / (2 * height)))
        base, left = width / count, self.across(x, width)
        self.sheet.set_fill_color(*self.colour("sun"))
        for number in range(count):
            at = left + number * base
            corners = ((at, y + height), (at + base / 2, y), (at + base, y + height))
            self.sheet.polygon(corners, style="F")

    def stars(self, x: float, y: float, width: float, height: float, across: int) -> None:
        """A field of eight-pointed stars and crosses, `across` stars wide: where no photo is."""
        self.fill(x, y, width, height, "green-deep")
        left, half = self.across(x, width), width / across / 2
        with self.sheet.rect_clip(left, y, width, height):
            for row in range(math.ceil(height / half / 2)):
                for column in range(across):
                    middle = (left + (2 * column + 1) * half, y + (2 * row + 1) * half)
                    for size, colour in ((0.97, "sun"), (0.78, "clay"), (0.42, "paper")):
                        self._star(middle, half * size, colour)

    def _star(self, middle: tuple[float, float], size: float, colour: str) -> None:
        inner = size * math.cos(math.pi / 4) / math.cos(math.pi / 8)
        corners = [
            (middle[0] + r * math.cos(k * math.pi / 8), middle[1] + r * math.sin(k * math.pi / 8))
            for k in range(16)
            for r in (inner if k % 2 else size,)
        ]
        self.sheet.set_fill_color(*self.colour(colour))
        self.sheet.polygon(corners, style="F")

    def picture(self, image: bytes, x: float, y: float, width: float, height: float) -> None:
        """A picture that was cut to this shape."""
        self.sheet.image(io.BytesIO(image), self.across(x, width), y, width, height)

    def qr(self, content: str, x: float, y: float, size: float) -> None:
        """A QR, its quiet zone included, on white; what is in it is read from paper (level Q)."""
        self.fill(x, y, size, size, "white")
        rows = [bytes(row) for row in segno.make(content, error="q", micro=False).matrix]
        square = size / (len(rows) + 2 * QUIET_ZONE)
        left, top = self.across(x, size) + QUIET_ZONE * square, y + QUIET_ZONE * square
        self.sheet.set_fill_color(0, 0, 0)
        for number, row in enumerate(rows):
            for first, count in _runs(row):
                self.sheet.rect(
                    left + first * square,
                    top + number * square,
                    count * square + SEAM,
                    square + SEAM,
                    "F",
                )

    def bytes(self) -> bytes:
        """The PDF. Ask once: it closes the paper."""
        made = bytes(self.sheet.output())
        put_away(self.sheet)
        return made


def _runs(row: bytes) -> list[tuple[int, int]]:
    """Dark squares that lie side by side: where they begin, how many."""
    runs, at = [], 0
    while at < len(row):
        end = at
        while end < len(row) and row[end]:
            end += 1
        if end > at:
            runs.append((at, end - at))
        at = end + 1
    return runs
