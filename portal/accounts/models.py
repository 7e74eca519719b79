"""Staff, their sessions, and how often a sign-in failed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.clock import now
from portal.core.db import Base
from portal.core.sealed import Sealed


class Staff(Base):
    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)  # small letters
    role: Mapped[str]
    hub: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    totp_secret: Mapped[str] = mapped_column(Sealed("staff.totp_secret"))
    totp_step: Mapped[int] = mapped_column(default=0)  # the last one used: a code works once
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class StaffSession(Base):
    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)

    staff: Mapped[Staff] = relationship(lazy="joined")


class SignInFailure(Base):
    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(index=True)  # a keyed hash of e-mail, or of e-mail and network
    at: Mapped[datetime] = mapped_column(default=now, index=True)
