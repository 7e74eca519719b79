"""Papers in tests: drawn by the job, turned into pictures, read."""

import io
from functools import cache

import pypdfium2
import zxingcpp
from PIL import Image

from jobs import startups as jobs
from portal.core import photo_files
from portal.core.db import db, transaction
from portal.startups.models import Startup, StartupPaper
from portal.startups.operations import drawing
from portal.startups.papers import card, facts, flyer, poster, status, workshop
from tests.databases import look_again
from tests.factories import startups
from tests.startups.pictures import camera

POINTS = 72 / 25.4  # a millimetre


def quick(app, monkeypatch) -> None:
    """The job runs in this process; what it draws is a word, which takes no time."""
    monkeypatch.setattr("jobs.app", lambda: app)
    for module, name in ((poster, "draw"), (flyer, "draw"), (card, "draw"), (card, "sheet")):
        monkeypatch.setattr(module, name, lambda *_: b"%PDF a paper")
    monkeypatch.setattr(status, "draw", lambda *_: camera(64, 64))


def master(app, token: str, seed: int = 1) -> None:
    """Put the large file of a photo where the photos' own code puts it; small here, and quick."""
    folder = app.extensions["settings"].data_dir / photo_files.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{token}-master.jpg").write_bytes(_large(seed))


@cache
def _large(seed: int) -> bytes:
    return camera(320, 240, seed, 85)


def photographed(app, **other) -> Startup:
    """A page with one photo whose file is there."""
    page = startups.startup(photos=[startups.photo()], **other)
    master(app, page.photos[0].token)
    return page


def asked(page: Startup) -> str:
    """A kit is asked for; its token."""
    digest = facts.digest(facts.kit(look(page)))
    with transaction():
        return drawing.ask(look(page), digest).token


def made(page: Startup) -> StartupPaper:
    """A kit is asked for and drawn."""
    token = asked(page)
    jobs.draw_papers()
    return paper(token)


def paper(token: str) -> StartupPaper | None:
    look_again()
    return db.session.query(StartupPaper).filter_by(token=token).one_or_none()


def look(page: Startup) -> Startup:
    return db.session.get_one(Startup, page.id)


def file(token: str, name: str) -> bytes:
    return (workshop.root() / token / name).read_bytes()


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Of each page, in millimetres."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [tuple(round(one / POINTS) for one in page.get_size()) for page in opened]


def text(pdf: bytes, number: int = 0) -> str:
    """What can be read and searched on a page."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return " ".join(opened[number].get_textpage().get_text_bounded().split())


def picture(pdf: bytes, number: int = 0, dots: float = 150) -> Image.Image:
    """A page as a printer of so many dots to the inch would draw it."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[number].render(scale=dots / 72).to_pil()


def codes(image: Image.Image) -> list[str]:
    """What the QRs on a picture say."""
    return [found.text for found in zxingcpp.read_barcodes(image)]


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))
