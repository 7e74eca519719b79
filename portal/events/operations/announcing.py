"""What people of an event hear without anybody asking: reminders, changes, thanks."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.core.clock import from_wall_clock, local, now
from portal.core.db import db
from portal.events import messages, rules
from portal.events.models import Event, EventSession, Place, Seat, Sending
from portal.events.operations import sendings
from portal.events.operations.sendings import Wanted
from portal.events.states import EventState, SeatState, SendingState

# The reminder of the day before comes at the hour of the session, but while people are awake, and
# early enough that the last of many copies leaves before they sleep.
EARLIEST, LATEST = time(8), time(19)
THANKS_AT = time(10)  # the day after
THANKS_LAST = timedelta(days=3)
NOTED = timedelta(hours=3)  # nobody noted an arrival for so long: the list is complete
SECOND_THOUGHTS = timedelta(minutes=5)  # a slip of the finger is corrected before people hear of it


@dataclass(frozen=True)
class Known:
    """What people know of a session. `mark` stands for the day, the hour and the place."""

    mark: str
    starts_at: datetime
    ends_at: datetime


def day_before(starts_at: datetime) -> datetime:
    """When the reminder of the day before is due: the same hour on Morocco's clocks, which is not
    always 24 hours earlier."""
    wall = local(starts_at)
    hour = min(max(wall.time().replace(tzinfo=None), EARLIEST), LATEST)
    return from_wall_clock(datetime.combine(wall.date() - timedelta(days=1), hour))


def start_due() -> None:
    """Start what is due now. Run it as often as you like."""
    at = now()
    for session in _coming(at):
        _remind(session, at)
    for event, ended in _over(at):
        _thank(event, ended, at)


def known(session: EventSession) -> Known:
    """What people know of the session, before it is changed and after."""
    place = db.session.get(Place, session.place_id) if session.place_id else None
    mark = rules.mark_of(session, place, now())
    return Known(mark, session.starts_at, session.ends_at)


def changed(session: EventSession, before: Known) -> None:
    """The day, the hour or the place is perhaps another: its people hear of it in five minutes.

    What is changed again meanwhile is told once; what is taken back is told to those alone who
    registered in between (operations/copies.py).
    """
    at, after = now(), known(session)
    if after.mark == before.mark or session.event.state != EventState.PUBLISHED:
        return
    if max(before.ends_at, after.ends_at) <= at:
        return
    waiting = _waiting_change(session)
    if waiting is not None:
        waiting.due_at = at + SECOND_THOUGHTS
        waiting.ends_at = max(waiting.ends_at, session.ends_at)
        return
    wanted = Wanted(
        messages.CHANGED,
        key=f"{_changes(session)}{before.mark}:{at.isoformat()}",
        due_at=at + SECOND_THOUGHTS,
        ends_at=max(before.ends_at, session.ends_at),
        session_id=session.id,
        was=before.starts_at,
    )
    sendings.start(session.event_id, wanted)


def cancelled(event: Event) -> None:
    """Nothing takes place: everyone who was coming hears of it, once. Nothing else is sent."""
    sendings.stop_all(event)
    last = max((session.ends_at for session in event.sessions), default=now())
    key = f"cancelled:{event.id}"
    sendings.start(event.id, Wanted(messages.EVENT_CANCELLED, key, ends_at=last))


def _changes(session: EventSession) -> str:
    """With this begins the key of every word about a change of this session."""
    return f"changed:{session.id}:"


def _waiting_change(session: EventSession) -> Sending | None:
    waiting = _of_changes(session).where(Sending.state == SendingState.SCHEDULED)
    return db.session.scalar(waiting.limit(1).with_for_update())


def _of_changes(session: EventSession) -> Select[Sending]:
    mine = Sending.key.startswith(_changes(session))
    return select(Sending).where(Sending.event_id == session.event_id, mine)


def _remind(session: EventSession, at: datetime) -> None:
    start = session.starts_at
    midnight = from_wall_clock(datetime.combine(local(start).date(), time()))
    due = {
        messages.REMINDER_DAY: (day_before(start), midnight),
        messages.REMINDER_HOURS: (max(start - rules.HOURS_BEFORE, midnight), start),
    }
    for kind, (begin, end) in due.items():
        if begin <= at < end and not _change_told(session, begin):
            key = f"{kind}:{session.id}:{start.isoformat()}"
            only = (SeatState.SEATED.value,)
            wanted = Wanted(kind, key, ends_at=end, due_at=begin, session_id=session.id, seats=only)
            sendings.start(session.event_id, wanted)


def _change_told(session: EventSession, begin: datetime) -> bool:
    """Do people hear of a change anyway, at about the time of the reminder or after it?"""
    late = Sending.due_at > begin - rules.JUST_TOLD
    mine = _of_changes(session).where(late, Sending.state != SendingState.CANCELLED)
    place = session.place
    return any(
        not one.key.startswith(_changes(session) + rules.mark_of(session, place, one.created_at))
        for one in db.session.scalars(mine)
    )  # what was taken back has told nobody


def _thank(event: Event, ended: datetime, at: datetime) -> None:
    """Where nobody was checked in, nobody knows who was missing; a list on paper is typed in
    later, and until it is complete nobody is told that she was not seen."""
    first = from_wall_clock(datetime.combine(local(ended).date() + timedelta(days=1), THANKS_AT))
    noted = _last_arrival(event)
    if noted is None or not max(first, noted + NOTED) <= at < first + THANKS_LAST:
        return
    end = first + THANKS_LAST
    came = Wanted(messages.THANKS, f"thanks:{event.id}", ends_at=end, arrived=True)
    only = (SeatState.SEATED.value,)
    missed = Wanted(messages.MISSED, f"missed:{event.id}", ends_at=end, seats=only, arrived=False)
    sendings.start(event.id, came)
    sendings.start(event.id, missed)


def _coming(at: datetime) -> list[EventSession]:
    """Sessions of published events that begin within two days."""
    soon = (EventSession.starts_at > at) & (EventSession.starts_at < at + timedelta(days=2))
    wanted = select(EventSession).join(Event).where(soon, Event.state == EventState.PUBLISHED)
    return list(db.session.scalars(wanted.options(joinedload(EventSession.event))))


def _over(at: datetime) -> list[tuple[Event, datetime]]:
    """Published events that ended within the last week, and when."""
    end = func.max(EventSession.ends_at)
    over = select(EventSession.event_id, end).group_by(EventSession.event_id)
    recent = over.having((end < at) & (end > at - timedelta(days=7))).subquery()
    wanted = select(Event, recent.c[1]).join(recent, recent.c[0] == Event.id)
    rows = db.session.execute(wanted.where(Event.state == EventState.PUBLISHED))
    return [(event, ended) for event, ended in rows]


def _last_arrival(event: Event) -> datetime | None:
    last = select(func.max(Seat.arrived_at)).join(EventSession)
    return db.session.scalar(last.where(EventSession.event_id == event.id))
