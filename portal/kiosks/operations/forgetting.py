"""What is kept of a door goes: a code that nobody knows after a month, the rest with its people."""

from datetime import timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.sql import Select

from portal.core.clock import now
from portal.core.db import db
from portal.events.models import EventSession
from portal.events.operations.forgetting import KEPT
from portal.kiosks.models import DoorEntry, Scan, ScanDecision
from portal.kiosks.states import Mode

STRANGER_KEPT = timedelta(days=30)  # a scan whose code turned out to be nobody's
BATCH = 500


def forget_scans() -> int:
    """Delete scans in one batch; how many. Run until it says 0.

    A visit without a code stays: it is nobody's, and the years are compared.
    """
    strange = Scan.registration_id.is_(None) & (Scan.received_at < now() - STRANGER_KEPT)
    old = or_(strange, Scan.event_id.in_(_events_over()))
    somebodys = or_(Scan.mode != Mode.VISIT, Scan.key.is_not(None))
    ids = db.session.scalars(select(Scan.id).where(old, somebodys).limit(BATCH)).all()
    db.session.execute(delete(ScanDecision).where(ScanDecision.scan_id.in_(ids)))
    db.session.execute(delete(Scan).where(Scan.id.in_(ids)))
    return len(ids)


def forget_lists() -> int:
    """Delete lines of lists whose event is over for as long, in one batch; how many."""
    mine = select(DoorEntry.registration_id).where(DoorEntry.event_id.in_(_events_over()))
    ids = db.session.scalars(mine.limit(BATCH)).all()
    db.session.execute(delete(DoorEntry).where(DoorEntry.registration_id.in_(ids)))
    return len(ids)


def _events_over() -> Select[int]:
    ends = select(EventSession.event_id).group_by(EventSession.event_id)
    return ends.having(func.max(EventSession.ends_at) < now() - KEPT)
