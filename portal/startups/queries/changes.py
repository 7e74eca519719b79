"""Who changed a page."""

from collections.abc import Collection

from sqlalchemy import select

from portal.core import audit
from portal.core.audit import Deed
from portal.core.db import db
from portal.startups.models import Startup

FAR = 50  # deeds in which the last change of a field is looked for


def by_another(startup: Startup, fields: Collection[str]) -> bool:
    """Was the last change of one of these made by somebody else than who asks now?"""
    mine = (Deed.subject == f"startup:{startup.id}") & (Deed.what == "startups.page.changed")
    newest = select(Deed.actor, Deed.fields).where(mine).order_by(Deed.id.desc()).limit(FAR)
    for actor, changed in db.session.execute(newest):
        if set(changed.split(",")) & set(fields):
            return actor != audit.actor.get()
    return False
