"""Bring what was found of scans, who was there, and whose seat was used in line with the scans.

Everything here first takes the event's door (listing.door_of), then the sessions it needs in the
order of their ids, then changes seats: those who settle wait for each other, and nobody who
registers waits in a circle with them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.events.models import EventSession, Registration, Seat
from portal.events.operations import arrivals, seats
from portal.events.states import HOLDING, SeatState
from portal.kiosks import rules
from portal.kiosks.models import CheckPoint, Door, DoorEntry, Presence, Scan, ScanDecision
from portal.kiosks.operations import listing, story
from portal.kiosks.operations.story import Story
from portal.kiosks.queries.rules_of import GONE, entry_of, ms, point_rules, root_of
from portal.kiosks.rules import Point, Window

FAR = rules.DAY // 2  # ms: nobody comes half a day too early for a session


def settle(check_point: CheckPoint, *registration_ids: int | None) -> None:
    """Find anew what the scans of these people at this check point come to (None: nobody)."""
    ids = sorted({i for i in registration_ids if i})
    if not ids:
        return
    door = listing.door_of(check_point.event_id)
    point = rules_at(check_point)
    people = _people(point, ids)
    scans, decisions = _scans(check_point, ids)
    presences = _presences(check_point, ids)
    taken_back = []
    for person in people:
        told = story.tell(point, entry_of(person), scans[person.id], decisions)
        _write_scans(scans[person.id], told)
        mine = {"check_point_id": check_point.id, "registration_id": person.id}
        _write_days(door, mine, presences[person.id], told)
        if _write_seats(point, person, scans[person.id], told):
            taken_back.append(person.id)
    db.session.flush()
    for person_id in taken_back:
        _settle_elsewhere(check_point, person_id)


def rejudge(event_id: int, key: bytes) -> None:
    """Scans of a code that nobody knew: somebody knows it now."""
    listing.door_of(event_id)
    entry = db.session.scalar(
        select(DoorEntry).where(DoorEntry.event_id == event_id, DoorEntry.key == key)
    )
    if entry is None:
        return
    owner = root_of(db.session.get_one(Registration, entry.registration_id))
    nobodys = select(Scan).where(Scan.event_id == event_id, Scan.key == key)
    found = db.session.scalars(nobodys.where(Scan.registration_id.is_(None))).all()
    for scan in found:
        give_to(scan, owner)
    db.session.flush()
    for check_point in {scan.check_point for scan in found}:
        settle(check_point, owner.id)


def give_to(scan: Scan, owner: Registration) -> None:
    """This scan is of this person: what do the rules say of it alone? Settling comes after."""
    point = rules_at(scan.check_point)
    scan.registration_id = owner.id
    scan.judged = rules.judge(point, entry_of(owner), ms(scan.at), fresh=True).verdict
    scan.forced = story.backed(scan) and scan.judged not in rules.LET_IN


def rules_at(check_point: CheckPoint) -> Point:
    """What holds at a check point now."""
    return point_rules(check_point, sessions_of(check_point.event_id))


def sessions_of(event_id: int) -> Sequence[EventSession]:
    """All sessions of an event."""
    mine = select(EventSession).where(EventSession.event_id == event_id)
    return db.session.scalars(mine.order_by(EventSession.id)).all()


def _people(point: Point, ids: Iterable[int]) -> list[Registration]:
    """With their seats. Who was offered a place may take it here: its session is locked."""
    wanted = select(Registration).where(Registration.id.in_(ids)).order_by(Registration.id)
    wanted = wanted.options(selectinload(Registration.seats))
    people = list(db.session.scalars(wanted))
    here = {window.session for window in point.windows}
    mine = [seat for person in people for seat in person.seats if seat.session_id in here]
    offered = [seat for seat in mine if seat.state == SeatState.OFFERED]
    if offered:
        seats.lock({seat.session_id for seat in offered})
        for seat in offered:
            db.session.refresh(seat)
    return people


def _scans(
    check_point: CheckPoint, ids: Sequence[int]
) -> tuple[dict[int, list[Scan]], dict[int, str]]:
    """The scans there by person, and the newest decision on each of them."""
    here = (Scan.check_point_id == check_point.id) & Scan.registration_id.in_(ids)
    scans: dict[int, list[Scan]] = defaultdict(list)
    for scan in db.session.scalars(select(Scan).where(here)):
        scans[scan.registration_id or 0].append(scan)
    taken = select(ScanDecision.scan_id, ScanDecision.decision).join(
        Scan, Scan.id == ScanDecision.scan_id
    )
    rows = db.session.execute(taken.where(here).order_by(ScanDecision.id))
    return scans, dict(rows.all())


def _presences(check_point: CheckPoint, ids: Sequence[int]) -> dict[int, dict[int, Presence]]:
    """By person and day."""
    here = (Presence.check_point_id == check_point.id) & Presence.registration_id.in_(ids)
    found: dict[int, dict[int, Presence]] = defaultdict(dict)
    for presence in db.session.scalars(select(Presence).where(here)):
        found[presence.registration_id][presence.day] = presence
    return found


def _write_scans(scans: Iterable[Scan], told: Story) -> None:
    for scan in scans:
        found = told.found[scan.id]
        scan.verdict, scan.counted, scan.review = found.verdict, found.counted, found.review


def _write_days(
    door: Door, mine: dict[str, int], rows: Mapping[int, Presence], told: Story
) -> None:
    """One row for each day on which she came; kiosks hear of every change."""
    for day, there in told.days.items():
        facts = {
            "first_at": there.first,
            "nonce": there.nonce,
            "inside": there.inside,
            "left_at": there.left,
            "gone": False,
        }
        row = rows.get(day)
        if row is None:
            version = listing.next_version(door)
            db.session.add(Presence(**mine, day=day, **facts, version=version))
        elif any(getattr(row, name) != fact for name, fact in facts.items()):
            _change(row, facts, door)
    for day, row in rows.items():
        if day not in told.days and not row.gone:
            _change(row, {"gone": True, "inside": False, "left_at": None}, door)


def _change(row: Presence, facts: dict[str, object], door: Door) -> None:
    for name, fact in facts.items():
        setattr(row, name, fact)
    row.version = listing.next_version(door)


def _write_seats(point: Point, person: Registration, scans: Iterable[Scan], told: Story) -> bool:
    """Note the earliest arrival at each seat. Was one taken back that a scan stood for?"""
    stand = {sight.at for sight in told.sights}
    fallen = {scan.at for scan in scans} - stand
    undone = [seat for seat in person.seats if seat.arrived_at in fallen]
    for seat in undone:
        arrivals.not_seen(seat)
    for sight in told.sights:
        for seat in _seats_at(point, person, ms(sight.at), vouched=sight.vouched):
            arrivals.seen(seat, sight.at)
    return bool(undone)


def _seats_at(point: Point, person: Registration, at: int, *, vouched: bool) -> list[Seat]:
    """The seats of what was open when somebody came in; else, if the team let her in, the seat
    that is nearest: she was too early, too late, or on a list that said no."""
    far = {window.session: _far(window, at) for window in point.windows}
    mine = [seat for seat in person.seats if far.get(seat.session_id, FAR) < FAR]
    held = [seat for seat in mine if seat.state in HOLDING and not far[seat.session_id]]
    if held or not vouched:
        return held
    live = [seat for seat in mine if seat.state not in GONE] or mine
    return sorted(live, key=lambda seat: (far[seat.session_id], seat.session_id))[:1]


def _far(window: Window, at: int) -> int:
    """Milliseconds from `at` to the time when a session's people may pass."""
    return max(window.opens - at, at - window.closes + 1, 0)


def _settle_elsewhere(check_point: CheckPoint, registration_id: int) -> None:
    """The person was perhaps seen at another check point of the same session."""
    hers = select(Scan.check_point_id).where(Scan.registration_id == registration_id)
    others = select(CheckPoint).where(CheckPoint.id != check_point.id, CheckPoint.id.in_(hers))
    for other in db.session.scalars(others.order_by(CheckPoint.id)).all():
        settle(other, registration_id)
