"""Scans that no kiosk made: noted by hand, or typed in from the list on paper."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from portal.core import audit
from portal.core.clock import local, now
from portal.core.db import db, insert_new_rows
from portal.core.errors import Refused
from portal.events.models import Registration
from portal.events.operations import telling
from portal.kiosks import rules
from portal.kiosks.models import CheckPoint, Scan
from portal.kiosks.operations import deciding, listing, settling
from portal.kiosks.queries.rules_of import entry_of, ms, root_of
from portal.kiosks.states import Decision, Mode, Reason, Verdict

_ON_PAPER = uuid.UUID("6f0f3f63-51d1-4b0b-a4a9-6a0a5e1f6d10")


def by_hand(
    check_point: CheckPoint,
    registration: Registration,
    *,
    staff_id: int,
    reason: str,
    at: datetime | None = None,
) -> Scan:
    """A member of the team has seen this person come in, now or at the instant `at`.

    Raises Refused: reason_missing, time_to_come.
    """
    if reason not in set(Reason):
        raise Refused("reason_missing", "reason")
    nonce = str(uuid.uuid4())
    _note(check_point, {nonce: registration}, Mode.HAND, staff_id, at or now(), reason)
    audit.record("kiosks.scan.by_hand", telling.cause(root_of(registration)))
    return db.session.scalars(select(Scan).where(Scan.nonce == nonce)).one()


def on_paper(
    check_point: CheckPoint, registrations: Iterable[Registration], *, staff_id: int, at: datetime
) -> int:
    """These people signed the list on paper on the day of `at`. How many are new on it?

    The same list typed in twice, by whomever, notes each of them once a day.
    """
    day = local(at).date()
    people = {root.id: root for root in map(root_of, registrations)}
    nonces = {
        str(uuid.uuid5(_ON_PAPER, f"{check_point.id}|{person_id}|{day}")): person
        for person_id, person in people.items()
    }
    listing.door_of(check_point.event_id)
    noted = select(Scan).where(Scan.nonce.in_(nonces))
    known = {scan.nonce: scan for scan in db.session.scalars(noted)}
    new = {nonce: person for nonce, person in nonces.items() if nonce not in known}
    _note(check_point, new, Mode.PAPER, staff_id, at)
    for person in new.values():
        audit.record("kiosks.scan.on_paper", telling.cause(person))
    left_out = [scan for scan in known.values() if deciding.newest(scan) == Decision.LEAVE_OUT]
    for scan in left_out:
        deciding.decide(scan, Decision.COUNT, staff_id=staff_id)
    return len(new) + len(left_out)


def _note(
    check_point: CheckPoint,
    people: dict[str, Registration],
    mode: str,
    staff_id: int,
    at: datetime,
    reason: str = "",
) -> None:
    """Keep a scan for each of `people` (by nonce), and settle what it comes to."""
    heard = now()
    if at > heard + rules.SKEW:
        raise Refused("time_to_come", "at")
    listing.door_of(check_point.event_id)
    point = settling.rules_at(check_point)
    rows = []
    for nonce, registration in people.items():
        owner = root_of(registration)
        judged = rules.judge(point, entry_of(owner), ms(at), fresh=True).verdict
        row = {
            "nonce": nonce,
            "event_id": check_point.event_id,
            "check_point_id": check_point.id,
            "staff_id": staff_id,
            "registration_id": owner.id,
            "scanned_at": at,
            "at": at,
            "received_at": heard,
            "mode": mode,
            "shown": Verdict.WELCOME,
            "judged": judged,
            "verdict": judged,
            "forced": judged not in rules.LET_IN,
            "reason": reason,
        }
        rows.append(row)
    insert_new_rows(Scan, rows)
    settling.settle(check_point, *(root_of(registration).id for registration in people.values()))
