"""The outbox and what surrounds it: receipts, consent, short links, the health of each wire."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.clock import now
from portal.core.db import Base
from portal.core.sealed import Sealed


class State(StrEnum):
    PENDING = "pending"
    LEASED = "leased"
    ACCEPTED = "accepted"  # the provider took it
    DELIVERED = "delivered"
    FAILED = "failed"  # the provider said no for good
    UNKNOWN = "unknown"  # the answer was lost: sent or not, nobody knows
    DEAD = "dead"  # tried too often, or it could not be written
    CANCELLED = "cancelled"  # its reason has gone
    EXPIRED = "expired"  # too late to be of use


def new_reference() -> str:
    return secrets.token_hex(8)


class Message(Base):
    """One copy for one person on one channel. The next channel, if it fails, is another row."""

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(str(s) for s in State)}", name="state"),
        Index("ix_message_due", "state", "channel", "urgency", "next_at"),
        Index("ix_message_sending", "sending", "state"),
        Index("ix_message_provider_ref", "provider", "provider_ref"),
        Index("ix_message_address", "address_index", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Ours towards the provider. Random: a restored database must not use an old one again.
    reference: Mapped[str] = mapped_column(unique=True, default=new_reference)
    dedupe_key: Mapped[str] = mapped_column(unique=True)  # what it means, so never said twice
    kind: Mapped[str]
    purpose: Mapped[str]
    cause: Mapped[str] = mapped_column(index=True)  # "registration:12"
    sending: Mapped[str] = mapped_column(default="")  # "sending:4": one of many copies
    channel: Mapped[str]
    address: Mapped[str] = mapped_column(Sealed("message.address"))
    address_index: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(Sealed("message.facts"))
    # Where else this person is reached, in order: [channel, address].
    otherwise: Mapped[list[list[str]] | None] = mapped_column(Sealed("message.otherwise"))
    words_kept: Mapped[bool] = mapped_column(default=True)  # False: address and facts are erased
    state: Mapped[str] = mapped_column(default=State.PENDING)
    error_code: Mapped[str] = mapped_column(default="")
    urgency: Mapped[int]  # of two that are due, the smaller leaves first
    prompt: Mapped[bool] = mapped_column(default=False)  # the person waits for it: day or night
    matters_on: Mapped[date | None]  # on this day it is sent at any hour
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now)
    ask_at: Mapped[datetime | None] = mapped_column(index=True)  # unknown: ask the provider then
    fallback_at: Mapped[datetime | None] = mapped_column(index=True)  # then the next channel
    lease_no: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    provider: Mapped[str] = mapped_column(default="")  # the wire of the last attempt
    provider_ref: Mapped[str] = mapped_column(default="")
    segments: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int] = mapped_column(default=0)  # centimes
    accepted_at: Mapped[datetime | None] = mapped_column(index=True)
    delivered_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]  # staff looked at it: nothing is left to do
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class ReceiptSeen(Base):
    """Every word of a provider, once. Without a message yet: it came before our own note."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("wire", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wire: Mapped[str]
    event_id: Mapped[str]
    message_id: Mapped[int | None] = mapped_column(index=True)
    provider_ref: Mapped[str] = mapped_column(default="", index=True)
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=now)
    received_at: Mapped[datetime] = mapped_column(default=now, index=True)


class WireHealth(Base):
    """How a wire does, for all workers: its breaker, its pace, its last answers."""

    __tablename__ = "wire"

    name: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)  # one after another
    rest_until: Mapped[datetime | None]  # nothing is sent on it before
    free_at: Mapped[datetime | None]  # the pace it allows is used up until then
    last_ok_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    last_error_at: Mapped[datetime | None]


class Consent(Base):
    """What a person said of being written to, for one purpose; the latest word counts."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_latest", "address_index", "purpose", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address_index: Mapped[bytes] = mapped_column(LargeBinary)
    purpose: Mapped[str]
    given: Mapped[bool]
    how: Mapped[str]  # "form", "page", "team"
    version: Mapped[str]  # of the words that were read
    language: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)


class ShortLink(Base):
    """A short address in a message, and the page it leads to ("fr/badges/…/")."""

    __tablename__ = "short_link"

    token: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class HeldSending(Base):
    """A sending whose copies wait until staff let them go on."""

    __tablename__ = "held_sending"

    sending: Mapped[str] = mapped_column(primary_key=True)


class Spending(Base):
    """What messages cost on one day of Morocco's calendar."""

    __tablename__ = "spending"

    day: Mapped[date] = mapped_column(primary_key=True)
    centimes: Mapped[int] = mapped_column(default=0)
    letters: Mapped[int] = mapped_column(default=0)
