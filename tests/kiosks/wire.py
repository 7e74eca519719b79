"""Scans as kiosks send them."""

import base64
import uuid
from datetime import timedelta

from sqlalchemy import select

from portal.core import boxes, codes
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration, Seat
from portal.kiosks import rules
from portal.kiosks.models import Door, DoorEntry, Kiosk, Presence, Scan
from portal.kiosks.operations import listing, receiving
from portal.kiosks.queries import listing as lists
from portal.kiosks.queries.rules_of import ms
from tests.factories.events import SessionFactory


def text(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def key(event_id, code):
    """What stands for a code at this event."""
    return text(rules.key_of(code, db.session.get_one(Door, event_id).salt))


def key_of(badge):
    """The same for the code of a registration."""
    return key(badge.event_id, badge.code)


def scan(badge=None, at=None, **other):
    """`badge`: a registration. `other`: letters of the wire contract."""
    said = {
        "n": str(uuid.uuid4()),
        "k": key_of(badge) if badge else None,
        "at": ms(at or now()),
        "q": 1,
        "d": "in",
        "m": "camera",
        "v": "welcome",
        "f": 1,
        "x": 0,
        "r": "",
        "p": "",
    }
    return {**said, **other}


def walk_in(kiosk, at=None, nonce=None, box=None, **said):
    """Somebody without a registration, as the kiosk seals her."""
    nonce = nonce or str(uuid.uuid4())
    code = said.setdefault("code", codes.new(codes.device_range(kiosk.number)))
    said = {"name": "Salma Idrissi", "phone": "", "language": "ar", "session": 0, **said}
    said = {"consent": "2026-11", **said}
    sealed = boxes.seal(rules.sealed_for(kiosk.event_id), nonce, said)
    other = {"n": nonce, "m": "walk_in", "b": text(sealed if box is None else box)}
    return scan(at=at, k=key(kiosk.event_id, code), **other)


def send(kiosk, *scans, ahead=timedelta(), at=None):
    """The kiosk synchronises, its clock `ahead` of ours. The verdicts by nonce."""
    at = at or now()
    with transaction():
        mine = db.session.get_one(Kiosk, kiosk.id)
        return receiving.receive(mine, list(scans), ms(at + ahead), at)


def listed(event_id):
    """Bring the list up to date, as a kiosk that asks does."""
    found = lists.differences(event_id, now() + timedelta(minutes=1))
    with transaction():
        listing.write(listing.door_of(event_id), found)


def open_session(**other):
    """A session that goes on now."""
    other = {"starts_at": now() - timedelta(hours=2), "ends_at": now() + timedelta(hours=2)} | other
    return SessionFactory(**other)


def kept(sent):
    """The row of a scan that was sent."""
    db.session.expire_all()
    return db.session.scalars(select(Scan).where(Scan.nonce == sent["n"])).one()


def presences(badge=None):
    """Who is there now; of one person."""
    wanted = select(Presence).where(~Presence.gone)
    if badge is not None:
        wanted = wanted.where(Presence.registration_id == badge.id)
    db.session.expire_all()
    return db.session.scalars(wanted.order_by(Presence.id)).all()


def seat(badge):
    db.session.expire_all()
    return db.session.scalars(select(Seat).where(Seat.registration_id == badge.id)).one()


def state():
    """All that was found, in words that do not depend on who wrote first."""
    db.session.rollback()
    codes_of = dict(db.session.execute(select(Registration.id, Registration.code)).all())
    scans = {
        s.nonce: (codes_of.get(s.registration_id), s.at, s.judged, s.verdict, s.counted, s.review)
        + (s.forced, s.skewed, s.shown, s.scanned_at, s.kiosk_id)
        for s in db.session.scalars(select(Scan).execution_options(populate_existing=True))
    }
    there = {
        (p.check_point_id, codes_of[p.registration_id], p.day): (p.first_at, p.nonce, p.inside)
        for p in db.session.scalars(select(Presence).execution_options(populate_existing=True))
        if not p.gone
    }
    seats = {
        (codes_of[s.registration_id], s.session_id): (s.state, s.arrived_at)
        for s in db.session.scalars(select(Seat).execution_options(populate_existing=True))
    }
    return scans, there, seats


def entries():
    """The lines of the list."""
    return db.session.scalars(select(DoorEntry).order_by(DoorEntry.registration_id)).all()


def apart(*rows):
    """Read these rows whole and let them go: threads may look at them, the session is one's own."""
    for row in rows:
        db.session.refresh(row)
        db.session.expunge(row)
    db.session.remove()
