"""A kiosk tells what it saw; it is kept, once, together with what the list lacks."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.core import audit
from portal.core.db import db, written
from portal.kiosks.models import Kiosk, Scan
from portal.kiosks.operations import enrolling, listing, receiving, settling
from portal.kiosks.operations.hearing import Heard
from portal.kiosks.queries import devices
from portal.kiosks.queries.listing import Differences
from portal.kiosks.queries.rules_of import ms

SEEN_EVERY = timedelta(seconds=10)  # for this alone a row is written no oftener
STEADY = 1000  # ms that a clock may seem to move while only the network was slower


def take_in(
    token: str, sent: Heard, found: Differences, at: datetime
) -> tuple[Kiosk, dict[str, str]] | None:
    """Keep the scans that a kiosk sent, write what the list lacks (`found`), note that it was heard
    of. The kiosk, and the verdict on each scan by its nonce; None when it was stopped meanwhile.
    """
    kiosk = devices.kiosk_by_token(token)
    if kiosk is None:
        return None
    audit.actor.set(enrolling.subject(kiosk))
    if found.compared:
        new = listing.write(listing.door_of(kiosk.event_id), found)
        _judge_again(kiosk.event_id, new)
    acks = receiving.receive(kiosk, sent.scans, sent.clock, at) if sent.scans else {}
    note_heard(kiosk, sent, at)
    return kiosk, {nonce: str(verdict) for nonce, verdict in acks.items()}


def has_to_write(kiosk: Kiosk, sent: Heard, found: Differences, at: datetime) -> bool:
    """Is anything to be kept? A kiosk that fetches a long list asks many times in a row."""
    return bool(sent.scans) or found.compared or _has_changed(kiosk, sent, at)


def note_heard(kiosk: Kiosk, sent: Heard, at: datetime) -> None:
    """When the kiosk was heard of, how many scans it keeps, how its clock goes."""
    if _has_changed(kiosk, sent, at):
        ahead = _ahead(sent, at)
        mine = update(Kiosk).where(Kiosk.id == kiosk.id)
        written(mine.values(seen_at=at, unsent=sent.unsent, ahead=ahead))


def _has_changed(kiosk: Kiosk, sent: Heard, at: datetime) -> bool:
    return (
        kiosk.seen_at is None
        or at - kiosk.seen_at >= SEEN_EVERY
        or kiosk.unsent != sent.unsent
        or abs(kiosk.ahead - _ahead(sent, at)) > STEADY
    )


def _ahead(sent: Heard, at: datetime) -> int:
    return sent.clock - ms(at)


def _judge_again(event_id: int, keys: Collection[bytes]) -> None:
    """Codes that a kiosk scanned before their registrations were on the list."""
    nobodys = (Scan.event_id == event_id) & Scan.registration_id.is_(None)
    if keys:
        waiting = select(Scan.key).where(nobodys, Scan.key.in_(keys)).distinct()
        for key in set(keys).intersection(db.session.scalars(waiting)):
            settling.rejudge(event_id, key)
