"""Which kiosk is asking, and for how long it may."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.accounts.queries import hashed
from portal.core.clock import now
from portal.core.db import db
from portal.events.models import Event, EventSession
from portal.kiosks.models import CheckPoint, Kiosk
from portal.kiosks.rules import TOKEN_OUTLASTS

LONGEST_TOKEN = 100  # characters; ours have 43


def kiosk_by_token(token: str) -> Kiosk | None:
    """The kiosk that holds this token, with its check point and event; None when the token is
    nobody's, the kiosk was stopped, or its event has been over for long enough."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    whole = joinedload(Kiosk.check_point).joinedload(CheckPoint.event)
    mine = (Kiosk.token_hash == hashed(token)) & Kiosk.revoked_at.is_(None)
    found = db.session.scalar(select(Kiosk).where(mine).options(whole))
    if found is None or now() >= token_ends(found.check_point.event):
        return None
    return found


def token_ends(event: Event) -> datetime:
    """When the tokens of an event's kiosks end."""
    return event_ends(event) + TOKEN_OUTLASTS


def event_ends(event: Event) -> datetime:
    """The end of its last session; of its registration where it has none yet."""
    mine = select(func.max(EventSession.ends_at)).where(EventSession.event_id == event.id)
    return db.session.scalar(mine) or event.closes_at
