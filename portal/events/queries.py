"""Questions asked of the events. Nothing here changes a row."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, bindparam, cast, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql import Select

from portal.core import audit, codes, phones
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db
from portal.core.folding import fold
from portal.core.sealed import phone_index
from portal.events import rules
from portal.events.models import Event, EventSession, ImportList, Registration, Seat, Sending
from portal.events.states import (
    EventState,
    ImportState,
    RegistrationState,
    SeatState,
    SendingState,
)

PAGE = 25
_WHOLE = (
    selectinload(Event.sessions).joinedload(EventSession.place),
    selectinload(Event.places),
)


# Asked for by every visitor, so they are built once.
_SEEN = select(Event).where(Event.slug == bindparam("slug"), Event.state != EventState.DRAFT)
_SEEN_WHOLE = _SEEN.options(*_WHOLE)
_BADGE = (
    select(Registration)
    .where(Registration.token == bindparam("token"))
    .options(
        joinedload(Registration.event),
        joinedload(Registration.seats).joinedload(Seat.session).joinedload(EventSession.place),
    )
)


def public_events(at: datetime) -> list[Event]:
    """Published events that are not over, the nearest first."""
    ends = select(func.max(EventSession.ends_at)).where(EventSession.event_id == Event.id)
    wanted = select(Event).where(Event.state == EventState.PUBLISHED, ends.scalar_subquery() > at)
    found = db.session.scalars(wanted.options(*_WHOLE)).all()
    return sorted(found, key=lambda event: event.sessions[0].starts_at)


def public_event(slug: str, *, whole: bool = True) -> Event | None:
    """An event that everyone may see: published, or cancelled after it was.

    `whole`: with its sessions and places, as its page shows them.
    """
    return db.session.scalar(_SEEN_WHOLE if whole else _SEEN, {"slug": slug})


def all_events() -> list[Event]:
    found = db.session.scalars(select(Event).options(*_WHOLE)).all()
    return sorted(found, key=lambda e: e.sessions[-1].ends_at if e.sessions else e.closes_at)


def event_by_slug(slug: str) -> Event | None:
    return db.session.scalar(select(Event).where(Event.slug == slug).options(*_WHOLE))


def _with_seats() -> Select[Registration]:
    seats = selectinload(Registration.seats).joinedload(Seat.session)
    return select(Registration).options(
        joinedload(Registration.event), seats.joinedload(EventSession.place)
    )


def badge(token: str) -> Registration | None:
    """The registration whose badge page has this address; a merged one leads to the kept one."""
    found = db.session.scalars(_BADGE, {"token": token}).unique().one_or_none()
    while found is not None and found.merged_into_id is not None:
        found = db.session.scalar(_with_seats().where(Registration.id == found.merged_into_id))
    return found


def registration(event: Event, registration_id: int) -> Registration | None:
    mine = (Registration.event_id == event.id) & (Registration.id == registration_id)
    return db.session.scalar(_with_seats().where(mine))


@dataclass(frozen=True)
class Filter:
    """Which registrations staff look for. Empty fields ask for nothing."""

    text: str = ""
    session_id: int = 0
    seat: str = ""
    state: str = RegistrationState.ACTIVE
    interest: str = ""


def _matching(event: Event, wanted: Filter) -> Select[Registration]:
    found = _with_seats().where(Registration.event_id == event.id)
    if wanted.state:
        found = found.where(Registration.state == wanted.state)
    if wanted.interest:
        found = found.where(
            cast(Registration.interests, String).contains(f'"{wanted.interest}"', autoescape=True)
        )
    if wanted.session_id or wanted.seat:
        found = found.where(Registration.id.in_(_in_session(wanted)))
    return _with_text(found, wanted.text)


def _in_session(wanted: Filter) -> Select[int]:
    seats = select(Seat.registration_id)
    if wanted.session_id:
        seats = seats.where(Seat.session_id == wanted.session_id)
    if wanted.seat:
        return seats.where(Seat.state == wanted.seat)
    return seats.where(Seat.state != SeatState.CANCELLED)


def _with_text(found: Select[Registration], text: str) -> Select[Registration]:
    """A whole phone number, a code, or words that all occur in name, city or trade."""
    number = phones.parse(text)
    if number:
        return found.where(Registration.phone_index == phone_index(number))
    code = codes.read(text)
    if code:
        return found.where(Registration.code == code)
    for word in fold(text).split()[:6]:
        found = found.where(Registration.search_text.contains(word, autoescape=True))
    return found


def registrations(event: Event, wanted: Filter, page: int = 1) -> tuple[list[Registration], int]:
    """One page of what staff look for, the newest first; and how many there are in all."""
    found = _matching(event, wanted)
    ids = found.with_only_columns(Registration.id).order_by(None)
    total = db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    rows = found.order_by(Registration.id.desc()).offset((page - 1) * PAGE).limit(PAGE)
    return list(db.session.scalars(rows)), total


def every_registration(event: Event, wanted: Filter) -> Iterable[Registration]:
    """All of what staff look for, by name: for exports and printed lists."""
    found = _matching(event, wanted).order_by(Registration.name_folded, Registration.id)
    return db.session.scalars(found).all()


@dataclass(frozen=True)
class SessionFigures:
    """How many seats of a session are in each state, and how many people came."""

    session: EventSession
    seated: int
    offered: int
    waiting: int
    came: int


def figures(event: Event) -> list[SessionFigures]:
    """The numbers of each session, in their order."""
    seen = func.count(Seat.arrived_at)
    mine = select(Seat.session_id, Seat.state, func.count(), seen).join(Seat.session)
    rows = db.session.execute(
        mine.where(EventSession.event_id == event.id).group_by(Seat.session_id, Seat.state)
    )
    counts, came = {}, Counter[int]()
    for session_id, state, count, arrived in rows:
        counts[session_id, state] = count
        came[session_id] += arrived
    return [
        SessionFigures(
            session,
            seated=counts.get((session.id, SeatState.SEATED), 0),
            offered=counts.get((session.id, SeatState.OFFERED), 0),
            waiting=counts.get((session.id, SeatState.WAITING), 0),
            came=came[session.id],
        )
        for session in event.sessions
    ]


def totals(event: Event) -> dict[str, int]:
    """How many registrations are in each state, and how many are held back."""
    mine = Registration.event_id == event.id
    rows = db.session.execute(
        select(Registration.state, func.count()).where(mine).group_by(Registration.state)
    )
    held = select(func.count()).where(mine, Registration.held, Registration.state == "active")
    return {**dict(rows.all()), "held": db.session.scalar(held) or 0}


def registered_by_event() -> dict[int, int]:
    """How many active registrations each event has."""
    active = Registration.state == RegistrationState.ACTIVE
    rows = db.session.execute(
        select(Registration.event_id, func.count()).where(active).group_by(Registration.event_id)
    )
    return dict(rows.all())


def shared_phone(registration: Registration) -> list[Registration]:
    """The other active registrations of this event that share the phone."""
    if registration.phone_index is None:
        return []
    same = (Registration.event_id == registration.event_id) & (
        Registration.phone_index == registration.phone_index
    )
    others = same & (Registration.id != registration.id)
    active = Registration.state == RegistrationState.ACTIVE
    return list(db.session.scalars(select(Registration).where(others, active)))


def possible_duplicates(
    event: Event, most: int = 50, source: str = ""
) -> list[tuple[Registration, Registration]]:
    """Pairs that may be one person: the same name, or one phone and names that are nearly alike.

    People who share a phone under different names are no duplicates: that is usual. `source`: only
    pairs of which one at least was registered this way.
    """
    active = (Registration.event_id == event.id) & (Registration.state == RegistrationState.ACTIVE)
    of_source = select(Registration.id).where(active, Registration.source == source)
    wanted = set(db.session.scalars(of_source)) if source else None
    if wanted == set():
        return []
    columns = (Registration.id, Registration.name_folded, Registration.phone_index)
    rows = db.session.execute(select(*columns).where(active).order_by(Registration.id)).all()
    pairs = rules.alike_pairs(rows)
    pairs = [p for p in pairs if wanted is None or wanted & set(p)][:most]
    ids = {i for pair in pairs for i in pair}
    found = {r.id: r for r in db.session.scalars(_with_seats().where(Registration.id.in_(ids)))}
    return [(found[one], found[other]) for one, other in pairs]


def arrivals_by_day(event: Event) -> Counter[str]:
    """How many registered on each day (UTC date as text)."""
    made = select(Registration.created_at).where(Registration.event_id == event.id)
    return Counter(moment.date().isoformat() for moment in db.session.scalars(made))


def opens_soon_or_now(event: Event) -> str:
    """Where registration stands: "soon", "open", "closed" or "cancelled"."""
    at = now()
    if event.state == EventState.CANCELLED:
        return "cancelled"
    if at < event.opens_at:
        return "soon"
    return (
        "open" if at < event.closes_at and any(s.ends_at > at for s in event.sessions) else "closed"
    )


def imports_to_carry_on() -> list[str]:
    """Imports that nobody is working on although something is left to do."""
    going = ImportList.state.in_((ImportState.CHECKING, ImportState.WRITING))
    dropped = or_(ImportList.lease_until.is_(None), ImportList.lease_until <= now())
    return list(db.session.scalars(select(ImportList.token).where(going, dropped).limit(5)))


def import_list(event: Event, token: str) -> ImportList | None:
    mine = (ImportList.event_id == event.id) & (ImportList.token == token)
    return db.session.scalar(select(ImportList).where(mine))


def latest_imports(event: Event) -> list[ImportList]:
    """The last lists that were brought for this event, the newest first."""
    mine = select(ImportList).where(ImportList.event_id == event.id)
    return list(db.session.scalars(mine.order_by(ImportList.id.desc()).limit(5)))


def current_or_next(event: Event) -> list[int]:
    """The session that is on, or comes next: what someone at the desk most likely wants."""
    at = now()
    return [session.id for session in event.sessions if session.ends_at > at][:1]


def sendings_are_due() -> bool:
    """Are there messages to many whose copies are to be written now?"""
    open_still = Sending.state.in_((SendingState.SCHEDULED, SendingState.PLANNING))
    due = select(Sending.id).where(open_still, Sending.due_at <= now()).limit(1)
    return db.session.scalar(due) is not None


def history(event: Event, page: int = 1) -> tuple[list[Deed], bool]:
    """What was done to the event and its registrations, the newest first; are there more?"""
    people = select("registration:" + cast(Registration.id, String))
    of_people = Deed.subject.in_(people.where(Registration.event_id == event.id))
    return audit.page(or_(Deed.subject == f"event:{event.id}", of_people), page)
