"""People who came: rows as the doors keep them, for tests of the desk's pages."""

import uuid
from datetime import timedelta

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.kiosks.models import CheckPoint, Kiosk, Presence, Scan
from portal.kiosks.queries import presence, rules_of
from portal.kiosks.states import Direction, Mode, Verdict
from tests.factories import doors
from tests.factories.events import EventFactory, SessionFactory


def session_now(**other):
    """A session that goes on now."""
    times = {"starts_at": now() - timedelta(minutes=30), "ends_at": now() + timedelta(hours=2)}
    return SessionFactory(**{**times, **other})


def hub(name="Rabat"):
    """An event with one long session, and its welcome desk."""
    event = EventFactory(title={"fr": f"Accueil {name}"}, kind="information_session")
    times = {"starts_at": now() - timedelta(days=900), "ends_at": now() + timedelta(days=200)}
    session = SessionFactory(event=event, **times)
    return session, doors.point(session, name="Accueil")


def way_in(point: CheckPoint, person=None, at=None, kiosk: Kiosk | None = None, **other) -> Scan:
    """Somebody came in and counts; without a `person`, a visit without a code."""
    moment = at or now()
    facts = {
        "nonce": str(uuid.uuid4()),
        "event_id": point.event_id,
        "check_point_id": point.id,
        "kiosk_id": kiosk and kiosk.id,
        "scanned_at": moment,
        "at": moment,
        "direction": Direction.IN,
        "mode": Mode.CAMERA if person else Mode.VISIT,
        "key": b"0123456789" if person else None,
        "shown": Verdict.WELCOME,
        "judged": Verdict.WELCOME,
        "verdict": Verdict.WELCOME,
        "counted": True,
        "registration_id": person and person.id,
    }
    made = Scan(**{**facts, **other})
    with transaction():
        db.session.add(made)
    return made


def there(point: CheckPoint, person, at=None, *, inside=True, **other) -> Scan:
    """The same, and the person is in."""
    made = way_in(point, person, at, **other)
    day = (presence.day_at(made.at) - presence.EPOCH).days
    facts = {"check_point_id": point.id, "registration_id": person.id, "day": day}
    with transaction():
        db.session.add(
            Presence(**facts, first_at=made.at, nonce=made.nonce, inside=inside, version=1)
        )
    return made


def milliseconds(moment) -> int:
    return rules_of.ms(moment)
