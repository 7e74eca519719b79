"""Organisations and their members."""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.core.sealed import Sealed
from portal.employers.states import ContactMode, Form, MemberRole, MemberState, Verification


class Organisation(Base):
    __tablename__ = "organisation"
    __table_args__ = (
        one_of(Verification),
        one_of(Form, "form"),
        one_of(ContactMode, "contact_mode"),
        CheckConstraint("max_introductions BETWEEN 1 AND 100", name="max_introductions"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(default="", index=True)
    form: Mapped[str] = mapped_column(default=Form.OTHER)
    ice: Mapped[str | None] = mapped_column(unique=True)  # identifiant commun de l'entreprise
    city: Mapped[str]  # in the member's own words
    city_code: Mapped[str] = mapped_column(default="", index=True)
    sector: Mapped[str]  # code of reference.catalogue's sectors
    contact_mode: Mapped[str]
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str | None] = mapped_column(Sealed("organisation.contact_phone"))
    contact_email: Mapped[str | None] = mapped_column(Sealed("organisation.contact_email"))
    address: Mapped[str] = mapped_column(default="")  # where people walk in
    max_introductions: Mapped[int] = mapped_column(default=10)  # a month
    csr_version: Mapped[str] = mapped_column(default="")  # of the charter that was signed
    csr_signed_at: Mapped[datetime | None]
    csr_signed_by: Mapped[int | None]  # account
    state: Mapped[str] = mapped_column(default=Verification.PENDING, index=True)
    state_reason: Mapped[str] = mapped_column(default="")
    state_by: Mapped[int | None]  # staff
    state_at: Mapped[datetime] = mapped_column(default=now)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    members: Mapped[list["Membership"]] = relationship(
        back_populates="organisation", order_by="Membership.id"
    )


class Membership(Base):
    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("organisation_id", "account_id"),
        one_of(MemberState),
        one_of(MemberRole, "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(default=MemberRole.MEMBER)
    state: Mapped[str] = mapped_column(default=MemberState.ACTIVE)
    # An invitation: the link holds the token; kept hashed, it works once.
    invited_name: Mapped[str] = mapped_column(default="")
    invite_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    invite_ends_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    organisation: Mapped[Organisation] = relationship(back_populates="members")
    account: Mapped[Account | None] = relationship()
