"""What a member of the team decides of a scan. The scan stays as it was made; this is a new row."""

from sqlalchemy import select

from portal.core import audit
from portal.core.db import db
from portal.core.errors import Refused
from portal.events.models import Registration
from portal.events.operations import arrivals
from portal.kiosks.models import Scan, ScanDecision
from portal.kiosks.operations import listing, settling
from portal.kiosks.queries.rules_of import root_of
from portal.kiosks.states import Decision, Mode


def decide(
    scan: Scan, decision: str, *, staff_id: int, registration: Registration | None = None
) -> ScanDecision:
    """The person was there, or this scan counts for nobody. The newest decision holds.

    `registration`: whose code it was, where nobody knew. Raises Refused: whose_code (nobody knows,
    and nobody is named), code_known (it is somebody else's).
    """
    listing.door_of(scan.event_id)
    db.session.refresh(scan)
    owner = root_of(registration) if registration else None
    before = scan.registration_id
    if owner is not None and owner.id != before:
        if owner.event_id != scan.event_id or (before and not _was_given(scan)):
            raise Refused("code_known")
        _take_from(scan)
        settling.give_to(scan, owner)
    counts = decision == Decision.COUNT
    if scan.registration_id is None and counts and scan.mode != Mode.VISIT:
        raise Refused("whose_code")
    made = ScanDecision(
        scan_id=scan.id,
        decision=Decision(decision),
        registration_id=owner.id if owner else None,
        staff_id=staff_id,
    )
    db.session.add(made)
    if scan.registration_id is None:
        scan.review, scan.counted = "", counts
    db.session.flush()
    settling.settle(scan.check_point, before, scan.registration_id)
    audit.record("kiosks.scan.counted" if counts else "kiosks.scan.left_out", f"scan:{scan.id}")
    return made


def newest(scan: Scan) -> str:
    """What was decided of this scan last; "" where nobody has."""
    mine = select(ScanDecision.decision).where(ScanDecision.scan_id == scan.id)
    return db.session.scalar(mine.order_by(ScanDecision.id.desc()).limit(1)) or ""


def _was_given(scan: Scan) -> bool:
    """Is it somebody's because one of the team said so?"""
    given = select(ScanDecision.id).where(
        ScanDecision.scan_id == scan.id, ScanDecision.registration_id.is_not(None)
    )
    return db.session.scalar(given.limit(1)) is not None


def _take_from(scan: Scan) -> None:
    """It was not hers: what it said of her seats is taken back."""
    owner = db.session.get(Registration, scan.registration_id) if scan.registration_id else None
    for seat in owner.seats if owner else ():
        if seat.arrived_at == scan.at:
            arrivals.not_seen(seat)
