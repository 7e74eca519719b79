"""Builders of check points and kiosks."""

import secrets
import uuid

from portal.accounts.queries import hashed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Event, EventSession, Registration
from portal.kiosks.models import CheckPoint, Door, Kiosk, Scan
from portal.kiosks.states import Station


def door(event: Event) -> Door:
    """What the kiosks of an event have in common, made where it is not there."""
    found = db.session.get(Door, event.id)
    if found is None:
        found = Door(event_id=event.id)
        with transaction():
            db.session.add(found)
    return found


def point(*sessions: EventSession, event: Event | None = None, **other) -> CheckPoint:
    """A check point for these sessions; for the whole `event` where none is named."""
    of = event or sessions[0].event
    door(of)
    made = CheckPoint(
        event_id=of.id, **{"name": "Porte", "session_ids": [s.id for s in sessions], **other}
    )
    with transaction():
        db.session.add(made)
    return made


def kiosk(at: CheckPoint, **other) -> tuple[Kiosk, str]:
    """An enrolled kiosk, and its token. `at`: its check point."""
    token = secrets.token_urlsafe(32)
    with transaction():
        of = db.session.get_one(Door, at.event_id)
        facts = {
            "event_id": at.event_id,
            "check_point_id": at.id,
            "station": Station.DOOR,
            "number": of.kiosks,
            "name": f"Porte {of.kiosks}",
            "token_hash": hashed(token),
            "enrolled_at": now(),
        }
        made = Kiosk(**{**facts, **other})
        of.kiosks += 1
        db.session.add(made)
    return made, token


def scan(by: Kiosk, person: Registration | None = None, **other) -> Scan:
    """A scan that was made a moment ago, of this person's code or of one that nobody knows."""
    judged = {"judged": "welcome" if person else "unknown"}
    judged["verdict"] = judged["judged"]
    facts = {
        "nonce": str(uuid.uuid4()),
        "event_id": by.event_id,
        "check_point_id": by.check_point_id,
        "kiosk_id": by.id,
        "key": secrets.token_bytes(10),
        "scanned_at": other.get("at") or now(),
        "at": now(),
        "mode": "camera",
        "shown": "welcome",
        "registration_id": person and person.id,
    }
    made = Scan(**{**facts, **judged, **other})
    with transaction():
        db.session.add(made)
    return made
