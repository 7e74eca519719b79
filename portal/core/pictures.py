"""Pictures that the portal draws: a sheet to write on, and a folder that keeps what was drawn.

A picture is a file whose name holds a digest of all that is on it. Another wording is another file;
what nobody links to any more is thrown away.
"""

import fcntl
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageColor, ImageDraw, ImageFont

from portal.core.pdf import ARABIC, FAMILY, FONTS, drawable, kept_together

SIZE = WIDTH, HEIGHT = 1200, 630  # that Facebook and WhatsApp show beside a link
MARGIN = 64
BAND, STRIP, FOOT = 96, 24, 20  # the programme's name; the zellige below it; a green foot
PALETTE = 48  # colours: enough for smooth letters, few enough for a small file
AT_ONCE = 20  # pictures of one run: a second or two
QUALITIES = (82, 74, 66, 58, 50, 42, 34, 26, 18, 10)  # of a JPEG, until it is small enough
COLOURS = {
    "paper": "#fffdf9",
    "ink": "#1d2b28",
    "quiet": "#55645f",
    "green": "#0b6b55",
    "green-deep": "#084c3d",
    "clay": "#b4451f",
    "sun": "#f2b544",
    "line": "#dccfbb",
}
NAME = re.compile(r"[0-9a-z-]{1,120}-(fr|ar|en|es)-[0-9a-f]{16}\.(png|jpg)")
P = TypeVar("P")


class Sheet:
    """A picture in the making. `room`: how wide a line may be, from the side where a page's
    language begins."""

    def __init__(
        self,
        language: str,
        colours: tuple[tuple[str, str], ...] = (),
        *,
        size: tuple[int, int] = SIZE,
        room: int = WIDTH - 2 * MARGIN,
    ) -> None:
        self.right_to_left = language == "ar"
        self.room = room
        self.colours = {name: colour_of(name, dict(colours)) for name in COLOURS}
        self.image = Image.new("RGB", size, self.colours["paper"])
        self.pen = ImageDraw.Draw(self.image)

    def band(self, programme: str) -> None:
        """The programme's name on green, a strip of zellige below, a green foot."""
        width, height = self.image.size
        self.pen.rectangle((0, 0, width, BAND), fill=self.colours["green-deep"])
        self.pen.rectangle((0, BAND, width, BAND + STRIP), fill=self.colours["clay"])
        for x in range(0, width, 2 * STRIP):
            corners = ((x, BAND + STRIP), (x + STRIP, BAND), (x + 2 * STRIP, BAND + STRIP))
            self.pen.polygon(corners, fill=self.colours["sun"])
        self.pen.rectangle((0, height - FOOT, width, height), fill=self.colours["green"])
        self._line(drawable(programme), 44, "#ffffff", 18)

    def write(self, text: str, size: int, colour: str, top: int) -> None:
        """One line, cut where it is too long."""
        self.fit(text, ((size, 1),), colour, top)

    def fit(
        self,
        text: str,
        steps: tuple[tuple[int, int], ...],
        colour: str,
        top: int,
        bottom: int = HEIGHT,
    ) -> int:
        """As large as fits: `steps` are sizes and how many lines of each there may be. What even
        the last one does not hold is cut. Where does it end?"""
        for size, lines_at_most in steps:
            leading = int(size * (1.35 if ARABIC.search(text) else 1.2))
            most = max(1, min(lines_at_most, (bottom - top) // leading))
            lines = self._lines(drawable(text), size)
            if len(lines) <= most:
                break
        if len(lines) > most:
            lines = [*lines[: most - 1], self._cut(lines[most - 1], size)]
        for number, line in enumerate(lines):
            self._line(line, size, self.colours[colour], top + number * leading)
        return top + len(lines) * leading

    def png(self) -> bytes:
        written = io.BytesIO()
        few = self.image.quantize(PALETTE, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
        return written.getvalue()

    def jpeg(self, most: int) -> bytes:
        """In fewer than `most` bytes, as good as that allows."""
        for quality in QUALITIES:
            written = io.BytesIO()
            self.image.save(written, "JPEG", quality=quality, optimize=True, progressive=True)
            if written.tell() < most:
                break
        return written.getvalue()

    def _lines(self, text: str, size: int) -> list[str]:
        """The text in lines that fit; a word that is too long for one is cut."""
        lines, line = list[str](), ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if self._width(longer, size) <= self.room:
                line = longer
                continue
            lines += [line] if line else []
            line = word
            while len(line) > 1 and self._width(line, size) > self.room:
                line = line[:-1]
        return [*lines, line] if line else lines

    def _cut(self, line: str, size: int) -> str:
        """The line with dots after it, inside its room: without its last words, or letters."""
        while len(line) > 1 and self._width(f"{line} …", size) > self.room:
            line = line.rpartition(" ")[0] or line[:-1]
        return f"{line} …"

    def _width(self, text: str, size: int) -> float:
        return _font(size).getlength(text)

    def _line(self, text: str, size: int, colour: str, top: int) -> None:
        """On the side where the page's language begins; inside, as its own letters run."""
        x, anchor = (self.image.width - MARGIN, "rs") if self.right_to_left else (MARGIN, "ls")
        place = (x, top + int(size * 1.05))
        if self.right_to_left and ARABIC.search(text):  # also where Latin words begin it
            text, way = kept_together(text), "rtl"
        else:
            way = None
        self.pen.text(place, text, colour, _font(size), anchor=anchor, direction=way)


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = FONTS / f"{FAMILY}-Bold.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


def colour_of(name: str, chosen: Mapping[str, str]) -> str:
    """The programme's colour where Pillow understands it, else the portal's."""
    try:
        ImageColor.getrgb(chosen.get(name, ""))
    except ValueError:
        return COLOURS[name]
    return chosen[name]


def digest(picture: object, drawing: int) -> str:
    """Of all that is on a picture. `drawing` counts the changes of how it is drawn."""
    return hashlib.sha256(repr((drawing, picture)).encode()).hexdigest()[:16]


def bring_up_to_date(
    folder: Path, wanted: Mapping[str, P], draw: Callable[[P], bytes]
) -> int | None:
    """Draw some of the pictures (by name) that are missing in `folder`; how many still are?

    Once none is missing, files that are not wanted are removed. While another process is at it,
    nothing is done: None.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder) as nobody_else:
        if not nobody_else:
            return None
        there = {path.name for path in folder.iterdir() if NAME.fullmatch(path.name)}
        missing = [name for name in wanted if name not in there]
        for name in missing[:AT_ONCE]:
            _keep(folder / name, draw(wanted[name]))
        if len(missing) <= AT_ONCE:
            for name in there - wanted.keys():
                (folder / name).unlink(missing_ok=True)
            for draft in folder.glob(".*.draft"):  # of a process that was killed
                draft.unlink(missing_ok=True)
        return max(0, len(missing) - AT_ONCE)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Is nobody else drawing? Let go by the kernel when its holder is killed."""
    line = os.open(folder / ".drawing", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(line)


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all: the web server may be reading."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)


def read(folder: Path, name: str) -> bytes | None:
    """A kept picture; None where there is none of this name."""
    if not NAME.fullmatch(name):
        return None
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        return None
