"""Put a message in the outbox; take it out once; note what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from portal.core.clock import now
from portal.core.db import db, insert_new, written
from portal.core.queue import Job, later
from portal.notifications import queries, rules
from portal.notifications.models import Message, State

LEASE = timedelta(seconds=60)
WORDS_KEPT = timedelta(days=7)


@dataclass(frozen=True)
class Recipient:
    """Where a message goes: a channel, an address on it, the reader's language."""

    channel: str
    address: str
    language: str


@dataclass(frozen=True)
class Claim:
    """A message copied out of the database, so that sending needs no open transaction."""

    id: int
    lease_no: int
    attempts: int
    kind: str
    channel: str
    address: str
    language: str
    facts: dict[str, Any]


def post(
    kind: str, to: Recipient, *, dedupe_key: str, cause: str, expires_at: datetime, **facts: Any
) -> None:
    """Write the message now; a worker sends it after the commit.

    `dedupe_key` says what the message means ("badge:12:sms"): posting it again adds nothing.
    """
    new = insert_new(
        Message,
        dedupe_key=dedupe_key,
        kind=kind,
        cause=cause,
        channel=to.channel,
        address=to.address,
        language=to.language,
        facts=facts,
        expires_at=expires_at,
    )
    if new:
        later(Job.DELIVER)


def cancel(cause: str) -> None:
    """Nobody needs to hear of `cause` any more: its waiting messages are not sent."""
    waiting = (Message.cause == cause) & (Message.state == State.PENDING)
    db.session.execute(
        update(Message).where(waiting).values(state=State.CANCELLED, updated_at=now())
    )


def claim(most: int) -> list[Claim]:
    """Take at most `most` due messages for a minute. Another worker asking now gets others."""
    at = now()
    wanted = select(Message).where(queries.is_due(at)).order_by(Message.next_at).limit(most)
    found = db.session.scalars(wanted.with_for_update(skip_locked=True)).all()
    claims = []
    for message in found:
        message.updated_at = at
        if message.expires_at <= at:
            message.state = State.EXPIRED
            continue
        message.state = State.LEASED
        message.lease_no += 1
        message.lease_until = at + LEASE
        message.attempts += 1
        claims.append(_copied(message))
    return claims


def note_accepted(taken: Claim) -> None:
    """The provider took it."""
    _note(taken, state=State.ACCEPTED, error_code="")


def note_dead(taken: Claim, error_code: str) -> None:
    """It can't be sent, now or later."""
    _note(taken, state=State.DEAD, error_code=error_code)


def note_trouble(taken: Claim, error_code: str) -> None:
    """Not this time: try again after a pause, up to the twelfth time."""
    if taken.attempts >= rules.MOST_ATTEMPTS:
        note_dead(taken, error_code)
        return
    again = now() + rules.pause(taken.attempts)
    _note(taken, state=State.PENDING, error_code=error_code, next_at=again)


def forget_words() -> None:
    """A week after a message has come to its end, its words and its address go; the fact stays."""
    ended = Message.state.notin_((State.PENDING, State.LEASED))
    old = ended & (Message.updated_at < now() - WORDS_KEPT) & Message.words_kept
    db.session.execute(update(Message).where(old).values(address="", facts={}, words_kept=False))


def _note(taken: Claim, **facts: Any) -> None:
    """Only the holder of the lease may speak: an orphaned job that wakes late changes nothing."""
    mine = (
        (Message.id == taken.id)
        & (Message.lease_no == taken.lease_no)
        & (Message.state == State.LEASED)
    )
    written(update(Message).where(mine).values(updated_at=now(), **facts))


def _copied(message: Message) -> Claim:
    return Claim(
        id=message.id,
        lease_no=message.lease_no,
        attempts=message.attempts,
        kind=message.kind,
        channel=message.channel,
        address=message.address,
        language=message.language,
        facts=dict(message.facts),
    )
