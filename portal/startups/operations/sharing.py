"""The picture that stands beside a shared link: drawn once for each page, language and wording."""

import io
import logging
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from portal.core import photo_files, pictures
from portal.core.pdf import drawable
from portal.core.queue import Job, later

FOLDER = "shared-startups"  # in the data folder
DRAWING = 1  # counts the changes of how it is drawn
MOST_BYTES = 60_000  # what every messenger still shows at once
LARGEST = 2_000  # pixels of a master photo's side; ours have 1,600
TOP, FOOT = pictures.BAND + pictures.STRIP, pictures.HEIGHT - pictures.FOOT
PANEL = FOOT - TOP  # a square for the photo, on the side where a line ends
ROOM = pictures.WIDTH - PANEL - pictures.MARGIN - 36
KIND_TOP, NAME_TOP, PLACE_TOP = 146, 200, 540
NAME = ((72, 2), (62, 2), (52, 3), (44, 3))  # letters, and lines of them
LINE = ((38, 3), (34, 3))
CENTRE = (0.5, 0.4)  # what is kept of a photo: faces and hands stand above the middle
TILE = PANEL // 5

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Picture:
    """What is on a picture, in which language, in whose colours. `photo`: the token of one."""

    language: str
    programme: str
    kind: str = ""
    name: str = ""
    line: str = ""
    place: str = ""
    photo: str = ""
    colours: tuple[tuple[str, str], ...] = field(default=())

    @property
    def file(self) -> str:
        """The end of its file's name: another picture has another one."""
        return f"{pictures.digest(self, DRAWING)}.{'jpg' if self.photo else 'png'}"

    @property
    def type(self) -> str:
        return "image/jpeg" if self.photo else "image/png"


def file_name(slug: str, picture: Picture) -> str:
    """What the file of a page's picture is called."""
    return f"{slug}-{picture.language}-{picture.file}"


def due() -> None:
    """Have the missing pictures drawn once the current transaction has committed."""
    later(Job.DRAW_STARTUP_IMAGES)


@lru_cache(maxsize=8)
def plain(picture: Picture) -> bytes:
    """The programme's picture, shown while a page's own is not there yet."""
    return draw(picture, Path())


def draw(picture: Picture, photos: Path) -> bytes:
    """The picture, in fewer than 60,000 bytes: a JPEG where it has a photo, else a PNG."""
    sheet = pictures.Sheet(picture.language, picture.colours, room=ROOM)
    sheet.band(picture.programme)
    panel = _photo(photos, picture.photo) if picture.photo else None
    at = 0 if sheet.right_to_left else pictures.WIDTH - PANEL
    sheet.image.paste(panel or _zellige(sheet), (at, TOP))
    sheet.write(picture.kind, 34, "clay", KIND_TOP)
    name = drawable(picture.name) or picture.programme
    below = sheet.fit(name, NAME, "ink", NAME_TOP)
    sheet.fit(picture.line, LINE, "quiet", below + 18, PLACE_TOP)
    sheet.write(picture.place, 38, "green", PLACE_TOP)
    return sheet.jpeg(MOST_BYTES) if picture.photo else sheet.png()


def _photo(folder: Path, token: str) -> Image.Image | None:
    """The middle of a photo, as large as its panel; None where it can't be read."""
    master = photo_files.master(folder, token) or b""
    try:
        with Image.open(io.BytesIO(master), formats=("JPEG",)) as photo:
            if max(photo.size) > LARGEST:
                raise ValueError("not one of our masters")
            photo.draft("RGB", (PANEL, PANEL))  # decodes no more than is needed
            return ImageOps.fit(photo.convert("RGB"), (PANEL, PANEL), centering=CENTRE)
    except (OSError, ValueError, SyntaxError) as error:
        log.warning("master photo not read", extra={"error": type(error).__name__})
        return None


def _zellige(sheet: pictures.Sheet) -> Image.Image:
    """Stars and crosses, as on a Moroccan wall, where there is no photo."""
    panel = Image.new("RGB", (PANEL, PANEL), sheet.colours["green"])
    pen = ImageDraw.Draw(panel)
    for row in range(PANEL // TILE):
        for column in range(PANEL // TILE):
            x, y = ((place + 0.5) * TILE for place in (column, row))
            colour = sheet.colours["sun" if (row + column) % 2 else "paper"]
            for turn in (0, 1):
                pen.regular_polygon((x, y, TILE * 0.46), 4, 45 * turn, fill=colour)
            pen.regular_polygon((x, y, TILE * 0.2), 8, 22, fill=sheet.colours["clay"])
    return panel
