"""The conflict rules of the doors, each with its scans arriving in order and in reverse.

The list of cases is the list of rules: what was scanned, and what must be true at the end.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration
from portal.events.operations import registration as registering
from portal.kiosks.models import Kiosk, Scan, ScanDecision
from portal.kiosks.operations import deciding, noting
from tests.factories import doors
from tests.factories.events import register
from tests.kiosks import wire

pytestmark = pytest.mark.usefixtures("rows")
MINUTE = timedelta(minutes=1)
ORDERS = ("in order", "in reverse")


@dataclass
class Fair:
    """Two gates of one check point, three badges; one of them was cancelled."""

    gates: tuple[Kiosk, Kiosk]
    nour: Registration
    aya: Registration
    gone: Registration
    stranger: Registration  # of another event
    began: object
    sent: list = field(default_factory=list)

    def scan(self, badge, minutes, gate=0, ahead=timedelta(), **other):
        """A scan so many minutes after the opening, by a kiosk whose clock is `ahead`."""
        made = wire.scan(badge, at=self.began + minutes * MINUTE + ahead, **other)
        self.sent.append((gate, ahead, made))
        return made

    def deliver(self, order):
        for gate, ahead, made in self.sent if order == "in order" else reversed(self.sent):
            wire.send(self.gates[gate], made, ahead=ahead)


@pytest.fixture
def fair():
    session, other = wire.open_session(), wire.open_session()
    point = doors.point(session)
    doors.door(other.event)
    badges = [register(session, name=name, phone=None) for name in ("Nour", "Aya", "Sami")]
    with transaction():
        registering.cancel(db.session.merge(badges[2]))
    stranger = register(other, phone=None)
    for event in (session.event, other.event):
        wire.listed(event.id)
    gates = tuple(doors.kiosk(point, keeper_id=7)[0] for _ in range(2))
    began = now().replace(microsecond=0) - timedelta(hours=1)
    return Fair(gates, *badges, stranger, began)


@pytest.fixture(params=ORDERS)
def order(request):
    return request.param


def found(sent):
    row = wire.kept(sent)
    return row.verdict, row.counted, row.review


def test_1_the_same_scan_is_kept_once(fair, order):
    sent = fair.scan(fair.nour, 5)
    fair.sent += [fair.sent[0]] * 3
    other = fair.scan(fair.aya, 6)
    fair.deliver(order)
    fair.deliver(order)

    assert db.session.scalar(select(func.count()).select_from(Scan)) == 2
    assert found(sent) == found(other) == ("welcome", True, "")
    assert len(wire.presences()) == 2


def test_2_a_second_scan_of_the_same_badge_is_a_repeat(fair, order):
    first = fair.scan(fair.nour, 5, gate=1)
    second = fair.scan(fair.nour, 9, v="already_in")
    third = fair.scan(fair.nour, 12, gate=1)  # this gate had not heard of the other
    fair.deliver(order)

    assert found(first) == ("welcome", True, "")
    assert found(second) == found(third) == ("already_in", False, "")
    (there,) = wire.presences(fair.nour)
    assert (there.first_at, there.nonce) == (wire.kept(first).at, first["n"])


def test_3_cancelled_while_offline_counts_only_after_somebody_has_confirmed(fair, order):
    first = fair.scan(fair.gone, 5)
    second = fair.scan(fair.gone, 8, gate=1)
    fair.deliver(order)
    assert found(first) == found(second) == ("cancelled", False, "cancelled")
    assert wire.presences(fair.gone) == []

    decide(second, "count")
    decide(first, "count")

    assert (found(first), found(second)) == (("welcome", True, ""), ("already_in", False, ""))
    assert [p.nonce for p in wire.presences(fair.gone)] == [first["n"]]


def test_4_other_events_and_unknown_codes_are_kept_as_failed_scans(fair, order):
    other = fair.scan(fair.stranger, 5, v="not_found")
    unknown = fair.scan(None, 6, k="A" * 14, v="not_found")
    hoped = fair.scan(None, 7, k="A" * 14, v="unknown", f=0, gate=1)
    fair.deliver(order)

    assert found(other) == found(unknown) == ("not_found", False, "")
    assert found(hoped) == ("not_found", False, "unknown")
    assert wire.presences() == []


def test_5_forced_is_what_the_rules_would_have_refused(fair, order):
    needed = fair.scan(fair.gone, 5, v="cancelled", x=1, r="checked")
    needless = fair.scan(fair.aya, 6, v="cancelled", x=1, r="checked", gate=1)
    fair.deliver(order)
    by_hand = note(fair.nour)

    assert [wire.kept(sent).forced for sent in (needed, needless)] == [True, False]
    assert {wire.kept(sent).staff_id for sent in (needed, needless)} == {7}
    assert (by_hand.forced, by_hand.staff_id, by_hand.reason) == (False, 9, "no_code")
    assert len(wire.presences()) == 3


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(hours=-3)], ids=str)
def test_6_a_clock_that_is_wrong_is_corrected_and_said(fair, order, ahead):
    wrong = fair.scan(fair.nour, 5, ahead=ahead)
    right = fair.scan(fair.nour, 9, gate=1)
    fair.deliver(order)

    assert (wire.kept(wrong).skewed, wire.kept(right).skewed) == (True, False)
    assert found(wrong) == ("welcome", True, "")
    assert found(right) == ("already_in", False, "")
    at = fair.began + 5 * MINUTE
    assert abs(wire.presences(fair.nour)[0].first_at - at) < timedelta(seconds=5)


@pytest.mark.parametrize("ahead", [timedelta(hours=30), timedelta(days=-400)], ids=str)
def test_7_a_clock_that_is_a_day_wrong_is_looked_at(fair, order, ahead):
    lost = fair.scan(fair.nour, 5, ahead=ahead)
    right = fair.scan(fair.aya, 9, gate=1)
    fair.deliver(order)

    assert found(lost) == ("welcome", True, "clock")  # she was there, whatever the hour
    assert found(right) == ("welcome", True, "")

    decide(lost, "leave_out")
    assert found(lost) == ("welcome", False, "")
    assert wire.presences(fair.nour) == []
    assert wire.seat(fair.nour).arrived_at is None


def test_8_nothing_is_overwritten_and_a_correction_is_a_new_row(fair, order):
    sent = fair.scan(fair.nour, 5)
    later = fair.scan(fair.nour, 9, v="already_in", gate=1)
    fair.deliver(order)
    before = {row.nonce: as_made(row) for row in db.session.scalars(select(Scan))}

    for decision in ("leave_out", "count", "leave_out"):
        decide(sent, decision)

    assert {row.nonce: as_made(row) for row in db.session.scalars(select(Scan))} == before
    decided = db.session.scalars(select(ScanDecision.decision).order_by(ScanDecision.id)).all()
    assert decided == ["leave_out", "count", "leave_out"]
    assert (found(sent)[1:], found(later)) == ((False, ""), ("welcome", True, ""))
    (there,) = wire.presences(fair.nour)
    assert there.nonce == later["n"]
    assert wire.seat(fair.nour).arrived_at == wire.kept(later).at


def test_9_who_came_first_is_who_was_scanned_first(fair, order):
    """By the corrected hour; at the same instant, by the nonce."""
    late = fair.scan(fair.nour, 7)
    early = fair.scan(fair.nour, 5, gate=1, ahead=timedelta(hours=2))
    pair = [fair.scan(fair.aya, 6, gate=gate) for gate in (0, 1)]
    fair.deliver(order)

    assert (found(early), found(late)) == (("welcome", True, ""), ("already_in", False, ""))
    first, second = sorted(pair, key=lambda sent: sent["n"])
    assert (found(first), found(second)) == (("welcome", True, ""), ("already_in", False, ""))


def as_made(row):
    made = (row.at, row.scanned_at, row.received_at, row.shown, row.key, row.seq, row.mode)
    return (*made, row.kiosk_id, row.staff_id, row.fresh, row.direction, row.reason, row.skewed)


def decide(sent, decision):
    with transaction():
        deciding.decide(wire.kept(sent), decision, staff_id=9)


def note(badge):
    with transaction():
        point = db.session.scalars(select(Kiosk).limit(1)).one().check_point
        mine = db.session.get_one(Registration, badge.id)
        return noting.by_hand(point, mine, staff_id=9, reason="no_code")
