"""Two registrations turn out to be one person: what she did at the doors becomes one story."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from portal.core.db import db
from portal.events.models import Registration
from portal.kiosks.models import CheckPoint, Presence, Scan, ScanDecision
from portal.kiosks.operations import listing, settling


@contextmanager
def moved(keep: Registration, drop: Registration) -> Iterator[None]:
    """Before: nobody's scan is settled meanwhile. After: all of `drop` belongs to `keep`."""
    door = listing.door_of(keep.event_id)
    yield
    points = set()
    for scan in db.session.scalars(select(Scan).where(Scan.registration_id == drop.id)):
        scan.registration_id = keep.id
        points.add(scan.check_point_id)
    mine = ScanDecision.registration_id == drop.id
    for decision in db.session.scalars(select(ScanDecision).where(mine)):
        decision.registration_id = keep.id
    for presence in db.session.scalars(select(Presence).where(Presence.registration_id == drop.id)):
        db.session.delete(presence)
    db.session.flush()
    for point in db.session.scalars(
        select(CheckPoint).where(CheckPoint.id.in_(points)).order_by(CheckPoint.id)
    ):
        settling.settle(point, keep.id)
    # Kiosks know the badge of `drop`, too: they hear of all these days anew, for both.
    for presence in db.session.scalars(select(Presence).where(Presence.registration_id == keep.id)):
        presence.version = listing.next_version(door)
