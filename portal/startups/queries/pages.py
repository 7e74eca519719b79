"""Which pages there are, and who may see them."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.startups.models import Startup, StartupPhoto
from portal.startups.states import PhotoState, StartupState


def is_shown() -> ColumnElement[bool]:
    """A condition: only pages that everyone may see now."""
    return Startup.state == StartupState.SHOWN


def is_public(photo: StartupPhoto) -> bool:
    """May everyone see this photo, where its page is shown?"""
    return photo.state == PhotoState.TAKEN


def shown(slug: str) -> Startup | None:
    """The page at this address, with its products and photos, if everyone may see it."""
    whole = (selectinload(Startup.products), selectinload(Startup.photos))
    return db.session.scalar(
        select(Startup).options(*whole).where(Startup.slug == slug, is_shown())
    )


def by_token(token: str) -> Startup | None:
    """For the team: any page, by the token in its address."""
    return db.session.scalar(select(Startup).where(Startup.token == token))


def shown_id(slug: str) -> int | None:
    """Which start-up's page this is, if everyone may see it."""
    return db.session.scalar(select(Startup.id).where(Startup.slug == slug, is_shown()))


def by_code(code: str) -> tuple[int, str] | None:
    """The start-up whose papers carry this code, and its address, if everyone may see it."""
    wanted = select(Startup.id, Startup.slug).where(Startup.code == code, is_shown())
    found = db.session.execute(wanted).first()
    return (found.id, found.slug) if found else None
