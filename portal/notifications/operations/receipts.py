"""What providers say afterwards. A message's state only moves forward; "delivered" is final."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, select, update

from portal.core.clock import now
from portal.core.db import db, insert_new, written
from portal.notifications import rules, wiring
from portal.notifications.models import Message, ReceiptSeen, State
from portal.notifications.operations import posting
from portal.notifications.wires.base import Receipt

# How far a message has come. A receipt lifts it, never the other way round, in whatever order
# receipts arrive: a phone that was reached stays reached.
RANK = {
    State.PENDING: 0,
    State.LEASED: 0,
    State.UNKNOWN: 1,
    State.CANCELLED: 1,
    State.EXPIRED: 1,
    State.DEAD: 1,
    State.ACCEPTED: 2,
    State.FAILED: 3,
    State.DELIVERED: 4,
}


def take(wire: str, receipts: Sequence[Receipt]) -> int:
    """Keep what a provider says, each word once; how many name no message that we know."""
    unknown = 0
    for receipt in receipts:
        message = _message(wire, receipt)
        new = insert_new(
            ReceiptSeen,
            wire=wire,
            event_id=receipt.event_id[:200],
            message_id=message.id if message else None,
            provider_ref=receipt.provider_ref[:200],
            state=receipt.state,
            reason=receipt.reason,
            at=receipt.at or now(),
        )
        unknown += message is None
        if new and message is not None:
            _lift(message, receipt.state, receipt.reason, receipt.at or now())
    return unknown


def claim_early(message_ids: Sequence[int] = ()) -> None:
    """Receipts that came before we had noted the provider's own id are read now.

    Of these messages; of any, when none is named.
    """
    named = select(ReceiptSeen, Message).join(
        Message,
        (Message.provider == ReceiptSeen.wire)
        & (Message.provider_ref == ReceiptSeen.provider_ref)
        & (Message.provider_ref != ""),
    )
    early = named.where(ReceiptSeen.message_id.is_(None))
    if message_ids:
        early = early.where(Message.id.in_(message_ids))
    for seen, message in db.session.execute(early).all():
        seen.message_id = message.id
        _lift(message, seen.state, seen.reason, seen.at)


def tidy() -> None:
    """Receipts that named nothing are forgotten after ten minutes; what no receipt ever confirmed
    within three days is said to have failed."""
    claim_early()
    at = now()
    orphan = ReceiptSeen.message_id.is_(None)
    written(delete(ReceiptSeen).where(orphan, ReceiptSeen.received_at < at - rules.EARLY))
    telling = [w.name for mine in wiring.wires().values() for w in mine if w.tells]
    old = (Message.state == State.ACCEPTED) & (Message.accepted_at < at - rules.UNCONFIRMED)
    silent = {"state": State.FAILED, "error_code": "never_confirmed", "updated_at": at}
    written(update(Message).where(old, Message.provider.in_(telling)).values(**silent))


def _message(wire: str, receipt: Receipt) -> Message | None:
    """The message that a receipt names, by our reference or by the provider's id."""
    by = []
    if receipt.reference:
        by.append(Message.reference == receipt.reference)
    if receipt.provider_ref:
        by.append((Message.provider == wire) & (Message.provider_ref == receipt.provider_ref))
    if not by:
        return None
    found = select(Message).where(or_(*by)).limit(1).with_for_update()
    return db.session.scalar(found.execution_options(populate_existing=True))


def _lift(message: Message, state: str, reason: str, at: datetime) -> None:
    wanted = State(state)
    if RANK[wanted] <= RANK[State(message.state)]:
        return
    message.state, message.updated_at = wanted, now()
    message.error_code = reason if wanted == State.FAILED else ""
    message.lease_until = None
    if wanted == State.DELIVERED:
        message.delivered_at, message.fallback_at = at, None
    message.accepted_at = message.accepted_at or at
    db.session.flush()
    if wanted == State.FAILED and message.expires_at > now():
        posting.follow(message)
