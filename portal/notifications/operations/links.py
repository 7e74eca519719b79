"""Short addresses for messages: on a small screen and in an SMS every letter counts."""

import secrets
from collections.abc import Collection

from sqlalchemy import bindparam, delete, select

from portal.core.clock import now
from portal.core.db import db, insert_new, insert_new_rows
from portal.notifications.models import ShortLink

# No look-alikes, since people also copy them by hand. 12 letters of 54 are 69 bits: nobody finds
# a badge by trying.
ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 12
_OF_PATHS = select(ShortLink.path, ShortLink.token).where(
    ShortLink.path.in_(bindparam("paths", expanding=True))
)


def tokens(paths: Collection[str]) -> dict[str, str]:
    """The token of each path ("fr/badges/…/"), made where there is none yet."""
    made = {path: _token() for path in sorted(paths)}
    at = now()
    if len(made) == 1:
        ((path, token),) = made.items()
        if insert_new(ShortLink, token=token, path=path, created_at=at):
            return made
    elif made:
        rows = [{"token": t, "path": path, "created_at": at} for path, t in made.items()]
        insert_new_rows(ShortLink, rows)
    if not made:
        return {}
    return {row.path: row.token for row in db.session.execute(_OF_PATHS, {"paths": list(made)})}


def forget(path_end: str) -> None:
    """The page behind these links is gone, in every language."""
    db.session.execute(delete(ShortLink).where(ShortLink.path.endswith(path_end, autoescape=True)))


def _token() -> str:
    left = secrets.randbelow(len(ALPHABET) ** LENGTH)
    letters = []
    for _ in range(LENGTH):
        left, place = divmod(left, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)
