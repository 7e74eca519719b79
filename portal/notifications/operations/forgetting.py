"""Forget the words a week after a message came to its end; the fact stays a year."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from portal.core.clock import now
from portal.core.db import db, written
from portal.notifications.models import Message, ReceiptSeen, ShortLink, Spending, State

WORDS_KEPT = timedelta(days=7)
FACTS_KEPT = timedelta(days=365)
LINKS_KEPT = timedelta(days=365)
BATCH = 500


def forget_words() -> int:
    """Address and words of what ended a week ago, in one batch. Run until it says 0."""
    ended = Message.state.notin_((State.PENDING, State.LEASED))
    old = ended & (Message.updated_at < now() - WORDS_KEPT) & Message.words_kept
    ids = list(db.session.scalars(select(Message.id).where(old).limit(BATCH)))
    words: dict[str, Any] = {"address": "", "address_index": b"", "facts": {}, "otherwise": None}
    erased = update(Message).values(**words, words_kept=False)
    written(erased.where(Message.id.in_(ids)))
    return len(ids)


def forget_facts() -> int:
    """What is a year old, in one batch. Run until it says 0."""
    at = now()
    old = select(Message.id).where(Message.created_at < at - FACTS_KEPT).limit(BATCH)
    ids = list(db.session.scalars(old))
    written(delete(ReceiptSeen).where(ReceiptSeen.message_id.in_(ids)))
    written(delete(Message).where(Message.id.in_(ids)))
    written(delete(ShortLink).where(ShortLink.created_at < at - LINKS_KEPT))
    written(delete(Spending).where(Spending.day < (at - FACTS_KEPT).date()))
    return len(ids)
