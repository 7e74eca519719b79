"""People who came without a registration have one as soon as we hear of them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.core import boxes, codes
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration
from portal.events.operations import cancelling
from portal.events.states import Source
from portal.kiosks.models import DoorEntry
from portal.kiosks.states import Review, Verdict
from portal.notifications.models import Message
from tests.factories import doors
from tests.factories.events import SessionFactory, register
from tests.kiosks import wire

pytestmark = pytest.mark.usefixtures("rows")


@pytest.fixture
def kiosk(session):
    return doors.kiosk(doors.point(session), keeper_id=7)[0]


def walk_ins():
    db.session.expire_all()
    mine = select(Registration).where(Registration.source == Source.DOOR)
    return db.session.scalars(mine.order_by(Registration.id)).all()


def test_somebody_is_registered_when_she_came_and_with_her_code(kiosk, session):
    came = now().replace(microsecond=0) - timedelta(minutes=40)
    code = codes.new(codes.device_range(kiosk.number))
    sent = wire.walk_in(kiosk, at=came, phone="0661 23 45 67", code=code)

    assert wire.send(kiosk, sent) == {sent["n"]: Verdict.WELCOME}

    (salma,) = walk_ins()
    assert (salma.name, salma.phone, salma.code) == ("Salma Idrissi", "+212661234567", code)
    assert (salma.language, salma.consent_version, salma.consent_at) == ("ar", "2026-11", came)
    seat = wire.seat(salma)
    assert (seat.session_id, seat.state, seat.arrived_at) == (session.id, "seated", came)
    row = wire.kept(sent)
    assert (row.registration_id, row.counted, row.review, row.box) == (salma.id, True, "", None)
    assert len(wire.presences(salma)) == 1


def test_the_same_slip_twice_registers_once(kiosk):
    sent = wire.walk_in(kiosk)
    assert wire.send(kiosk, sent) == wire.send(kiosk, sent, sent)
    assert len(walk_ins()) == 1


def test_another_kiosk_that_saw_the_code_before_us(kiosk):
    other = doors.kiosk(kiosk.check_point)[0]
    came = now() - timedelta(minutes=30)
    slip = wire.walk_in(kiosk, at=came)
    seen = wire.scan(k=slip["k"], at=came + timedelta(minutes=5), v="unknown", f=0)

    wire.send(other, seen)
    assert wire.kept(seen).review == Review.UNKNOWN
    wire.send(kiosk, slip)

    (salma,) = walk_ins()
    row = wire.kept(seen)
    assert (row.registration_id, row.verdict, row.review) == (salma.id, "already_in", "")
    assert wire.presences(salma)[0].nonce == slip["n"]


def test_the_list_knows_her_at_once(kiosk):
    slip = wire.walk_in(kiosk)
    again = wire.scan(k=slip["k"], at=now(), v="already_in")
    wire.send(kiosk, slip, again)

    (salma,) = walk_ins()
    entry = db.session.get_one(DoorEntry, salma.id)
    assert wire.text(entry.key) == slip["k"] == wire.key_of(salma)
    assert wire.kept(again).registration_id == salma.id


def test_who_came_is_registered_after_the_end_and_told_nothing(kiosk, session):
    sent = wire.walk_in(kiosk, at=session.ends_at - timedelta(hours=1), phone="0661234567")

    wire.send(kiosk, sent, at=session.ends_at + timedelta(hours=20))

    assert len(walk_ins()) == 1
    assert wire.kept(sent).counted


def test_her_code_is_sent_to_her_while_it_is_of_use(kiosk):
    wire.send(kiosk, wire.walk_in(kiosk, phone="0661234567"))
    assert messages() == 1


def test_nobody_is_told_of_a_session_that_is_over():
    over = wire.open_session(
        starts_at=now() - timedelta(hours=4), ends_at=now() - timedelta(minutes=1)
    )
    kiosk = doors.kiosk(doors.point(over))[0]
    came = now() - timedelta(hours=2)
    wire.send(kiosk, wire.walk_in(kiosk, at=came, phone="0661234567"))

    (salma,) = walk_ins()
    assert wire.seat(salma).arrived_at is not None
    assert messages() == 0


def messages():
    return db.session.scalar(select(func.count()).select_from(Message))


@pytest.mark.parametrize("phone", ["12", "not a number", None, 7, "\x00"])
def test_a_wrong_number_loses_nobody(kiosk, phone):
    sent = wire.walk_in(kiosk, phone=phone)
    wire.send(kiosk, sent)
    (salma,) = walk_ins()
    assert (salma.name, salma.phone) == ("Salma Idrissi", None)
    assert wire.kept(sent).review == ""


def test_odd_words_lose_nobody(kiosk):
    odd = {"language": "xx", "session": "later", "consent": 7, "name": " Éa\x00\nبن\ud800 " * 60}
    wire.send(kiosk, wire.walk_in(kiosk, **odd))
    (person,) = walk_ins()
    assert (person.language, person.consent_version) == ("fr", "")
    assert person.name.startswith("Éaبن")
    assert len(person.name) <= 120


def test_a_code_that_somebody_has_already(kiosk, session):
    code = codes.new(codes.device_range(kiosk.number))
    first, second = (wire.walk_in(kiosk, code=code, name=name) for name in ("Aya", "Sami"))

    wire.send(kiosk, first)
    wire.send(kiosk, second)

    aya, sami = walk_ins()
    assert aya.code == code != sami.code
    assert (wire.kept(first).review, wire.kept(second).review) == ("", Review.WALK_IN)
    assert len(wire.presences(sami)) == 1


def test_a_code_that_is_not_of_this_kiosk_is_not_taken(kiosk):
    code = codes.new()
    sent = wire.walk_in(kiosk, code=code)
    wire.send(kiosk, sent)
    (salma,) = walk_ins()
    assert salma.code != code
    assert wire.kept(sent).review == Review.WALK_IN


@pytest.mark.parametrize("box", [b"", b"\x01" * 200, b"\x02" * 105, b"\x01\x04" + b"\x00" * 150])
def test_what_can_not_be_opened_is_kept_sealed(kiosk, box):
    sent = wire.walk_in(kiosk, box=box)

    assert wire.send(kiosk, sent) == {sent["n"]: Verdict.UNKNOWN}

    assert walk_ins() == []
    row = wire.kept(sent)
    assert (row.review, row.counted, row.box) == (Review.WALK_IN, False, box or None)


def test_a_box_of_another_scan_is_not_opened(kiosk):
    one, other = wire.walk_in(kiosk), wire.walk_in(kiosk)
    other["b"] = one["b"]
    wire.send(kiosk, other)
    assert walk_ins() == []


def test_a_slip_without_a_name_can_not_be_registered(kiosk):
    sent = wire.walk_in(kiosk, name=" \n")
    wire.send(kiosk, sent)
    assert (walk_ins(), wire.kept(sent).review) == ([], Review.WALK_IN)


def test_nobody_is_registered_at_a_cancelled_event(kiosk, session):
    with transaction():
        cancelling.cancel(db.session.merge(session.event))
    sent = wire.walk_in(kiosk)
    wire.send(kiosk, sent)
    assert (walk_ins(), wire.kept(sent).review) == ([], Review.WALK_IN)


def test_a_full_session_turns_nobody_out(kiosk):
    small = wire.open_session(capacity=1)
    register(small, phone=None)
    door = doors.kiosk(doors.point(small))[0]
    sent = wire.walk_in(door, phone="0661234567")

    wire.send(door, sent)

    (salma,) = walk_ins()
    assert wire.seat(salma).state == "waiting"
    assert wire.kept(sent).counted
    assert messages() == 0  # nobody writes “you are on the waiting list” to somebody who is in


def test_the_session_that_is_open_then():
    first = wire.open_session(ends_at=now() - timedelta(minutes=30))
    second = SessionFactory(event=first.event, starts_at=now(), ends_at=now() + timedelta(hours=2))
    kiosk = doors.kiosk(doors.point(first, second, opens_before=20))[0]
    early, late, between, named = (
        wire.walk_in(kiosk, at=now() - timedelta(minutes=m), session=s)
        for m, s in ((60, 0), (10, 0), (28, 0), (60, second.id))
    )
    wire.send(kiosk, early, late, between, named)

    assert [session_of(sent) for sent in (early, late, between, named)] == [
        first.id,
        second.id,
        first.id,
        second.id,
    ]


def session_of(sent):
    return wire.seat(wire.kept(sent).registration).session_id


@pytest.mark.parametrize("slip_first", [True, False])
def test_somebody_who_came_too_early_and_was_let_in_anyway(kiosk, session, slip_first):
    came = session.starts_at - timedelta(minutes=90)
    slip = {**wire.walk_in(kiosk, at=came), "v": "too_early"}
    forced = wire.scan(k=slip["k"], at=came, m="walk_in", v="too_early", x=1, r="invited")
    for sent in (slip, forced) if slip_first else (forced, slip):
        wire.send(kiosk, sent)

    (salma,) = walk_ins()
    assert [found(sent) for sent in (slip, forced)] == [
        ("too_early", False, ""),
        ("welcome", True, ""),
    ]
    assert wire.kept(forced).forced
    assert wire.presences(salma)[0].nonce == forced["n"]


def found(sent):
    row = wire.kept(sent)
    return row.verdict, row.counted, row.review


def test_a_box_opens_for_its_purpose_and_its_scan_only():
    box = boxes.seal("walk-in|1", "nonce", {"name": "Salma"})
    assert boxes.open_box("walk-in|1", "nonce", box) == {"name": "Salma"}
    for purpose, nonce in (("walk-in|2", "nonce"), ("walk-in|1", "other")):
        with pytest.raises(boxes.BoxError):
            boxes.open_box(purpose, nonce, box)
    assert len(boxes.public_key("walk-in|1")) == boxes.PUBLIC
    assert b"Salma" not in box
