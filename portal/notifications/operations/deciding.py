"""What staff decide of messages that did not arrive: send them again, or leave it at that."""

from sqlalchemy import select, update

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, written
from portal.notifications import queries
from portal.notifications.models import Message, State
from portal.notifications.operations import posting

MOST_AGAIN = 200  # messages that one press sends again


def all_again(reason: str) -> int:
    """Send again what waits for a decision for this reason, 200 at most; how many.

    Those that came too late are left out, and those of which nobody knows whether they left: they
    may have arrived, so each is decided by itself. Pressed twice, sent once.
    """
    surely_not = Message.state.in_((State.DEAD, State.FAILED))
    wanted = select(Message).where(
        queries.is_to_look_at(),
        surely_not,
        Message.error_code == reason,
        Message.expires_at > now(),
    )
    first = wanted.order_by(Message.id).limit(MOST_AGAIN)
    found = list(db.session.scalars(first.with_for_update(skip_locked=True)))
    for message in found:
        posting.replay(message)
    return len(found)


def seen(message: Message) -> None:
    """Somebody looked at it, and nothing is left to do."""
    if message.seen_at is None:
        message.seen_at = now()
        audit.record("notifications.message.seen", f"message:{message.id}")


def all_seen(reason: str) -> int:
    """Somebody looked at all that failed for this reason; how many."""
    mine = select(Message.id).where(queries.is_to_look_at(), Message.error_code == reason)
    ids = list(db.session.scalars(mine))
    changed = update(Message).where(Message.id.in_(ids), Message.seen_at.is_(None))
    count = written(changed.values(seen_at=now())).rowcount
    audit.record("notifications.messages.seen", reason or "no_reason")
    return count
