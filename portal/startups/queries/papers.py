"""Kits and catalogues: which there are, and whether they may still be given out."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.startups.models import Startup, StartupPaper, StartupPhoto
from portal.startups.queries.pages import is_shown
from portal.startups.states import PaperKind, PaperState, PhotoState

MOST = 1000  # businesses in a catalogue
LATEST = 20  # catalogues that the desk lists
GOING = (PaperState.WAITING, PaperState.DRAWING)
CHOICES = ("city", "sector", "programme")  # by what a catalogue may be narrowed
COLUMNS = {
    "city": Startup.city_code,
    "sector": Startup.sector,
    "programme": Startup.programme,
}


def kit(startup_id: int) -> StartupPaper | None:
    """The newest kit of a start-up, made or on its way."""
    mine = (StartupPaper.startup_id == startup_id) & (StartupPaper.kind == PaperKind.KIT)
    newest = select(StartupPaper).where(mine).order_by(StartupPaper.id.desc()).limit(1)
    return db.session.scalar(newest)


def kit_by_token(startup_id: int, token: str) -> StartupPaper | None:
    """A kit of this start-up that is ready and may be given out."""
    mine = (StartupPaper.startup_id == startup_id) & (StartupPaper.kind == PaperKind.KIT)
    return _ready(db.session.scalar(select(StartupPaper).where(mine, StartupPaper.token == token)))


def catalogue(token: str) -> StartupPaper | None:
    """A catalogue, whatever its state."""
    wanted = (StartupPaper.token == token) & (StartupPaper.kind == PaperKind.CATALOGUE)
    return db.session.scalar(select(StartupPaper).where(wanted))


def catalogue_to_give(token: str) -> StartupPaper | None:
    """A catalogue that is ready and may be given out."""
    return _ready(catalogue(token))


def catalogues() -> Sequence[StartupPaper]:
    """The newest ones."""
    wanted = select(StartupPaper).where(StartupPaper.kind == PaperKind.CATALOGUE)
    return db.session.scalars(wanted.order_by(StartupPaper.id.desc()).limit(LATEST)).all()


def still_public(paper: StartupPaper) -> bool:
    """Is all that stands on it still shown to everyone? A page may be hidden, a photo withdrawn."""
    pages, photos = paper.asked.get("pages", []), paper.asked.get("photos", [])
    shown = select(func.count()).where(is_shown(), Startup.id.in_(pages))
    taken = StartupPhoto.token.in_(photos) & (StartupPhoto.state == PhotoState.TAKEN)
    return (db.session.scalar(shown), db.session.scalar(select(func.count()).where(taken))) == (
        len(pages),
        len(photos),
    )


def to_draw(startup_id: int) -> Startup | None:
    """A page with its products and photos, while everyone may see it."""
    whole = (selectinload(Startup.products), selectinload(Startup.photos))
    wanted = select(Startup).where(is_shown(), Startup.id == startup_id)
    return db.session.scalar(wanted.options(*whole))


def chosen(asked: Mapping[str, str]) -> Sequence[Startup]:
    """The pages that a catalogue shows, with their products and photos."""
    wanted = select(Startup).where(is_shown(), *_narrowed(asked)).order_by(Startup.id).limit(MOST)
    whole = (selectinload(Startup.products), selectinload(Startup.photos))
    return db.session.scalars(wanted.options(*whole)).all()


def count(asked: Mapping[str, str]) -> int:
    """How many those are."""
    wanted = select(func.count()).select_from(Startup).where(is_shown(), *_narrowed(asked))
    return db.session.scalar(wanted) or 0


def there(choice: str) -> list[str]:
    """What a catalogue may be narrowed to by this: the cities, sectors or programmes shown."""
    column = COLUMNS[choice]
    wanted = select(column).where(is_shown(), column != "").distinct().order_by(column)
    return list(db.session.scalars(wanted))


def tokens() -> set[str]:
    """Of all papers: the folders that are wanted."""
    return set(db.session.scalars(select(StartupPaper.token)))


def _ready(paper: StartupPaper | None) -> StartupPaper | None:
    if paper is None or paper.state != PaperState.READY or not still_public(paper):
        return None
    return paper


def _narrowed(asked: Mapping[str, str]) -> list:
    return [COLUMNS[name] == asked[name] for name in CHOICES if asked.get(name)]
