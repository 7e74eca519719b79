"""Who wants to be called back. Asked by members alone: the team has no business here."""

from sqlalchemy import func, select

from portal.core.db import db
from portal.startups.models import CallRequest

PAGE = 25


def requests(startup_id: int, page: int = 1) -> tuple[list[CallRequest], int]:
    """One page of the requests to a start-up: who waits, then who was called, the newest first;
    and how many there are."""
    mine = CallRequest.startup_id == startup_id
    total = db.session.scalar(select(func.count()).select_from(CallRequest).where(mine)) or 0
    order = (CallRequest.done_at.is_not(None), CallRequest.at.desc(), CallRequest.id.desc())
    wanted = select(CallRequest).where(mine).order_by(*order)
    return list(db.session.scalars(wanted.offset((page - 1) * PAGE).limit(PAGE))), total


def request(startup_id: int, token: str) -> CallRequest | None:
    """One of requests(), by the token in its address."""
    mine = (CallRequest.startup_id == startup_id) & (CallRequest.token == token)
    return db.session.scalar(select(CallRequest).where(mine))


def waiting_count(startup_id: int) -> int:
    """How many wait to be called."""
    waits = (CallRequest.startup_id == startup_id) & CallRequest.done_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(CallRequest).where(waits)) or 0
