"""The picture that stands beside a shared link: drawn once for each opening, language and wording.

A picture is a file whose name holds a digest of all that is on it. Another wording is another file;
what nobody links to any more is thrown away.
"""

import fcntl
import hashlib
import io
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw, ImageFont

from portal.core.pdf import FAMILY, FONTS, drawable
from portal.core.queue import Job, later

FOLDER = "shared"  # in the data folder
DRAWING = 1  # counts the changes of how it is drawn
SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 64
BAND, STRIP = 96, 24  # the programme's name; the zellige below it
KIND_TOP, TITLE_TOP, FIRM_TOP, PLACE_TOP = 142, 208, 464, 532
TITLE_SIZES = (84, 76, 68, 60, 54)
TITLE_LINES = 3
PALETTE = 48  # colours: enough for smooth letters, few enough for a small file
AT_ONCE = 20  # pictures of one run: a second or two
COLOURS = {
    "paper": "#fffdf9",
    "ink": "#1d2b28",
    "quiet": "#55645f",
    "green": "#0b6b55",
    "green-deep": "#084c3d",
    "clay": "#b4451f",
    "sun": "#f2b544",
}
NAME = re.compile(r"[0-9a-z-]{1,120}-(fr|ar|en|es)-[0-9a-f]{16}\.png")


@dataclass(frozen=True)
class Picture:
    """What is written on a picture, in which language, in whose colours."""

    language: str
    programme: str
    kind: str = ""
    title: str = ""
    firm: str = ""
    place: str = ""
    colours: tuple[tuple[str, str], ...] = field(default=())

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr((DRAWING, self)).encode()).hexdigest()[:16]


def file_name(slug: str, picture: Picture) -> str:
    """What the file of an opening's picture is called."""
    return f"{slug}-{picture.language}-{picture.digest}.png"


def due() -> None:
    """Have the missing pictures drawn once the current transaction has committed."""
    later(Job.DRAW_SHARE_IMAGES)


def bring_up_to_date(folder: Path, wanted: Mapping[str, Picture]) -> int | None:
    """Draw some of the pictures (by name) that are missing in `folder`; how many still are?

    Once none is missing, files that are not wanted are removed. While another process is at it,
    nothing is done: None.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder) as alone:
        if not alone:
            return None
        there = {path.name for path in folder.iterdir() if NAME.fullmatch(path.name)}
        missing = [name for name in wanted if name not in there]
        for name in missing[:AT_ONCE]:
            _keep(folder / name, draw(wanted[name]))
        if len(missing) <= AT_ONCE:
            for name in there - wanted.keys():
                (folder / name).unlink(missing_ok=True)
        return max(0, len(missing) - AT_ONCE)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
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
    draft = path.with_name(f".{path.name}.{os.getpid()}")
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


@lru_cache(maxsize=8)
def plain(picture: Picture) -> bytes:
    """The programme's picture, shown while an opening's own is not there yet."""
    return draw(picture)


def draw(picture: Picture) -> bytes:
    """The picture as a PNG."""
    sheet = _Sheet(picture)
    sheet.band()
    sheet.write(picture.kind, 40, "clay", KIND_TOP)
    sheet.title()
    sheet.write(picture.firm, 46, "ink", FIRM_TOP)
    sheet.write(picture.place, 40, "quiet", PLACE_TOP)
    return sheet.png()


class _Sheet:
    """A picture in the making."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.right_to_left = picture.language == "ar"
        self.colours = {name: _colour(name, dict(picture.colours)) for name in COLOURS}
        self.image = Image.new("RGB", SIZE, self.colours["paper"])
        self.pen = ImageDraw.Draw(self.image)

    def band(self) -> None:
        """The programme's name on green, a strip of zellige below, a green foot."""
        self.pen.rectangle((0, 0, WIDTH, BAND), fill=self.colours["green-deep"])
        self.pen.rectangle((0, BAND, WIDTH, BAND + STRIP), fill=self.colours["clay"])
        for x in range(0, WIDTH, 2 * STRIP):
            corners = ((x, BAND + STRIP), (x + STRIP, BAND), (x + 2 * STRIP, BAND + STRIP))
            self.pen.polygon(corners, fill=self.colours["sun"])
        self.pen.rectangle((0, HEIGHT - 20, WIDTH, HEIGHT), fill=self.colours["green"])
        self._line(drawable(self.picture.programme), 44, "#ffffff", 18)

    def title(self) -> None:
        """As large as fits in three lines; cut where even small letters do not."""
        text = drawable(self.picture.title) or self.picture.programme
        for size in TITLE_SIZES:
            lines = self._lines(text, size)
            if len(lines) <= (2 if size > TITLE_SIZES[-2] else TITLE_LINES):
                break
        if len(lines) > TITLE_LINES:
            lines = [*lines[: TITLE_LINES - 1], f"{lines[TITLE_LINES - 1]} …"]
        leading = 1.35 if self.right_to_left else 1.2
        for number, line in enumerate(lines):
            top = TITLE_TOP + int(number * size * leading)
            self._line(line, size, self.colours["ink"], top)

    def write(self, text: str, size: int, colour: str, top: int) -> None:
        """One line, cut where it is too long."""
        lines = self._lines(drawable(text), size)
        if lines:
            line = lines[0] if len(lines) == 1 else f"{lines[0]} …"
            self._line(line, size, self.colours[colour], top)

    def png(self) -> bytes:
        written = io.BytesIO()
        few = self.image.quantize(PALETTE, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
        return written.getvalue()

    def _lines(self, text: str, size: int) -> list[str]:
        """The text in lines that fit; a word that is too long for one is cut."""
        room, lines, line = WIDTH - 2 * MARGIN, list[str](), ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if self._width(longer, size) <= room:
                line = longer
                continue
            lines += [line] if line else []
            line = word
            while len(line) > 1 and self._width(line, size) > room:
                line = line[:-1]
        return [*lines, line] if line else lines

    def _width(self, text: str, size: int) -> float:
        return _font(size).getlength(text)

    def _line(self, text: str, size: int, colour: str, top: int) -> None:
        """On the side where the page's language begins; inside, as its own letters run."""
        x, anchor = (WIDTH - MARGIN, "rs") if self.right_to_left else (MARGIN, "ls")
        self.pen.text((x, top + int(size * 1.05)), text, colour, _font(size), anchor=anchor)


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = FONTS / f"{FAMILY}-Bold.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)


def _colour(name: str, chosen: Mapping[str, str]) -> str:
    """The programme's colour where Pillow understands it, else the portal's."""
    try:
        ImageColor.getrgb(chosen.get(name, ""))
    except ValueError:
        return COLOURS[name]
    return chosen[name]
