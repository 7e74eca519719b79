"""What a kiosk has to know beside the list: its event, its check point, its keys."""

import base64
import hashlib
import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.core import boxes, codes
from portal.core.db import db
from portal.events import rules as event_rules
from portal.events.models import Event, EventSession
from portal.kiosks import rules
from portal.kiosks.models import CheckPoint, Door, Kiosk
from portal.kiosks.queries.rules_of import ms, point_rules


def config_of(kiosk: Kiosk) -> dict[str, Any]:
    """All of it, as it is sent; `id` is another whenever something in it is another.

    `kiosk`: with its check point and event (devices.kiosk_by_token).
    """
    point, event = kiosk.check_point, kiosk.check_point.event
    sessions = _sessions(event)
    ends = max((s.ends_at for s in sessions), default=event.closes_at)
    said = {
        "event": {"id": event.id, "name": event.title, "ends": ms(ends)},
        "kiosk": {
            "name": kiosk.name,
            "station": kiosk.station,
            "prefix": codes.device_range(kiosk.number),
            "force": kiosk.station in rules.MAY_FORCE,
        },
        "point": _point(point, sessions),
        "sessions": [_session(session) for session in sessions],
        "salt": text_of(_salt(event)),
        "rounds": rules.ROUNDS,
        "public": text_of(boxes.public_key(rules.sealed_for(event.id))),
        "expires": ms(ends + rules.TOKEN_OUTLASTS),
        "consent": event_rules.CONSENT_VERSION,
    }
    content = json.dumps(said, sort_keys=True, ensure_ascii=False).encode()
    return {"id": hashlib.sha256(content).hexdigest()[:16], **said}


def text_of(content: bytes) -> str:
    """Bytes as kiosks send and read them: base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _point(point: CheckPoint, sessions: list[EventSession]) -> dict[str, Any]:
    holds = point_rules(point, sessions)
    return {
        "id": point.id,
        "name": point.name,
        "again": holds.again,
        "exits": holds.exits,
        "offset": holds.offset,
        "windows": [[window.session, window.opens, window.closes] for window in holds.windows],
    }


def _session(session: EventSession) -> dict[str, Any]:
    return {
        "id": session.id,
        "title": session.title,
        "starts": ms(session.starts_at),
        "place": session.place.name if session.place else {},
    }


def _sessions(event: Event) -> list[EventSession]:
    mine = select(EventSession).where(EventSession.event_id == event.id)
    whole = mine.options(joinedload(EventSession.place))
    return list(db.session.scalars(whole.order_by(EventSession.starts_at, EventSession.id)))


def _salt(event: Event) -> bytes:
    return db.session.scalars(select(Door.salt).where(Door.event_id == event.id)).one()
