"""Kiosks, people who register and the team all at the same time: nobody waits in a circle."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import EventSession, Registration, Seat
from portal.events.operations import merging
from portal.events.operations import registration as registering
from portal.events.states import HOLDING
from portal.kiosks.models import CheckPoint, Presence, Scan
from portal.kiosks.operations import noting
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks import wire
from tests.together import together

pytestmark = pytest.mark.usefixtures("rows")
TIMES = 6


class Fair:
    """Two sessions that go on, two gates, people of whom half were offered their places."""

    def __init__(self):
        first = wire.open_session()
        times = {"starts_at": first.starts_at, "ends_at": first.ends_at}
        self.sessions = (first, SessionFactory(event=first.event, **times))
        self.point = doors.point(*self.sessions)
        self.gates = [doors.kiosk(self.point)[0] for _ in range(2)]
        self.people = [
            register(*self.sessions, name=f"Nom {i}", phone=None) for i in range(3 * TIMES)
        ]
        wire.listed(first.event_id)
        with transaction():
            offered = Seat.registration_id.in_([badge.id for badge in self.people[::2]])
            for seat in db.session.scalars(select(Seat).where(offered)):
                seat.state, seat.offer_ends_at = "offered", now() + timedelta(hours=1)
        last = self.sessions[1].id
        self.slips = [[wire.walk_in(g, session=last) for _ in range(TIMES)] for g in self.gates]
        self.scans = [wire.scan(badge) for badge in self.people]
        wire.apart(self.point, *self.sessions, *self.gates, *self.people)

    def gate(self, number):
        """Both send everything, one of them backwards."""
        for i in range(TIMES):
            mine = self.scans[i::TIMES] if number else self.scans[i::TIMES][::-1]
            wire.send(self.gates[number], self.slips[number][i], *mine)

    def register(self):
        for i in range(TIMES):
            made = register(*self.sessions[::-1], name=f"Web {i}", phone=None)
            with transaction():
                registering.cancel(db.session.get_one(Registration, made.id))

    def merge(self):
        for keep, drop in zip(self.people[:TIMES], self.people[TIMES : 2 * TIMES], strict=True):
            with transaction():
                merging.merge(*(db.session.get_one(Registration, i.id) for i in (keep, drop)))

    def note(self):
        for badge in self.people[:TIMES]:
            with transaction():
                mine = db.session.get_one(CheckPoint, self.point.id)
                her = db.session.get_one(Registration, badge.id)
                noting.by_hand(mine, her, staff_id=9, reason="no_code")


def test_scans_walk_ins_registrations_merges_and_the_team_at_once(app):
    fair = Fair()
    gates = (lambda: fair.gate(0), lambda: fair.gate(1))

    together(app, *gates, fair.register, fair.merge, fair.note)

    db.session.rollback()
    assert count(select(Scan).where(Scan.kiosk_id.is_not(None))) == 2 * TIMES + len(fair.people)
    there = db.session.scalars(select(Presence.registration_id).where(~Presence.gone)).all()
    assert len(there) == len(set(there)) == len(fair.people) - TIMES + 2 * TIMES
    for session in fair.sessions:
        mine = (Seat.session_id == session.id) & Seat.state.in_(HOLDING)
        taken = select(EventSession.taken).where(EventSession.id == session.id)
        assert db.session.scalar(taken) == count(select(Seat).where(mine))


def count(rows):
    return db.session.scalar(select(func.count()).select_from(rows.subquery()))
