"""Who came, and who is in: the figures of the live page. Nothing here changes a row.

A *way in* is a scan that counts; whoever came to a check point twice in a day came once. Days run
from four in the morning to four, on Morocco's clocks, as at the kiosks (rules.NIGHT).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Integer, Select, extract, func, select, union
from sqlalchemy.orm import joinedload

from portal.core.clock import from_wall_clock, local, now
from portal.core.db import db
from portal.events.models import Event, EventSession, Seat
from portal.kiosks.models import CheckPoint, Kiosk, Presence, Scan
from portal.kiosks.rules import NIGHT
from portal.kiosks.states import Direction, Mode

STEP = 600  # seconds: arrivals are counted by ten minutes
EPOCH = date(1970, 1, 1)
_NIGHT = timedelta(milliseconds=NIGHT)


@dataclass(frozen=True)
class Totals:
    """`inside` is None where somebody may leave without a scan: then nobody knows who has left."""

    inside: int | None
    came: int  # people, on the day
    ever: int  # people, on all days
    visits: int  # without a code, on the day
    to_decide: int


@dataclass(frozen=True)
class Gate:
    """One way of a check point: a kiosk, or the team's own notes (by hand, from paper)."""

    point_id: int
    kiosk_id: int | None
    mode: str  # "" for a kiosk
    ways_in: int


@dataclass(frozen=True)
class PointFigures:
    point: CheckPoint
    came: int
    inside: int | None
    gates: list[Gate]


def event_with_sessions(slug: str) -> Event | None:
    """In one question: the live page is asked for every few seconds."""
    wanted = select(Event).where(Event.slug == slug).options(joinedload(Event.sessions))
    return db.session.scalars(wanted).unique().one_or_none()


def day_shown(event: Event) -> date:
    """Today where the event has a session today; else the last day on which somebody came."""
    today = day_at(now())
    if any(_on(session, today) for session in event.sessions):
        return today
    last = db.session.scalar(
        select(func.max(Scan.at)).where(Scan.event_id == event.id, Scan.counted)
    )
    return day_at(last) if last else today


def day_at(moment: datetime) -> date:
    """The day that `moment` counts for."""
    return (local(moment) - _NIGHT).date()


def bounds(day: date) -> tuple[datetime, datetime]:
    """The first instant of a day, and of the next."""
    begins = from_wall_clock(datetime.combine(day, time()) + _NIGHT)
    return begins, from_wall_clock(datetime.combine(day, time()) + _NIGHT + timedelta(days=1))


def totals(event: Event, day: date) -> Totals:
    """How many came, in one question."""
    ways_in = _ways_in(event, day)
    seats = select(Seat.registration_id).join(Seat.session)
    seats = seats.where(EventSession.event_id == event.id)  # the desk notes a seat without a scan
    begins, ends = bounds(day)
    there_ever = select(Presence.registration_id).join(CheckPoint)
    there_ever = there_ever.where(CheckPoint.event_id == event.id, ~Presence.gone)
    to_decide = select(func.count()).where(Scan.event_id == event.id, Scan.review != "")
    in_use = select(CheckPoint.id).where(
        CheckPoint.event_id == event.id, CheckPoint.closed_at.is_(None)
    )
    blind = select(func.count()).select_from(in_use.where(~CheckPoint.exits).subquery())
    seeing = select(func.count()).select_from(in_use.where(CheckPoint.exits).subquery())
    by_code = select(Scan.registration_id).where(*ways_in, Scan.registration_id.is_not(None))
    today = seats.where(Seat.arrived_at >= begins, Seat.arrived_at < ends)
    asked = (
        _people(_inside(event, day).with_only_columns(Presence.registration_id).distinct()),
        _people(union(by_code, today)),
        _people(union(there_ever, seats.where(Seat.arrived_at.is_not(None)))),
        select(func.count()).where(*ways_in, Scan.key.is_(None), Scan.mode == Mode.VISIT),
        to_decide,
        blind,
        seeing,
    )
    found = db.session.execute(select(*(one.scalar_subquery() for one in asked))).one()
    inside, came, ever, visits, waiting, without_exits, with_exits = found
    known = with_exits and not without_exits
    return Totals(inside if known else None, came, ever, visits, waiting)


def points(event: Event, day: date) -> list[PointFigures]:
    """Each check point that is in use or was used: who came that day, who is in, by which gate."""
    mine = select(CheckPoint).where(CheckPoint.event_id == event.id)
    found = list(
        db.session.scalars(mine.order_by(CheckPoint.closed_at.is_not(None), CheckPoint.id))
    )
    came, inside, gates = _came(event, day), _inside_by_point(event, day), _gates(event, day)
    return [
        PointFigures(
            point,
            came[point.id],
            inside[point.id] if point.exits else None,
            [gate for gate in gates if gate.point_id == point.id],
        )
        for point in found
        if point.closed_at is None or came[point.id]
    ]


def kiosks(event: Event) -> list[Kiosk]:
    """All that were ever added, by check point."""
    mine = select(Kiosk).where(Kiosk.event_id == event.id).options(joinedload(Kiosk.check_point))
    return list(db.session.scalars(mine.order_by(Kiosk.check_point_id, Kiosk.id)))


def arrivals(event: Event, day: date) -> Counter[datetime]:
    """How many came in each ten minutes of the day, by the instant at which these begin.

    A person counts when she came first that day, by whatever check point; a visit without a code
    counts each time.
    """
    ways_in = _ways_in(event, day)
    first = select(func.min(Scan.at).label("at")).where(*ways_in)
    each = first.where(Scan.registration_id.is_not(None)).group_by(Scan.registration_id)
    visits = select(Scan.at).where(*ways_in, Scan.registration_id.is_(None))
    moments = each.union_all(visits).subquery()
    seconds = extract("epoch", moments.c.at)
    begins = (seconds - seconds % STEP).label("begins")
    rows = db.session.execute(select(begins, func.count()).group_by(begins))
    return Counter({datetime.fromtimestamp(int(at), UTC): count for at, count in rows})


def _came(event: Event, day: date) -> Counter[int]:
    """People and visits of each check point that day."""
    ways_in = _ways_in(event, day)
    people = func.count(Scan.registration_id.distinct())
    visits = func.sum(Scan.registration_id.is_(None).cast(Integer))
    rows = db.session.execute(
        select(Scan.check_point_id, people, visits).where(*ways_in).group_by(Scan.check_point_id)
    )
    return Counter({point: came + (alone or 0) for point, came, alone in rows})


def _gates(event: Event, day: date) -> list[Gate]:
    """The ways in of each gate that day."""
    columns = (Scan.check_point_id, Scan.kiosk_id, Scan.mode)
    rows = db.session.execute(
        select(*columns, func.count()).where(*_ways_in(event, day)).group_by(*columns)
    )
    counts: Counter[tuple[int, int | None, str]] = Counter()
    for point_id, kiosk_id, mode, count in rows:
        counts[point_id, kiosk_id, "" if kiosk_id else mode] += count
    return [Gate(*where, count) for where, count in counts.items()]


def _inside_by_point(event: Event, day: date) -> Counter[int]:
    rows = db.session.execute(
        _inside(event, day)
        .with_only_columns(Presence.check_point_id, func.count())
        .group_by(Presence.check_point_id)
    )
    return Counter(dict(rows.all()))


def _inside(event: Event, day: date) -> Select[Any]:
    """Presences of that day of people who have not scanned on their way out.

    Where a check point counts no days, whoever did not come that day has gone home.
    """
    today = select(Scan.registration_id, Scan.check_point_id).where(
        *_ways_in(event, day), Scan.registration_id.is_not(None)
    )
    came = today.distinct().subquery()
    same = (came.c.registration_id == Presence.registration_id) & (
        came.c.check_point_id == Presence.check_point_id
    )
    in_day = Presence.day.in_(((day - EPOCH).days, 0))
    return (
        select(Presence)
        .join(came, same)
        .join(CheckPoint, CheckPoint.id == Presence.check_point_id)
        .where(CheckPoint.exits, Presence.inside, ~Presence.gone, in_day)
    )


def _ways_in(event: Event, day: date) -> tuple[Any, ...]:
    begins, ends = bounds(day)
    in_day = (Scan.event_id == event.id, Scan.at >= begins, Scan.at < ends)
    return (*in_day, Scan.counted, Scan.direction == Direction.IN)


def _people(ids: Any) -> Select[Any]:
    return select(func.count()).select_from(ids.subquery())


def _on(session: EventSession, day: date) -> bool:
    return day_at(session.starts_at) <= day <= day_at(session.ends_at)
