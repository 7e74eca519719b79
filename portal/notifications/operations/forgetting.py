"""Forget the words a week after a message came to its end; the fact stays a year."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from portal.core.clock import now
from portal.core.db import db, written
from portal.notifications.kinds import Purpose, Urgency
from portal.notifications.models import Message, ReceiptSeen, ShortLink, Spending, State

WORDS_KEPT = timedelta(days=7)
CODES_KEPT = timedelta(hours=1)
FACTS_KEPT = timedelta(days=365)
LINKS_KEPT = timedelta(days=365)
BATCH = 500


def forget_words() -> int:
    """Address and words of what ended a week ago, in one batch. Run until it says 0."""
    ended = Message.state.notin_((State.PENDING, State.LEASED))
    return _forget(ended & (Message.updated_at < now() - WORDS_KEPT))


def forget_codes() -> int:
    """One-time codes an hour after they were asked for, in one batch.

    Not those that the operator refused: they never arrived, and tell which numbers are dead.
    """
    ended = Message.state.notin_((State.PENDING, State.LEASED, State.FAILED))
    codes = (Message.purpose == Purpose.CODE) & (Message.urgency == Urgency.CODE)
    return _forget(codes & ended & (Message.created_at < now() - CODES_KEPT))


def _forget(which: ColumnElement[bool]) -> int:
    old = which & Message.words_kept
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
