"""Reminders: the day before and two hours before, on Morocco's clocks."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.core.db import db, transaction
from portal.events.operations import announcing, cancelling
from portal.events.states import Source
from portal.notifications.models import Message
from tests.factories.events import EventFactory, SessionFactory, register
from tests.factories.moments import REMINDERS, at, causes, come, session_at, wall
from tests.factories.sendings import announce, deliver, message, plan, posted

pytestmark = pytest.mark.usefixtures("rows")


@pytest.mark.parametrize(
    ("moment", "kinds"),
    [
        ("2027-02-11 08:59", []),
        ("2027-02-11 09:00", ["reminder_day"]),
        ("2027-02-11 23:59", ["reminder_day"]),  # the sweeper slept all day
        ("2027-02-12 00:00", []),
        ("2027-02-12 06:59", []),
        ("2027-02-12 07:00", ["reminder_hours"]),
        ("2027-02-12 08:59", ["reminder_hours"]),
        ("2027-02-12 09:00", []),
    ],
)
def test_reminders_are_planned_the_day_before_and_two_hours_before(friday, moment, kinds):
    _, people = friday
    with at(moment):
        announce()
        announce()
    expected = [(kind, cause) for kind in kinds for cause in causes(people)]
    assert posted(*REMINDERS) == expected


@pytest.mark.parametrize(
    ("begins", "day_before", "two_hours_before"),
    [
        # The clocks of Morocco were set back from UTC+1 to UTC+0 on 20 September 2026.
        ("2026-09-19 10:00", "2026-09-18T09:00", "2026-09-19T07:00"),
        ("2026-09-20 10:00", "2026-09-19T09:00", "2026-09-20T08:00"),  # 25 hours before
        ("2026-09-21 10:00", "2026-09-20T10:00", "2026-09-21T08:00"),
        ("2026-09-21 06:30", "2026-09-20T08:00", "2026-09-21T04:30"),  # not while people sleep
        ("2026-09-20 22:00", "2026-09-19T18:00", "2026-09-20T20:00"),
        ("2026-09-21 01:00", "2026-09-20T08:00", "2026-09-21T00:00"),  # it says "today"
    ],
)
def test_reminders_keep_to_the_clock_on_the_wall_when_the_clocks_change(
    begins, day_before, two_hours_before
):
    with time_machine.travel(datetime(2026, 9, 10, 12, tzinfo=UTC), tick=False):
        register(session_at(begins))
    for moment, kind in ((day_before, "reminder_day"), (two_hours_before, "reminder_hours")):
        due = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        with time_machine.travel(due - timedelta(seconds=1), tick=False):
            announce()
            assert posted(kind) == []
        with time_machine.travel(due, tick=False):
            announce()
            assert len(posted(kind)) == 1


@pytest.mark.parametrize(
    ("moment", "leave"),
    [
        ("2026-09-19 20:59", ["event_cancelled", "reminder_day"]),
        ("2026-09-19 21:00", []),
        ("2026-09-19 23:59", []),
        ("2026-09-20 00:00", ["event_cancelled"]),  # of this very day; the reminder was too late
        ("2026-09-20 01:30", ["event_cancelled"]),  # there were two of these
        ("2026-09-20 07:59", ["event_cancelled"]),
        ("2026-09-20 08:00", ["event_cancelled"]),
    ],
)
def test_nobody_is_woken_but_for_what_matters_on_this_very_day(moment, leave):
    with time_machine.travel(datetime(2026, 9, 10, 12, tzinfo=UTC), tick=False):
        sunday, other = session_at("2026-09-20 10:00"), session_at("2026-09-20 10:00")
        register(sunday)
        register(other, phone="+212661234560")
        assert deliver() == ["badge", "badge"]
    with at("2026-09-19 20:00"):
        with transaction():
            announcing.start_due()
            cancelling.cancel(db.session.get_one(type(other.event), other.event_id))
        plan()
    with at(moment):
        assert sorted(deliver()) == leave


@pytest.mark.parametrize("hour", range(24))
def test_in_quiet_hours_nothing_leaves_that_can_wait(hour):
    with at("2026-09-10 12:00"):
        session = session_at("2026-09-15 10:00")
        come(register(session), *(register(session, phone=f"+21266123456{i}") for i in range(3)))
        with transaction():
            db.session.query(Message).delete()
    with at("2026-09-16 10:00"):
        announce()
        assert len(posted("thanks", "missed")) == 4
    with at(f"2026-09-17 {hour:02}:30"):
        assert len(deliver()) == (4 if 8 <= hour < 21 else 0)


def test_people_without_a_seat_are_not_reminded():
    with at("2027-01-20 12:00"):
        session = session_at(capacity=1)
        seated, _ = register(session), register(session, phone="+212661234568")
    with at("2027-02-11 09:00"):
        announce()
    assert posted(*REMINDERS) == [("reminder_day", f"registration:{seated.id}")]


def test_whoever_registered_a_moment_ago_has_just_read_the_day_and_the_hour():
    with at("2027-02-11 06:00"):
        session = session_at()
        early = register(session)
        listed = register(session, phone="+212661234560", source=Source.IMPORT)
    with at("2027-02-11 07:30"):
        register(session, phone="+212661234568")
        from_list = register(session, phone="+212661234561", source=Source.IMPORT)
    with at("2027-02-11 09:00"):
        announce()
    assert posted("reminder_day") == [
        ("reminder_day", cause) for cause in causes([early, listed, from_list])
    ]


def test_whoever_registers_after_the_reminder_was_planned_gets_the_next_one(friday):
    session, people = friday
    with at("2027-02-11 09:00"):
        announce()
    with at("2027-02-11 15:00"):
        late = register(session, phone="+212661234568")
        announce()
    with at("2027-02-12 07:00"):
        announce()
    assert posted("reminder_day") == [("reminder_day", cause) for cause in causes(people)]
    assert posted("reminder_hours")[-1] == ("reminder_hours", f"registration:{late.id}")


def two_sessions(second, hours=3):
    with at("2027-01-20 12:00"):
        first = session_at()
        start = wall(second)
        other = SessionFactory(
            event=first.event,
            place=first.place,
            starts_at=start,
            ends_at=start + timedelta(hours=hours),
        )
        return register(first, other)


def test_two_sessions_on_one_day_make_one_reminder_of_each_kind():
    two_sessions("2027-02-12 14:00")  # at 12:00 she is inside already
    for moment in ("2027-02-11 09:00", "2027-02-11 14:00", "2027-02-12 07:00", "2027-02-12 12:00"):
        with at(moment):
            announce()
    assert [kind for kind, _ in posted(*REMINDERS)] == list(REMINDERS)
    assert message("reminder_day").facts["starts_at"] == wall("2027-02-12 09:00").isoformat()


def test_whoever_went_home_in_between_is_reminded_of_the_evening():
    two_sessions("2027-02-12 18:00")
    for moment in ("2027-02-12 07:00", "2027-02-12 16:00"):
        with at(moment):
            announce()
    assert [kind for kind, _ in posted(*REMINDERS)] == ["reminder_hours"] * 2


def test_sessions_on_two_days_are_reminded_of_day_by_day():
    two_sessions("2027-02-13 09:00")
    for moment in ("2027-02-11 09:00", "2027-02-12 09:00"):
        with at(moment):
            announce()
    assert [kind for kind, _ in posted(*REMINDERS)] == ["reminder_day"] * 2


def test_a_draft_and_a_cancelled_event_remind_nobody(friday):
    session, _ = friday
    with at("2027-02-10 12:00"):
        session_at(event=EventFactory(state="draft"))
        with transaction():
            cancelling.cancel(db.session.get_one(type(session.event), session.event_id))
        deliver()
    for moment in ("2027-02-11 09:00", "2027-02-12 07:00"):
        with at(moment):
            announce()
    assert posted(*REMINDERS) == []
