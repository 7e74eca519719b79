"""Photos of a page: added, moved, removed. Their files are written before, removed after."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.core import audit
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.photo_files import Kept
from portal.startups.models import Startup, StartupPhoto
from portal.startups.operations import holding
from portal.startups.queries.photos import IN_ORDER
from portal.startups.states import Faces, Step

MOST = 6
LONGEST_ALT = 120
# Of the question about faces and its answers (labels.FACES). Another wording is another version.
CONSENT = "2026-11"


def add(
    startup: Startup, kept: Kept, *, alt: dict[str, str], faces: str, account_id: int | None
) -> StartupPhoto:
    """Note a photo whose files are there; the team looks at it before others see it.

    Raises Refused: photos_full, photo_twice, faces_missing.
    """
    if faces not in set(Faces):
        raise Refused("faces_missing", "faces")
    held = holding.hold(startup.id)
    there = _all(held)
    if len(there) >= MOST:
        raise Refused("photos_full")
    if kept.digest in {photo.digest for photo in there}:
        raise Refused("photo_twice", "photo")
    photo = StartupPhoto(
        token=kept.token,
        startup_id=held.id,
        place=there[-1].place + 1 if there else 0,
        alt=alt,
        width=kept.width,
        height=kept.height,
        files=kept.files,
        digest=kept.digest,
        faces=faces,
        consent_version=CONSENT,
        consent_by=account_id,
    )
    db.session.add(photo)
    if Step.PHOTOS not in held.steps:
        held.steps = [*held.steps, str(Step.PHOTOS)]
    _done(held, "added")
    return photo


def remove(startup: Startup, token: str) -> None:
    """Take a photo away for good. Its files go once this is committed. Raises Refused:
    photo_gone."""
    held = holding.hold(startup.id)
    photo = _one(_all(held), token)
    db.session.delete(photo)
    _done(held, "removed")


def move(startup: Startup, token: str, *, up: bool) -> None:
    """Exchange a photo with the one before it, or after it. Raises Refused: photo_gone."""
    held = holding.hold(startup.id)
    order = list(_all(held))
    here = order.index(_one(order, token))
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for place, photo in enumerate(order):
        photo.place = place
    _done(held, "moved")


def _all(held: Startup) -> Sequence[StartupPhoto]:
    """Every photo of a start-up that is held, as it is now."""
    mine = select(StartupPhoto).where(StartupPhoto.startup_id == held.id).order_by(*IN_ORDER)
    return db.session.scalars(mine.execution_options(populate_existing=True)).all()


def _one(photos: Sequence[StartupPhoto], token: str) -> StartupPhoto:
    found = next((photo for photo in photos if photo.token == token), None)
    if found is None:
        raise Refused("photo_gone")
    return found


def _done(held: Startup, what: str) -> None:
    holding.changed(held)
    db.session.flush()
    db.session.expire(held, ["photos"])
    audit.record(f"startups.photo.{what}", holding.subject(held))
