"""What is new for a kiosk since it last heard: lines of the list, and who is in."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select

from portal.core.db import db
from portal.events.models import Registration
from portal.kiosks.models import Door, DoorEntry, Kiosk, Presence
from portal.kiosks.queries.config import text_of
from portal.kiosks.queries.rules_of import ms
from portal.kiosks.rules import MOST_ENTRIES

Line = list[Any]


@dataclass
class News:
    """What a kiosk is told. `since`: what it will ask with the next time; `more`: at once."""

    since: int
    more: bool = False
    entries: list[Line] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    present: list[Line] = field(default_factory=list)


def news(kiosk: Kiosk, since: int) -> News:
    """The changes with numbers above `since`, in their order, a portion of them.

    Lines and presences are numbered by one counter. The newest number is read first: what is
    changed while we read has a larger one, and comes the next time.
    """
    newest = _newest(kiosk.event_id)
    if since > newest:  # the database was put back to an earlier day: all of it once more
        since = 0
    found = [*_entries(kiosk, since, newest), *_presences(kiosk, since, newest)]
    found.sort(key=lambda row: row.version)
    told = News(since=newest)
    if len(found) > MOST_ENTRIES:
        found = found[:MOST_ENTRIES]
        told.since, told.more = found[-1].version, True
    _tell(told, found)
    return told


def _newest(event_id: int) -> int:
    return db.session.scalar(select(Door.version).where(Door.event_id == event_id)) or 0


def _entries(kiosk: Kiosk, since: int, newest: int) -> list[Row[Any]]:
    mine = (DoorEntry.event_id == kiosk.event_id) & DoorEntry.version.between(since + 1, newest)
    wanted = select(DoorEntry.version, DoorEntry.key, DoorEntry.line).where(mine)
    return list(db.session.execute(wanted.order_by(DoorEntry.version).limit(MOST_ENTRIES + 1)))


def _presences(kiosk: Kiosk, since: int, newest: int) -> list[Row[Any]]:
    here = Presence.check_point_id == kiosk.check_point_id
    wanted = select(
        Presence.version,
        Presence.registration_id,
        Presence.day,
        Presence.first_at,
        Presence.inside,
        Presence.gone,
    ).where(here, Presence.version.between(since + 1, newest))
    return list(db.session.execute(wanted.order_by(Presence.version).limit(MOST_ENTRIES + 1)))


def _tell(told: News, found: Collection[Row[Any]]) -> None:
    came = [row for row in found if not hasattr(row, "key")]
    keys = _keys(kept=[row.registration_id for row in came])
    for row in found:
        if not hasattr(row, "key"):
            facts = [row.day, ms(row.first_at), int(row.inside), int(row.gone)]
            told.present += [[key, *facts] for key in keys[row.registration_id]]
        elif row.line:
            told.entries.append([text_of(row.key), *row.line])
        else:
            told.gone.append(text_of(row.key))


def _keys(kept: Collection[int]) -> dict[int, list[str]]:
    """The keys of these registrations, with those of all that were merged into them."""
    stands_for, new = {i: i for i in kept}, set(kept)
    while new:
        into = Registration.merged_into_id
        merged = db.session.execute(select(Registration.id, into).where(into.in_(new))).all()
        new = {row.id for row in merged} - stands_for.keys()
        stands_for |= {r.id: stands_for[r.merged_into_id] for r in merged if r.id in new}
    wanted = select(DoorEntry.registration_id, DoorEntry.key)
    found = defaultdict(list)
    for owner, key in db.session.execute(wanted.where(DoorEntry.registration_id.in_(stands_for))):
        found[stands_for[owner]].append(text_of(key))
    return found
