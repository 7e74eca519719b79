"""The picture that stands beside a shared link: drawn once for each opening, language, wording."""

from dataclasses import dataclass, field
from functools import lru_cache

from portal.core import pictures
from portal.core.pdf import drawable
from portal.core.queue import Job, later

FOLDER = "shared"  # in the data folder
DRAWING = 1  # counts the changes of how it is drawn
KIND_TOP, TITLE_TOP, FIRM_TOP, PLACE_TOP = 142, 208, 464, 532
TITLE = ((84, 2), (76, 2), (68, 2), (60, 3), (54, 3))  # letters, and lines of them


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
        return pictures.digest(self, DRAWING)


def file_name(slug: str, picture: Picture) -> str:
    """What the file of an opening's picture is called."""
    return f"{slug}-{picture.language}-{picture.digest}.png"


def due() -> None:
    """Have the missing pictures drawn once the current transaction has committed."""
    later(Job.DRAW_SHARE_IMAGES)


@lru_cache(maxsize=8)
def plain(picture: Picture) -> bytes:
    """The programme's picture, shown while an opening's own is not there yet."""
    return draw(picture)


def draw(picture: Picture) -> bytes:
    """The picture as a PNG."""
    sheet = pictures.Sheet(picture.language, picture.colours)
    sheet.band(picture.programme)
    sheet.write(picture.kind, 40, "clay", KIND_TOP)
    sheet.fit(drawable(picture.title) or picture.programme, TITLE, "ink", TITLE_TOP)
    sheet.write(picture.firm, 46, "ink", FIRM_TOP)
    sheet.write(picture.place, 40, "quiet", PLACE_TOP)
    return sheet.png()
