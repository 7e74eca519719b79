"""Questions asked of the scans that somebody has to decide on."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.events import queries as events
from portal.events.models import Event, Registration
from portal.events.states import Source
from portal.kiosks.models import Scan, ScanDecision

PAGE = 25
LATELY = 10  # decisions under the list
DOUBLES = 10  # pairs under the list


_WITH = (joinedload(Scan.registration), joinedload(Scan.kiosk), joinedload(Scan.check_point))


def to_decide(event: Event, page: int = 1) -> tuple[list[Scan], int]:
    """One page of the scans that wait, those of one kind together; how many there are in all."""
    mine = (Scan.event_id == event.id) & (Scan.review != "")
    total = db.session.scalar(select(func.count()).select_from(Scan).where(mine)) or 0
    found = select(Scan).options(*_WITH).where(mine).order_by(Scan.review, Scan.at, Scan.id)
    return list(db.session.scalars(found.offset((page - 1) * PAGE).limit(PAGE))), total


def scan(event: Event, scan_id: int) -> Scan | None:
    mine = (Scan.event_id == event.id) & (Scan.id == scan_id)
    return db.session.scalar(select(Scan).options(*_WITH).where(mine))


def decisions(scan: Scan) -> list[ScanDecision]:
    """What was decided of a scan, the newest first: that one counts."""
    mine = select(ScanDecision).where(ScanDecision.scan_id == scan.id)
    return list(db.session.scalars(mine.order_by(ScanDecision.id.desc())))


def decided(
    event: Event, page: int = 1, most: int = PAGE
) -> tuple[list[tuple[ScanDecision, Scan]], bool]:
    """What was decided lately, the newest first, one line for each scan; are there more?"""
    newest = (
        select(func.max(ScanDecision.id))
        .join(Scan, Scan.id == ScanDecision.scan_id)
        .where(Scan.event_id == event.id)
        .group_by(ScanDecision.scan_id)
    )
    both = select(ScanDecision, Scan).join(Scan, Scan.id == ScanDecision.scan_id).options(*_WITH)
    wanted = both.where(ScanDecision.id.in_(newest)).order_by(ScanDecision.id.desc())
    rows = db.session.execute(wanted.offset((page - 1) * most).limit(most + 1))
    lines = [(decision, scan) for decision, scan in rows]
    return lines[:most], len(lines) > most


def doubles(event: Event) -> list[tuple[Registration, Registration]]:
    """Pairs that may be one person, of whom one at least came without a registration."""
    return events.possible_duplicates(event, most=DOUBLES, source=Source.DOOR)
