"""The outbox: a message is a row, written in the same transaction as its cause."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index
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


class Message(Base):
    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint(f"state IN {tuple(str(s) for s in State)}", name="state"),
        Index("ix_message_due", "state", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)  # what it means, so never said twice
    kind: Mapped[str]
    cause: Mapped[str] = mapped_column(index=True)  # "registration:12"
    channel: Mapped[str]
    address: Mapped[str] = mapped_column(Sealed("message.address"))
    language: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(Sealed("message.facts"))
    words_kept: Mapped[bool] = mapped_column(default=True)  # False: address and facts are erased
    state: Mapped[str] = mapped_column(default=State.PENDING)
    expires_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now)
    lease_no: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    error_code: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    updated_at: Mapped[datetime] = mapped_column(default=now)
