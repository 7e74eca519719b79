"""Scans that a kiosk sends, in batches: each is kept once, whatever the network does."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.db import db, insert_new_rows
from portal.events.models import EventSession, Registration
from portal.kiosks import rules
from portal.kiosks.models import CheckPoint, DoorEntry, Kiosk, Scan
from portal.kiosks.operations import lines, listing, settling, walk_ins
from portal.kiosks.operations.lines import Line
from portal.kiosks.queries.rules_of import entry_of, ms, point_rules, root_of
from portal.kiosks.rules import Point
from portal.kiosks.states import Mode, Review, Verdict


@dataclass(frozen=True)
class Dated:
    """A scan that is new to us, and when it was made by our clock.

    `lost`: the kiosk's was so wrong that somebody should look.
    """

    line: Line
    at: datetime
    skewed: bool
    lost: bool


@dataclass(frozen=True)
class Whose:
    """Whose scan it is, as far as we know. `review`: why somebody should look already now."""

    owner: Registration | None = None
    review: str = ""


def receive(
    kiosk: Kiosk, scans: Iterable[dict[str, Any]], clock_ms: int, at: datetime
) -> dict[str, str]:
    """Keep these scans; the verdict of each by its nonce.

    `clock_ms`: the kiosk's clock at the instant `at`. A scan without a usable nonce can't be
    acknowledged and is passed over.
    """
    listing.door_of(kiosk.event_id)  # locked: from here on one kiosk of the event after another
    first = {nonce: raw for raw in scans if (nonce := lines.nonce_of(raw))}
    unheard = [first[nonce] for nonce in sorted(first.keys() - _known(first))]
    sessions = settling.sessions_of(kiosk.event_id)
    since = _not_before(kiosk, sessions)
    places = _check_points(kiosk)
    new: dict[int, list[Dated]] = defaultdict(list)
    for raw in unheard:
        line = lines.read(raw, station=kiosk.station, at=at)
        when = lines.corrected(line.scanned_at, clock=clock_ms, at=at, since=since)
        new[line.point if line.point in places else kiosk.check_point_id].append(Dated(line, *when))
    for place in sorted(new):
        _take_in(kiosk, places[place], sessions, new[place], at)
    return _verdicts(kiosk.event_id, first)


def _take_in(
    kiosk: Kiosk,
    check_point: CheckPoint,
    sessions: Sequence[EventSession],
    new: Sequence[Dated],
    at: datetime,
) -> None:
    """Scans of one check point, that we had not heard of."""
    point = point_rules(check_point, sessions)
    found = _walk_ins(kiosk, point, new)
    found = {**_owners(kiosk.event_id, new, found), **found}
    here = {"event_id": kiosk.event_id, "check_point_id": check_point.id, "kiosk_id": kiosk.id}
    rows = [
        {**here, **_row(kiosk, point, one, found.get(one.line.nonce, Whose()), at)} for one in new
    ]
    insert_new_rows(Scan, rows)
    settling.settle(check_point, *(row["registration_id"] for row in rows))
    _judge_again(kiosk.event_id, new, found)


def _check_points(kiosk: Kiosk) -> dict[int, CheckPoint]:
    """Those of the event: a device may have stood at another one before it became this kiosk."""
    mine = select(CheckPoint).where(CheckPoint.event_id == kiosk.event_id)
    return {one.id: one for one in db.session.scalars(mine)}


def _known(nonces: Collection[str]) -> set[str]:
    return set(db.session.scalars(select(Scan.nonce).where(Scan.nonce.in_(nonces))))


def _not_before(kiosk: Kiosk, sessions: Sequence[EventSession]) -> datetime:
    """No scan of the event was made before this."""
    event = kiosk.check_point.event
    begins = [session.starts_at for session in sessions]
    return min([event.created_at, kiosk.created_at, *begins]) - rules.LOST_CLOCK


def _walk_ins(kiosk: Kiosk, point: Point, new: Iterable[Dated]) -> dict[str, Whose]:
    """Those without a registration get one; the kiosks hear of their codes."""
    came = {one.line.nonce: one for one in new if one.line.is_slip}
    slips = {
        nonce: walk_ins.read(kiosk, point, nonce, one.line.box, one.at)
        for nonce, one in came.items()
    }
    legible = {nonce: (slip, came[nonce].at) for nonce, slip in slips.items() if slip}
    made = walk_ins.enter(kiosk, point, legible)
    found = {
        n: Whose(made.get(n), walk_ins.review_of(slip, made.get(n))) for n, slip in slips.items()
    }
    # The kiosk made the code, so it knows its key: nothing slow is computed here.
    keys = {
        whose.owner.id: key
        for nonce, whose in found.items()
        if whose.owner and not whose.review and (key := came[nonce].line.key)
    }
    if keys:
        listing.refresh(kiosk.event_id, keys=keys)
    return found


def _owners(event_id: int, new: Iterable[Dated], found: Mapping[str, Whose]) -> dict[str, Whose]:
    """Whose codes were scanned."""
    keys = {one.line.nonce: one.line.key for one in new if one.line.nonce not in found}
    wanted = select(DoorEntry.key, DoorEntry.registration_id).where(
        DoorEntry.event_id == event_id, DoorEntry.key.in_({key for key in keys.values() if key})
    )
    ids = dict(db.session.execute(wanted).all())
    people = select(Registration).where(Registration.id.in_(ids.values()))
    loaded = db.session.scalars(people.options(selectinload(Registration.seats)))
    owners = {owner.id: root_of(owner) for owner in loaded}
    return {nonce: Whose(owners[ids[key]]) for nonce, key in keys.items() if key in ids}


def _row(kiosk: Kiosk, point: Point, one: Dated, whose: Whose, at: datetime) -> dict[str, Any]:
    """A scan as it is kept: what was found of it is what can be said of it alone."""
    line = one.line
    judged = _judged(point, one, whose)
    through = line.shown in rules.LET_IN or bool(line.reason)
    counted = line.mode == Mode.VISIT and not line.bad
    return {
        "nonce": line.nonce,
        "staff_id": kiosk.keeper_id if line.reason else None,
        "key": line.key,
        "seq": line.seq,
        "scanned_at": line.scanned_at,
        "received_at": at,
        "at": one.at,
        "skewed": one.skewed,
        "direction": line.direction,
        "mode": line.mode,
        "fresh": line.fresh,
        "shown": line.shown,
        "forced": bool(line.reason) and judged not in rules.LET_IN,
        "reason": line.reason,
        "purpose": line.purpose,
        # Sealed as long as nobody could register her; then her name stands with her registration.
        "box": None if whose.owner else line.box,
        "registration_id": whose.owner.id if whose.owner else None,
        "judged": judged,
        "verdict": judged,
        "counted": counted,
        "review": _review(one, whose, through=through, counted=counted),
    }


def _judged(point: Point, one: Dated, whose: Whose) -> str:
    """What the rules say of a scan alone, by what we know now."""
    if one.line.is_slip and not whose.owner:
        return Verdict.UNKNOWN
    if one.line.is_slip and one.line.shown in rules.LET_IN:
        return Verdict.WELCOME  # full or not: she was let in
    if one.line.mode == Mode.VISIT and not one.line.bad:
        return Verdict.WELCOME
    entry = entry_of(whose.owner) if whose.owner else None
    return rules.judge(point, entry, ms(one.at), fresh=True).verdict


def _review(one: Dated, whose: Whose, *, through: bool, counted: bool) -> str:
    """Why somebody should look at a scan, as far as it tells by itself: the rest is settled."""
    if whose.review:
        return whose.review
    if one.lost:
        return Review.CLOCK
    nobodys = whose.owner is None and not counted
    return Review.UNKNOWN if nobodys and (through or one.line.bad) else ""


def _judge_again(event_id: int, new: Iterable[Dated], found: Mapping[str, Whose]) -> None:
    """Another kiosk may have seen a walk-in before we heard who it was."""
    walked = [one.line for one in new if one.line.is_slip]
    for line in walked:
        whose = found[line.nonce]
        if whose.owner and not whose.review and line.key:
            settling.rejudge(event_id, line.key)


def _verdicts(event_id: int, nonces: Collection[str]) -> dict[str, str]:
    """A nonce that is another event's by chance or by malice is acknowledged, no more."""
    mine = (Scan.event_id == event_id) & Scan.nonce.in_(nonces)
    said = dict(db.session.execute(select(Scan.nonce, Scan.verdict).where(mine)).all())
    return {nonce: said.get(nonce, Verdict.NOT_FOUND) for nonce in nonces}
