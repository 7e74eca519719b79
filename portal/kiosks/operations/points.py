"""Make a check point, change it, put it away."""

from dataclasses import dataclass

from sqlalchemy import func, select

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.folding import fold
from portal.events.models import Event
from portal.kiosks.models import CheckPoint, Presence
from portal.kiosks.operations import listing
from portal.kiosks.states import Again

MOST_POINTS = 50
LONGEST_NAME = 60
MOST_MINUTES = 1440  # before a session opens, after it closes: a day


@dataclass(frozen=True)
class PointFacts:
    """What the team says of a check point. No session: all of the event."""

    name: str
    session_ids: tuple[int, ...] = ()
    opens_before: int = 60
    closes_after: int = 0
    again: str = Again.DAILY
    exits: bool = False


def write_point(event: Event, facts: PointFacts, point: CheckPoint | None = None) -> CheckPoint:
    """Make a check point, or change `point`. Its kiosks hear of it when they next synchronise.

    Raises Refused: point_sessions, point_name_taken, points_many; point_has_people where people
    would be counted another way than those who came already.
    """
    listing.door_of(event)  # locked: nobody's scan is judged meanwhile
    _check(event, facts, point)
    made = point or CheckPoint(event_id=event.id)
    wanted = {**vars(facts), "session_ids": sorted(set(facts.session_ids))}
    changed = [name for name in wanted if getattr(made, name) != wanted[name]]
    for name in changed:
        setattr(made, name, wanted[name])
    if point is None:
        db.session.add(made)
    db.session.flush()
    if point is None:
        audit.record("kiosks.point.made", subject(made))
    elif changed:
        audit.record("kiosks.point.changed", subject(made), ",".join(changed))
    return made


def put_away(point: CheckPoint) -> None:
    """No kiosk may be added any more. Those that stand there work on until they are stopped."""
    if point.closed_at is None:
        point.closed_at = now()
        audit.record("kiosks.point.put_away", subject(point))


def take_back(point: CheckPoint) -> None:
    """Into use again. Raises Refused("point_name_taken") where another has its name by now."""
    if point.closed_at is not None:
        _check_name(point.event_id, point.name, point)
        point.closed_at = None
        audit.record("kiosks.point.taken_back", subject(point))


def subject(point: CheckPoint) -> str:
    return f"check_point:{point.id}"


def _check(event: Event, facts: PointFacts, point: CheckPoint | None) -> None:
    if not set(facts.session_ids) <= {session.id for session in event.sessions}:
        raise Refused("point_sessions", "session")
    _check_name(event.id, facts.name, point)
    if point is None:
        mine = select(func.count()).where(CheckPoint.event_id == event.id)
        if (db.session.scalar(mine) or 0) >= MOST_POINTS:
            raise Refused("points_many")
    elif point.again != facts.again and Again.ONCE in {point.again, facts.again}:
        _check_nobody_came(point)


def _check_name(event_id: int, name: str, point: CheckPoint | None) -> None:
    others = select(CheckPoint.name).where(
        CheckPoint.event_id == event_id, CheckPoint.closed_at.is_(None)
    )
    if point is not None:
        others = others.where(CheckPoint.id != point.id)
    if fold(name) in {fold(other) for other in db.session.scalars(others)}:
        raise Refused("point_name_taken", "name")


def _check_nobody_came(point: CheckPoint) -> None:
    """Who came is written down by day, or once for all."""
    came = select(Presence.id).where(Presence.check_point_id == point.id).limit(1)
    if db.session.scalar(came) is not None:
        raise Refused("point_has_people", "again")
