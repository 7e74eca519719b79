"""What a coordinator writes to many: draft it, change it, let it go."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.queue import Job, later
from portal.events import messages
from portal.events.models import Event, Sending
from portal.events.states import SendingState

LASTS = timedelta(days=3)  # a night, a day without money, a provider that is away
OPEN = (SendingState.DRAFT, SendingState.SCHEDULED)


@dataclass(frozen=True)
class Words:
    """What is written, to whom (see sendings.Wanted), and when: None for at once."""

    kind: str
    texts: dict[str, str]
    session_id: int | None = None
    seats: tuple[str, ...] = ()
    arrived: bool | None = None
    due_at: datetime | None = None


def write(event: Event, words: Words, *, staff_id: int | None) -> Sending:
    """Keep a message that is being written. Nothing is sent."""
    token = secrets.token_urlsafe(12)
    sending = Sending(
        token=token,
        key=f"written:{token}",
        event_id=event.id,
        made_by=staff_id,
        state=SendingState.DRAFT,
        held=False,
    )
    _fill(sending, words)
    db.session.add(sending)
    db.session.flush()
    audit.record("events.sending.written", f"event:{event.id}")
    return sending


def change(sending: Sending, words: Words) -> None:
    """Write it anew. It is a draft again: what nobody has looked at is not sent.

    Raises Refused("sending_begun").
    """
    db.session.refresh(sending, with_for_update=True)
    if not may_be_changed(sending):
        raise Refused("sending_begun")
    sending.state = SendingState.DRAFT
    _fill(sending, words)
    audit.record("events.sending.changed", f"event:{sending.event_id}")


def may_be_changed(sending: Sending) -> bool:
    """Is it written by staff, and has not begun?"""
    return sending.kind in messages.FREE_WORDS and sending.state in OPEN


def as_read(sending: Sending) -> str:
    """Stands for all that a preview shows: another one means that somebody has changed it."""
    seen = (
        sending.kind,
        sorted(sending.texts.items()),
        sending.session_id,
        sorted(sending.seats),
        sending.arrived,
        sending.due_at.timestamp(),
    )
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def send(sending: Sending, seen: str) -> None:
    """Send it at its hour, or now. `seen`: as_read() of what was looked at. Asked twice, done once.

    Raises Refused("sending_changed"): somebody has written it anew meanwhile.
    """
    db.session.refresh(sending, with_for_update=True)
    if sending.state != SendingState.DRAFT:
        return
    if as_read(sending) != seen:
        raise Refused("sending_changed")
    at = now()
    sending.due_at = max(sending.due_at, at)
    sending.ends_at = _useless_after(sending)
    sending.state = SendingState.SCHEDULED
    audit.record("events.sending.scheduled", f"event:{sending.event_id}")
    if sending.due_at <= at:
        later(Job.PLAN_SENDING)


def _fill(sending: Sending, words: Words) -> None:
    sending.kind, sending.texts = words.kind, words.texts
    sending.session_id, sending.seats = words.session_id, list(words.seats)
    sending.arrived = words.arrived
    sending.due_at = words.due_at or now()
    sending.ends_at = sending.due_at + LASTS


def _useless_after(sending: Sending) -> datetime:
    """What is said of a session before it ends is of no use afterwards."""
    last = sending.due_at + LASTS
    mine = [s for s in sending.event.sessions if sending.session_id in (None, s.id)]
    end = max((session.ends_at for session in mine), default=last)
    about_it = sending.kind == messages.WORDS and end > sending.due_at
    return min(end, last) if about_it else last
