"""The rows of the database as the rules of the door read them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from portal.core.clock import local
from portal.core.db import db
from portal.events.models import EventSession, Registration
from portal.events.states import RegistrationState, SeatState
from portal.kiosks.models import CheckPoint
from portal.kiosks.rules import Entry, Point, Window

GONE = frozenset({SeatState.CANCELLED, SeatState.LAPSED})


def point_rules(check_point: CheckPoint, sessions: Iterable[EventSession]) -> Point:
    """What holds at a check point. `sessions`: all of its event."""
    every = list(sessions)
    chosen = set(check_point.session_ids)
    mine = [session for session in every if not chosen or session.id in chosen]
    before = timedelta(minutes=check_point.opens_before)
    after = timedelta(minutes=check_point.closes_after)
    windows = [Window(s.id, ms(s.starts_at - before), ms(s.ends_at + after)) for s in mine]
    begins = min((s.starts_at for s in every), default=check_point.created_at)
    return Point(
        again=check_point.again,
        exits=check_point.exits,
        offset=_clock_before_utc(begins),
        windows=tuple(sorted(windows, key=lambda window: (window.opens, window.session))),
    )


def entry_of(registration: Registration) -> Entry:
    """The line of a registration. One that was merged into another has the line of that one."""
    kept = root_of(registration)
    live = [(s.session_id, str(s.state)) for s in kept.seats if s.state not in GONE]
    active = kept.state == RegistrationState.ACTIVE
    return Entry("active" if active else "cancelled", kept.language, tuple(sorted(live)))


def root_of(registration: Registration) -> Registration:
    """The registration that this one stands for: itself, unless it was merged into another."""
    while registration.merged_into_id is not None:
        registration = db.session.get_one(Registration, registration.merged_into_id)
    return registration


def ms(moment: datetime) -> int:
    """Milliseconds since 1970, as browsers count them."""
    return round(moment.timestamp() * 1000)


def _clock_before_utc(moment: datetime) -> int:
    offset = local(moment).utcoffset() or timedelta()
    return round(offset.total_seconds() * 1000)
