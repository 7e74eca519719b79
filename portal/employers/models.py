"""Organisations and their members."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.core.sealed import Sealed
from portal.employers.states import (
    ContactMode,
    Decision,
    Form,
    MemberRole,
    MemberState,
    Verification,
)


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
    name_folded: Mapped[str] = mapped_column(default="", index=True)  # without "SARL", "Sté" …
    search_text: Mapped[str] = mapped_column(default="")  # folded words that staff find it by
    form: Mapped[str] = mapped_column(default=Form.OTHER)
    # Identifiant commun de l'entreprise. Two may give the same one: staff look which is right.
    ice: Mapped[str | None] = mapped_column(index=True)
    city: Mapped[str]  # in the member's own words
    city_code: Mapped[str] = mapped_column(default="", index=True)
    sector: Mapped[str]  # code of reference.catalogue's sectors
    contact_mode: Mapped[str]
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str | None] = mapped_column(Sealed("organisation.contact_phone"))
    contact_phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
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
    verified_at: Mapped[datetime | None]  # the first time
    # A verified name or ICE that a member wants changed: {"name": …, "ice": …}.
    wanted: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int] = mapped_column(default=1)  # grows with each change and each decision
    made_by_staff: Mapped[int | None]
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
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(default=MemberRole.MEMBER)
    state: Mapped[str] = mapped_column(default=MemberState.ACTIVE)
    # An invitation: the link holds the token; kept hashed, it works once.
    invited_name: Mapped[str] = mapped_column(default="")
    invite_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    invite_ends_at: Mapped[datetime | None]
    chosen_at: Mapped[datetime] = mapped_column(default=now)  # to work with, among several
    created_at: Mapped[datetime] = mapped_column(default=now)

    organisation: Mapped[Organisation] = relationship(back_populates="members")
    account: Mapped[Account | None] = relationship()


class OrganisationDecision(Base):
    """What staff said of an organisation, and the words its members read."""

    __tablename__ = "organisation_decision"
    __table_args__ = (one_of(Decision, "decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    decision: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    by: Mapped[int]  # staff
    at: Mapped[datetime] = mapped_column(default=now)
