"""A kiosk as tests need it: what it would hold, what it would send."""

from datetime import timedelta

from sqlalchemy import func, select

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration
from portal.kiosks.models import CheckPoint, Kiosk, Presence
from portal.kiosks.operations import enrolling, listing
from portal.kiosks.queries import listing as queries
from portal.kiosks.queries import news as told
from portal.kiosks.queries.rules_of import ms
from portal.kiosks.states import Station
from tests.databases import look_again

SYNC, ENROL = "/kiosk/sync", "/kiosk/enrol"


class Device:
    """The list and who is in, as a kiosk keeps them from answer to answer."""

    def __init__(self, kiosk_id):
        self.id, self.since = kiosk_id, 0
        self.entries, self.present, self.heard = {}, {}, []

    def ask(self):
        """One answer; is there more?"""
        kiosk = db.session.get_one(Kiosk, self.id)
        new = told.news(kiosk, self.since)
        for key, *line in new.entries:
            self.entries[key] = line
        for key in new.gone:
            self.entries.pop(key, None)
        for key, day, first, inside, gone in new.present:
            self.present[key, day] = (first, inside, gone)
        self.heard += [line[0] for line in [*new.entries, *new.present]]
        self.since = new.since
        return new.more

    def listen(self):
        while self.ask():
            pass
        return self


def refresh(event_id, at=None):
    """As a kiosk's question brings the list up to date: a portion of it."""
    found = queries.differences(event_id, at or now() + timedelta(seconds=10))
    with transaction():
        listing.write(listing.door_of(event_id), found)
    look_again()
    return found


def come(made, point, **facts):
    """Somebody comes in, as settling writes it."""
    with transaction():
        door = listing.door_of(point.event_id)
        facts = {"day": 0, "first_at": now(), "nonce": f"n{door.version}"} | facts
        row = Presence(
            check_point_id=point.id,
            registration_id=made.id,
            version=listing.next_version(door),
            **facts,
        )
        db.session.add(row)
    return row


def of(made):
    """The registration as it is now, to be changed."""
    return db.session.get_one(Registration, made.id)


def sent(client, token, *scans, headers=None, **more):
    """One question of the kiosk that holds this token; the answer."""
    body = {"clock": ms(now()), "since": 0, "config": "", "unsent": 0, "scans": list(scans)}
    look_again()
    mine = {"Authorization": f"Bearer {token}"} | (headers or {})
    return client.post(SYNC, json=body | more, headers=mine)


def new_kiosk(point):
    """Made by a coordinator, not yet enrolled; and its code."""
    with transaction():
        point = db.session.get_one(CheckPoint, point.id)
        facts = {"name": "Porte nord", "station": Station.DOOR, "keeper_id": None, "made_by": None}
        return enrolling.add_kiosk(point, **facts)


def count(table):
    look_again()
    return db.session.scalar(select(func.count()).select_from(table))
