"""Check points: made, changed, put away, and how a kiosk there is doing."""

from datetime import timedelta

import pytest

from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.events.models import Event
from portal.kiosks.models import CheckPoint, Presence
from portal.kiosks.operations import points
from portal.kiosks.operations.points import PointFacts
from portal.kiosks.queries import points as queries
from portal.kiosks.states import Again
from tests.databases import look_again
from tests.factories import doors
from tests.factories.events import EventFactory, SessionFactory, register

pytestmark = pytest.mark.usefixtures("rows")


def write(event, point=None, **facts):
    with transaction():
        held = db.session.get_one(Event, event.id)
        there = point and db.session.get_one(CheckPoint, point.id)
        return points.write_point(held, PointFacts(**{"name": "Entrée", **facts}), there)


def no(call, *args, **facts) -> tuple[str, str]:
    with pytest.raises(Refused) as said:
        call(*args, **facts)
    return said.value.code, said.value.field


def came(point, person, day=0):
    with transaction():
        facts = {"check_point_id": point.id, "registration_id": person.id, "day": day}
        db.session.add(Presence(**facts, first_at=now(), nonce=f"n{day}-0000", version=1))


def test_what_is_not_said_suits_the_entrance_of_a_fair():
    made = write(SessionFactory().event)
    assert (made.session_ids, made.again, made.exits) == ([], "daily", False)
    assert (made.opens_before, made.closes_after) == (60, 0)


def test_a_check_point_may_be_for_some_sessions_of_its_event():
    one = SessionFactory()
    two = SessionFactory(event=one.event, place=one.place)
    made = write(one.event, session_ids=(two.id, one.id, one.id))
    assert made.session_ids == [one.id, two.id]


def test_a_session_of_another_event_is_refused():
    mine, theirs = SessionFactory(), SessionFactory()
    assert no(write, mine.event, session_ids=(mine.id, theirs.id)) == ("point_sessions", "session")
    assert db.session.query(CheckPoint).count() == 0


def test_two_check_points_of_one_event_have_two_names():
    event = SessionFactory().event
    first = write(event)
    assert no(write, event, name="ENTREE") == ("point_name_taken", "name")
    write(event, first, name="Entrée", exits=True)  # its own name is no other's
    write(SessionFactory().event)  # nor is the one of another event


def test_the_name_of_one_that_was_put_away_is_free():
    event = SessionFactory().event
    first = write(event)
    with transaction():
        points.put_away(db.session.get_one(CheckPoint, first.id))
    write(event)
    with transaction():
        assert no(points.take_back, db.session.get_one(CheckPoint, first.id))[0] == (
            "point_name_taken"
        )


def test_an_event_has_fifty_check_points_at_most(monkeypatch):
    monkeypatch.setattr(points, "MOST_POINTS", 2)
    event = SessionFactory().event
    first = write(event, name="1")
    write(event, name="2")
    assert no(write, event, name="3") == ("points_many", "")
    write(event, first, name="one")  # a change makes no third


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        ("daily", "once", True),
        ("free", "once", True),
        ("once", "daily", True),
        ("once", "free", True),
        ("daily", "free", False),
        ("free", "daily", False),
    ],
)
def test_who_came_is_not_counted_another_way_afterwards(before, after, refused):
    session = SessionFactory()
    made = write(session.event, again=before)
    write(session.event, made, again=Again.ONCE)  # nobody came: anything goes
    write(session.event, made, again=before)
    came(made, register(session))
    if refused:
        assert no(write, session.event, made, again=after) == ("point_has_people", "again")
    else:
        write(session.event, made, again=after)
    write(session.event, made, again=before, opens_before=15)  # the rest may always change
    assert db.session.get_one(CheckPoint, made.id).opens_before == 15


def test_what_was_changed_is_noted_by_name_and_only_when_it_was():
    event = SessionFactory().event
    made = write(event)
    write(event, made)
    write(event, made, exits=True, opens_before=30)
    look_again()
    noted = db.session.query(Deed).filter_by(subject=points.subject(made)).order_by(Deed.id).all()
    assert [(deed.what, deed.fields) for deed in noted] == [
        ("kiosks.point.made", ""),
        ("kiosks.point.changed", "opens_before,exits"),
    ]


def test_putting_away_stops_no_kiosk():
    event = SessionFactory().event
    made = doors.point(event=event)
    kiosk, _token = doors.kiosk(made)
    for deed, closed in (
        (points.put_away, True),
        (points.put_away, True),
        (points.take_back, False),
    ):
        with transaction():
            deed(db.session.get_one(CheckPoint, made.id))
        look_again()
        assert (queries.point(event, made.id).closed_at is not None) == closed
        assert queries.kiosk(event, kiosk.id).revoked_at is None


def test_check_points_and_kiosks_of_another_event_are_not_there():
    mine, theirs = SessionFactory().event, SessionFactory().event
    there = doors.point(event=theirs)
    kiosk, _token = doors.kiosk(there)
    assert queries.point(mine, there.id) is None
    assert queries.kiosk(mine, kiosk.id) is None
    assert queries.points(mine) == []


@pytest.mark.parametrize(
    ("state", "facts"),
    [
        ("waiting", {"token_hash": None, "code_hash": "x", "code_ends_at": timedelta(minutes=1)}),
        ("lapsed", {"token_hash": None, "code_hash": "x", "code_ends_at": -timedelta(seconds=1)}),
        ("lapsed", {"token_hash": None}),
        ("working", {"seen_at": -timedelta(seconds=100)}),
        ("working", {"enrolled_at": timedelta()}),
        ("silent", {"seen_at": -timedelta(seconds=130)}),
        ("stopped", {"revoked_at": timedelta(), "seen_at": timedelta()}),
    ],
)
def test_how_a_kiosk_is_doing(state, facts):
    at, event = now(), SessionFactory().event
    moments = {n: at + v if isinstance(v, timedelta) else v for n, v in facts.items()}
    kiosk, _token = doors.kiosk(doors.point(event=event), **moments)
    assert queries.state_of(kiosk, event, at) == state


def test_two_days_after_the_event_its_kiosks_are_over():
    at = now()
    short = SessionFactory(starts_at=at - timedelta(hours=60), ends_at=at - timedelta(hours=49))
    long = SessionFactory(
        event=short.event,
        place=short.place,
        starts_at=at - timedelta(hours=70),
        ends_at=at - timedelta(hours=48),
    )
    kiosk, _token = doors.kiosk(doors.point(event=short.event), seen_at=at)
    just_before = long.ends_at + timedelta(hours=48, seconds=-1)
    assert queries.state_of(kiosk, short.event, just_before) == "working"
    assert queries.state_of(kiosk, short.event, at) == "over"


def test_an_event_without_sessions_has_doors_until_its_registration_closes():
    event = EventFactory()
    kiosk, _token = doors.kiosk(doors.point(event=event), seen_at=now())
    assert queries.state_of(kiosk, event, now()) == "working"
