"""Builders of check points and kiosks."""

import secrets

from portal.accounts.queries import hashed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Event, EventSession
from portal.kiosks.models import CheckPoint, Door, Kiosk
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
