"""Pages as others find them: those that have a picture, those that search engines may list."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.startups.models import Startup
from portal.startups.queries.pages import is_shown


def all_shown() -> list[Startup]:
    """Every page that everyone may see, with its photos."""
    wanted = select(Startup).options(selectinload(Startup.photos)).where(is_shown())
    return list(db.session.scalars(wanted.order_by(Startup.id)))


def listed() -> list[tuple[str, datetime]]:
    """Address and last change of each page that its members let search engines show."""
    wanted = select(Startup.slug, Startup.changed_at).where(is_shown(), Startup.listed)
    return [(row.slug, row.changed_at) for row in db.session.execute(wanted.order_by(Startup.id))]
