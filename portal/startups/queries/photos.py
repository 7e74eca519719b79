"""The photos of a page: which there are, and who may see them."""

from collections.abc import Sequence

from sqlalchemy import func, select

from portal.core.db import db
from portal.startups.models import Startup, StartupPhoto
from portal.startups.states import PhotoState, StartupState

IN_ORDER = (StartupPhoto.place, StartupPhoto.id)


def mine(startup: Startup, token: str) -> StartupPhoto | None:
    """This photo, if it belongs to this start-up, whatever its state."""
    wanted = (StartupPhoto.token == token) & (StartupPhoto.startup_id == startup.id)
    return db.session.scalar(select(StartupPhoto).where(wanted))


def all_of(startup: Startup) -> Sequence[StartupPhoto]:
    """Every photo of a start-up in its order."""
    wanted = select(StartupPhoto).where(StartupPhoto.startup_id == startup.id)
    return db.session.scalars(wanted.order_by(*IN_ORDER)).all()


def to_show(startup: Startup) -> list[StartupPhoto]:
    """The photos that everyone sees where the page is shown, the cover first."""
    return [photo for photo in startup.photos if photo.state == PhotoState.TAKEN]


def public(token: str) -> StartupPhoto | None:
    """This photo, if everyone may see it at this moment: it was taken, its page is shown."""
    wanted = select(StartupPhoto).join(Startup).where(StartupPhoto.token == token)
    seen = (StartupPhoto.state == PhotoState.TAKEN) & (Startup.state == StartupState.SHOWN)
    return db.session.scalar(wanted.where(seen))


def how_many(startup: Startup) -> int:
    wanted = select(func.count()).where(StartupPhoto.startup_id == startup.id)
    return db.session.scalar(wanted) or 0


def tokens() -> set[str]:
    """Of every photo that has a row."""
    return set(db.session.scalars(select(StartupPhoto.token)))
