"""The list that kiosks hold, brought up to date with the registrations."""

import json
from collections.abc import Collection, Mapping

from sqlalchemy import bindparam, select, update

from portal.core.clock import now
from portal.core.db import db, insert_new, insert_new_rows, written_rows
from portal.events.models import Event
from portal.kiosks.models import Door, DoorEntry, Presence
from portal.kiosks.queries import listing
from portal.kiosks.queries.listing import NOBODY, Differences

_CHANGE = (
    update(DoorEntry)
    .where(DoorEntry.registration_id == bindparam("whose"))
    .values(line=bindparam("said"), version=bindparam("number"))
)


def door_of(event: Event | int) -> Door:
    """What the kiosks of an event (or of the event with this id) have in common, made where it is
    not there; held until the commit."""
    event_id = event if isinstance(event, int) else event.id
    wanted = select(Door).where(Door.event_id == event_id).with_for_update()
    wanted = wanted.execution_options(populate_existing=True)
    found = db.session.scalar(wanted)
    if found is None:
        insert_new(Door, event_id=event_id)
        found = db.session.scalars(wanted).one()
    return found


def next_version(door: Door) -> int:
    """The number of the next change of the list, or of who is in. `door`: from door_of().

    Whoever gives numbers holds the door until the commit: who sees one sees all before it.
    """
    door.version += 1
    return door.version


def refresh(
    event_id: int, *, at_once: bool = False, keys: Mapping[int, bytes] | None = None
) -> None:
    """Bring lines up to date inside a transaction: those of the registrations `keys` (with the key
    of each: somebody who was registered just now), else all that stand, unless that was done a
    moment ago and need not be `at_once`. Keys are slow: none is computed here."""
    door = door_of(event_id)
    if keys is not None:
        write(door, Differences(keys))
    elif at_once or door.read_at is None or now() - door.read_at >= listing.COMPARE_EVERY:
        write(door, Differences(dict.fromkeys(listing.compared(event_id)[0])))


def write(door: Door, found: Differences) -> list[bytes]:
    """Write what differs, each line with a number of its own; the keys that are new.

    Read once more, now that the door is held: another kiosk may have written it meanwhile.
    """
    if found.compared and found.whole:
        door.read_at = now()
    if not found.keys:
        return []
    stand = listing.entries(door.event_id, found.keys)
    changed, added = [], []
    for i, text in sorted(listing.lines(door.event_id, found.keys).items()):
        key = found.keys[i]
        if i in stand and stand[i] != text:
            line = {"whose": i, "said": json.loads(text), "number": next_version(door)}
            changed.append(line)
        elif i not in stand and key is not None and text != NOBODY:
            line = {"registration_id": i, "event_id": door.event_id, "key": key}
            added.append({**line, "line": json.loads(text), "version": next_version(door)})
    written_rows(_CHANGE, changed)
    insert_new_rows(DoorEntry, added)
    _tell_again(door, [line["registration_id"] for line in added])
    return [line["key"] for line in added]


def _tell_again(door: Door, ids: Collection[int]) -> None:
    """Some of these came before they had a line (noted by hand): kiosks could not be told then."""
    if not ids:
        return
    stands_for = set(listing.roots(door.event_id, ids).values())
    came = select(Presence).where(Presence.registration_id.in_(stands_for))
    for presence in db.session.scalars(came.order_by(Presence.id)):
        presence.version = next_version(door)
