"""Where and when people came: one person, a page of a printed list, everyone. Changes no row."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.core import codes
from portal.core.db import db
from portal.core.folding import fold
from portal.events.models import Event, EventSession, Registration, Seat
from portal.events.states import RegistrationState
from portal.kiosks import rules
from portal.kiosks.models import CheckPoint, Presence, Scan
from portal.kiosks.queries import rules_of
from portal.kiosks.states import Direction

PAGE = 50
LATEST = 50  # scans shown of one person
_ACTIVE = Registration.state == RegistrationState.ACTIVE


@dataclass(frozen=True)
class Wanted:
    """Which names of a printed list: of this letter, with these words. Empty asks for nothing."""

    letter: str = ""
    text: str = ""
    page: int = 1


def presences(registration_ids: Iterable[int]) -> dict[int, list[tuple[str, Presence]]]:
    """Where (the check point's name) and when each of these people came, the first time first."""
    mine = Presence.registration_id.in_(list(registration_ids)) & ~Presence.gone
    wanted = select(Presence, CheckPoint.name).join(CheckPoint).where(mine)
    found: dict[int, list[tuple[str, Presence]]] = defaultdict(list)
    for presence, name in db.session.execute(wanted.order_by(Presence.first_at, Presence.id)):
        found[presence.registration_id].append((name, presence))
    return found


def scans(registration: Registration) -> list[Scan]:
    """What one person did at the doors, the newest first."""
    mine = select(Scan).where(Scan.registration_id == registration.id)
    whole = mine.options(joinedload(Scan.check_point), joinedload(Scan.kiosk))
    return list(db.session.scalars(whole.order_by(Scan.at.desc(), Scan.nonce).limit(LATEST)))


def answer(
    point: CheckPoint, registration: Registration, seen: Presence | None, at: datetime
) -> rules.Answer:
    """What the rules say if this person came to `point` at `at`. `seen`: that she came that day."""
    sessions = registration.event.sessions
    before = rules.Seen(rules_of.ms(seen.first_at), seen.inside) if seen else None
    entry = rules_of.entry_of(registration)
    return rules.decide(rules_of.point_rules(point, sessions), entry, before, rules_of.ms(at))


def day_at(point: CheckPoint, event: Event, at: datetime) -> int:
    """The day that coming to `point` at `at` counts for: Presence.day."""
    return rules.day_of(rules_of.point_rules(point, event.sessions), rules_of.ms(at))


def by_id(event: Event, ids: Iterable[int]) -> list[Registration]:
    """Those of these registrations that are of this event."""
    mine = (Registration.event_id == event.id) & Registration.id.in_(list(ids))
    return list(db.session.scalars(select(Registration).where(mine).order_by(Registration.id)))


def by_code(event: Event, lines: Iterable[str]) -> dict[str, Registration]:
    """The registrations whose codes stand in these lines, by the line.

    Cancelled ones, too: whoever signed the list was there.
    """
    read = {line: codes.read(line) for line in lines}
    mine = Registration.event_id == event.id
    wanted = select(Registration).where(
        mine, Registration.code.in_(set(filter(None, read.values())))
    )
    found = {one.code: one for one in db.session.scalars(wanted)}
    return {line: found[code] for line, code in read.items() if code in found}


def expected(point: CheckPoint, event: Event, wanted: Wanted) -> tuple[list[Registration], int]:
    """One page of those who have or wait for a seat there, by name; and how many in all.

    Whoever is looked for by words is found whatever her session: people come to the wrong door.
    """
    mine = [Registration.event_id == event.id, _ACTIVE]
    if not wanted.text:
        mine.append(Registration.id.in_(_with_seat(point, event)))
    if wanted.letter:
        mine.append(func.substr(Registration.name_folded, 1, 1) == wanted.letter)
    code = codes.read(wanted.text)
    if code:
        mine.append(Registration.code == code)
    else:
        words = fold(wanted.text).split()[:6]
        mine += [Registration.search_text.contains(word, autoescape=True) for word in words]
    return _page(mine, wanted.page)


def letters(point: CheckPoint, event: Event) -> list[str]:
    """The first letters of the names of those who are expected there."""
    first = func.substr(Registration.name_folded, 1, 1)
    mine = select(first).where(Registration.event_id == event.id, _ACTIVE)
    mine = mine.where(Registration.id.in_(_with_seat(point, event)))
    return sorted(letter for letter in db.session.scalars(mine.distinct()) if letter.strip())


def here_already(point: CheckPoint, day: int, ids: Iterable[int]) -> dict[int, datetime]:
    """Since when those of these people who came to `point` that day have been there."""
    mine = (Presence.check_point_id == point.id) & (Presence.day == day) & ~Presence.gone
    wanted = select(Presence.registration_id, Presence.first_at)
    rows = db.session.execute(wanted.where(mine, Presence.registration_id.in_(list(ids))))
    return dict(rows.all())


def every_way_in(event: Event) -> Iterable[Scan]:
    """All scans that count, by check point and time: for a file."""
    mine = (Scan.event_id == event.id) & Scan.counted & (Scan.direction == Direction.IN)
    person = joinedload(Scan.registration).options(
        selectinload(Registration.seats),
        joinedload(Registration.event).selectinload(Event.sessions),
    )
    whole = select(Scan).where(mine, Scan.registration_id.is_not(None))
    whole = whole.options(joinedload(Scan.check_point), joinedload(Scan.kiosk), person)
    return db.session.scalars(whole.order_by(Scan.check_point_id, Scan.at, Scan.nonce))


def noted_on_seats(event: Event) -> Iterable[Seat]:
    """Seats whose people the desk saw, and no door: the other half of the file."""
    at_a_door = select(Scan.registration_id).where(
        Scan.event_id == event.id, Scan.counted, Scan.registration_id.is_not(None)
    )
    mine = select(Seat).join(Seat.session).where(EventSession.event_id == event.id)
    seen = mine.where(Seat.arrived_at.is_not(None), Seat.registration_id.not_in(at_a_door))
    whole = seen.options(joinedload(Seat.registration)).order_by(Seat.arrived_at, Seat.id)
    return db.session.scalars(whole)


def _with_seat(point: CheckPoint, event: Event) -> Select[int]:
    sessions = point.session_ids or [session.id for session in event.sessions]
    live = Seat.state.not_in(rules_of.GONE)
    return select(Seat.registration_id).where(Seat.session_id.in_(sessions), live)


def _page(mine: list[ColumnElement[bool]], page: int) -> tuple[list[Registration], int]:
    total = db.session.scalar(select(func.count(Registration.id)).where(*mine)) or 0
    rows = select(Registration).where(*mine).order_by(Registration.name_folded, Registration.id)
    seats = selectinload(Registration.seats)
    found = rows.options(seats).offset((page - 1) * PAGE).limit(PAGE)
    return list(db.session.scalars(found)), total
