"""Papers to print and to keep: one column of plain parts as PDF, in Latin and in Arabic letters.

fpdf2 lays the page out, HarfBuzz shapes the letters, so that Arabic joins and runs to the left with
Latin words and numbers inside. One font beside this module has the letters of both: Noto Sans and
Noto Naskh Arabic, joined (SIL Open Font License). With two fonts, one the fallback of the other,
fpdf2 2.8 writes wrong letters where they meet.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

FONTS = Path(__file__).parent / "fonts"
FAMILY = "PortalPaper"
MARGIN = 18  # millimetres
INK, QUIET, GREEN = (29, 43, 40), (85, 100, 95), (11, 107, 85)
# What the fonts have no picture for is left out: an emoji would become an empty box.
UNDRAWN = re.compile(r"[^\t\n -~ -ʯ̀-ͯ؀-ۿݐ-ݿḀ-ỿ -‧‪-⁩€←-↓•…●✓ﭐ-﷿ﹰ-﻿]")
# Numbers with something between them (phones, dates, codes) run to the right, also in Arabic.
NUMBERS = re.compile(r"\+?\d[\d .,:/+-]*\d")
MARK = "\u200e"  # left-to-right mark
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
KEPT = 24  # millimetres that a heading wants below it, so that it does not stand alone
EMBEDDINGS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class _Sheet(FPDF):
    """A page that says at its foot what it is a page of."""

    foot = ""

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(FAMILY, size=8)
        self.set_text_color(*QUIET)
        count = f"{self.page_no()} / {{nb}}"
        # The foot falls into the middle of a text that may run to the left.
        before, self.text_shaping = self.text_shaping, None
        self.cell(0, 5, f"{self.foot} · {count}" if self.foot else count, align=Align.C)
        self.text_shaping = before


class Paper:
    """An A4 paper in one language, written from top to bottom.

    `foot` stands at the foot of each page, before its number. `scale` makes every letter smaller
    or larger, for a text that must fit on one page.
    """

    def __init__(self, language: str, title: str, *, foot: str = "", scale: float = 1.0) -> None:
        self.scale = scale
        self.sheet = _Sheet(format="A4")
        prepare(self.sheet, language, title)
        self.sheet.set_margin(MARGIN)
        self.sheet.set_auto_page_break(auto=True, margin=MARGIN)
        self.sheet.foot = foot
        self.speak(language)
        self.sheet.add_page()

    @property
    def pages(self) -> int:
        return self.sheet.page_no()

    @property
    def left(self) -> float:
        """Millimetres left on this page above its foot."""
        return self.sheet.h - MARGIN - self.sheet.get_y()

    def speak(self, language: str) -> None:
        """Go on in another language: its letters, its direction."""
        self.right_to_left = language == "ar"
        self.sheet.set_font(FAMILY)
        direction = "rtl" if self.right_to_left else "ltr"
        self.sheet.set_text_shaping(use_shaping_engine=True, direction=direction)

    def new_page(self) -> None:
        self.sheet.add_page()

    def heading(self, text: str) -> None:
        """What the paper is."""
        self._write(text, 20, bold=True, colour=GREEN, after=2)

    def subheading(self, text: str) -> None:
        """What the next part is about."""
        if self.left < KEPT * self.scale:
            self.new_page()
        self.space(3)
        self._write(text, 12.5, bold=True, colour=GREEN, after=0.5)
        self.rule()

    def paragraph(self, text: str, *, bold: bool = False) -> None:
        self._write(text, 10.5, bold=bold, after=1.5)

    def small(self, text: str) -> None:
        """What is there to be looked up, not to be read first."""
        self._write(text, 8.5, colour=QUIET, after=1)

    def items(self, texts: Iterable[str]) -> None:
        """A list, a dot before each."""
        for text in texts:
            self._write(f"• {text}", 10.5, after=0.8)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Labels and their values, side by side."""
        sheet, first = self.sheet, 0.32
        width = sheet.epw * first
        for label, value in pairs:
            height = 5.4 * self.scale
            if self.left < 3 * height:
                sheet.add_page()
            top, page = sheet.get_y(), sheet.page_no()
            at_label, at_value = sheet.l_margin, sheet.l_margin + width
            if self.right_to_left:
                at_label, at_value = sheet.l_margin + sheet.epw - width, sheet.l_margin
            self._ink(10, QUIET)
            gap = 2 if self.right_to_left else 0
            self._cell(at_label + gap, top, width - 2, height, label)
            below = sheet.get_y()
            self._ink(10.5, INK, bold=True)
            self._cell(at_value, top, sheet.epw - width, height, value or "–")
            if sheet.page_no() == page:
                sheet.set_y(max(sheet.get_y(), below))
        self.space(1)

    def picture(self, image: object, *, width: float) -> None:
        """An image (a path, or what Pillow opened), `width` millimetres wide, in the middle."""
        self.sheet.image(image, x=(self.sheet.w - width) / 2, w=width)  # type: ignore[arg-type]

    def rule(self) -> None:
        """A line from side to side."""
        sheet = self.sheet
        sheet.set_draw_color(*GREEN)
        sheet.line(sheet.l_margin, sheet.get_y(), sheet.l_margin + sheet.epw, sheet.get_y())
        self.space(1.5)

    def space(self, millimetres: float) -> None:
        self.sheet.set_y(self.sheet.get_y() + millimetres * self.scale)

    def bytes(self) -> bytes:
        """The PDF. Ask once: it closes the paper."""
        made = bytes(self.sheet.output())
        self.close()
        return made

    def close(self) -> None:
        """Put a paper away that nobody wants, as one that was too long."""
        put_away(self.sheet)

    def _write(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: tuple[int, int, int] = INK,
        after: float = 0.0,
    ) -> None:
        self._ink(size, colour, bold=bold)
        leading = 0.56 if self.right_to_left else 0.5
        self._cell(self.sheet.l_margin, None, 0, size * leading * self.scale, text)
        self.space(after)

    def _ink(self, size: float, colour: tuple[int, int, int], *, bold: bool = False) -> None:
        self.sheet.set_font(FAMILY, "B" if bold else "", size * self.scale)
        self.sheet.set_text_color(*colour)

    def _cell(self, x: float, y: float | None, width: float, height: float, text: str) -> None:
        self.sheet.set_x(x)
        if y is not None:
            self.sheet.set_xy(x, y)
        # On an Arabic page a sentence in Latin letters keeps its own direction, and its full stop.
        to_the_left = self.right_to_left and ARABIC.search(text)
        direction = "rtl" if to_the_left else "ltr"
        self.sheet.set_text_shaping(use_shaping_engine=True, direction=direction)
        self.sheet.multi_cell(
            width,
            height,
            kept_together(drawable(text)) if to_the_left else drawable(text),
            align=Align.R if self.right_to_left else Align.L,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )


def prepare(sheet: FPDF, language: str, title: str) -> None:
    """Give a sheet its title and our letters. It says nothing of when and with what it was made."""
    sheet.set_title(title)
    sheet.set_lang(language)
    sheet.set_creator("")
    sheet.set_producer("")
    sheet.set_creation_date(datetime(2000, 1, 1))  # noqa: DTZ001 - no time is meant
    for style, weight in (("", "Regular"), ("B", "Bold")):
        sheet.add_font(FAMILY, style, FONTS / f"{FAMILY}-{weight}.ttf")


def put_away(sheet: FPDF) -> None:
    """Close the files of its letters: fpdf2 leaves them open."""
    for font in sheet.fonts.values():
        font.ttfont.close()  # type: ignore[union-attr]


def drawable(text: str) -> str:
    """`text` without what the fonts can't draw, and without marks that turn its direction."""
    return UNDRAWN.sub("", EMBEDDINGS.sub("", text)).strip()


def kept_together(text: str) -> str:
    """`text` with its numbers marked, so that their parts keep their order among Arabic words."""
    return NUMBERS.sub(lambda found: f"{MARK}{found[0]}{MARK}", text)
