"""Questions asked of the check points and their kiosks."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.accounts.models import Staff
from portal.accounts.permissions import HELD_BY, Can
from portal.core.audit import Deed
from portal.core.db import db
from portal.events.models import Event
from portal.kiosks.models import CheckPoint, Kiosk, Scan
from portal.kiosks.rules import TOKEN_OUTLASTS

QUIET_FOR = timedelta(minutes=2)  # a kiosk asks four times a minute: after that it is silent
LATEST = 20  # deeds shown of a kiosk


def points(event: Event) -> list[CheckPoint]:
    """The check points of an event with their kiosks: those in use first."""
    mine = select(CheckPoint).where(CheckPoint.event_id == event.id)
    found = db.session.scalars(mine.options(selectinload(CheckPoint.kiosks)))
    return sorted(found, key=lambda point: (point.closed_at is not None, point.id))


def point(event: Event, point_id: int) -> CheckPoint | None:
    mine = (CheckPoint.event_id == event.id) & (CheckPoint.id == point_id)
    wanted = select(CheckPoint).where(mine).options(selectinload(CheckPoint.kiosks))
    return db.session.scalar(wanted)


def kiosk(event: Event, kiosk_id: int) -> Kiosk | None:
    mine = (Kiosk.event_id == event.id) & (Kiosk.id == kiosk_id)
    wanted = select(Kiosk).where(mine).options(selectinload(Kiosk.check_point))
    return db.session.scalar(wanted)


def keepers() -> dict[int, str]:
    """The e-mail addresses of those of the team who may stand at a door."""
    roles = [role for role, may in HELD_BY.items() if Can.CHECK_IN in may]
    wanted = select(Staff.id, Staff.email).where(Staff.active, Staff.role.in_(roles))
    return dict(db.session.execute(wanted.order_by(Staff.email)).all())


def state_of(kiosk: Kiosk, event: Event, at: datetime) -> str:
    """How a kiosk is doing: a word of labels.KIOSK_STATES."""
    if kiosk.revoked_at is not None:
        return "stopped"
    if kiosk.token_hash is None:
        return "waiting" if code_holds(kiosk, at) else "lapsed"
    last = max((session.ends_at for session in event.sessions), default=event.closes_at)
    if last + TOKEN_OUTLASTS <= at:
        return "over"
    heard = kiosk.seen_at or kiosk.enrolled_at
    return "working" if heard and at - heard <= QUIET_FOR else "silent"


def code_holds(kiosk: Kiosk, at: datetime) -> bool:
    """Is there a one-time code that a device may still be enrolled with?"""
    ends = kiosk.code_ends_at
    return kiosk.code_hash is not None and ends is not None and at < ends


def known(nonces: list[str]) -> set[str]:
    """Which of these scans we have already."""
    return set(db.session.scalars(select(Scan.nonce).where(Scan.nonce.in_(nonces))))


def history(subject: str) -> list[Deed]:
    """The last things that were done to a check point or a kiosk, the newest first."""
    wanted = select(Deed).where(Deed.subject == subject).order_by(Deed.id.desc())
    return list(db.session.scalars(wanted.limit(LATEST)))
