"""Agreements, who signs them, and what both sides said at the end."""

import secrets
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.agreements.states import AgreementKind, AgreementState, Outcome, Party
from portal.applications.models import Application
from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.core.sealed import Sealed


class AgreementYear(Base):
    """The last number given in a year: numbers follow one another without gaps."""

    __tablename__ = "agreement_year"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)


class Agreement(Base):
    __tablename__ = "agreement"
    __table_args__ = (
        one_of(AgreementState),
        one_of(AgreementKind, "kind"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
        Index("ix_agreement_ends", "state", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    number: Mapped[str] = mapped_column(unique=True)  # printed: "2026-0012"
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    kind: Mapped[str] = mapped_column(default=AgreementKind.VOLUNTARY)
    # How the parties are called on the paper. Kept here: a firm that changes its name later does
    # not change what was signed.
    title: Mapped[str] = mapped_column(default="")
    employer_name: Mapped[str] = mapped_column(default="")
    employer_ice: Mapped[str] = mapped_column(default="")
    called: Mapped[str] = mapped_column(default="")  # the person, as the employer knows her
    programme: Mapped[str] = mapped_column(default="")
    hub: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours: Mapped[str] = mapped_column(default="")
    hours_per_week: Mapped[int]
    address: Mapped[str] = mapped_column(default="")
    goal: Mapped[str] = mapped_column(default="discover")  # discover, confirm, hire
    activities: Mapped[str]
    skills: Mapped[str] = mapped_column(default="")
    protection: Mapped[str] = mapped_column(default="")  # safety, equipment
    insurance: Mapped[str] = mapped_column(default="")
    tutor_name: Mapped[str]
    tutor_role: Mapped[str] = mapped_column(default="")
    allowance: Mapped[int] = mapped_column(default=0)  # dirhams a month
    benefits: Mapped[str] = mapped_column(default="")
    terms: Mapped[str] = mapped_column(default="")  # what else the parties agree on
    # The French words that are signed, line by line, as they were sent to the parties.
    text: Mapped[str] = mapped_column(default="")
    # The person's whole name, as it stands on the paper: she writes it when she reads it.
    person_name: Mapped[str | None] = mapped_column(Sealed("agreement.person_name"))
    version: Mapped[int] = mapped_column(default=1)  # of the words; a change makes a new one
    state: Mapped[str] = mapped_column(default=AgreementState.DRAFT)
    made_by_staff: Mapped[int | None]
    made_by_account: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]  # to be signed
    signed_at: Mapped[datetime | None]  # by the last party
    asked_at: Mapped[datetime | None]  # both sides were asked how it went
    reminded_at: Mapped[datetime | None]  # and once more, who had not answered

    application: Mapped[Application] = relationship()
    signatures: Mapped[list["Signature"]] = relationship(
        back_populates="agreement", order_by="Signature.id", cascade="all, delete-orphan"
    )
    evaluations: Mapped[list["Evaluation"]] = relationship(
        back_populates="agreement", order_by="Evaluation.id", cascade="all, delete-orphan"
    )


class Signature(Base):
    """A party of an agreement, and its signature once it is there."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("agreement_id", "party"), one_of(Party, "party"))

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    party: Mapped[str]
    # Who signs. The person's name stands in agreement.person_name alone.
    name: Mapped[str | None] = mapped_column(Sealed("signature.name"))
    role: Mapped[str] = mapped_column(default="")  # of a school: its name
    account_id: Mapped[int | None]
    staff_id: Mapped[int | None]
    # Where a school's code goes, which has no account: a number or an e-mail address.
    address: Mapped[str | None] = mapped_column(Sealed("signature.address"))
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_ends_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    signed_at: Mapped[datetime | None]
    text_hash: Mapped[bytes | None] = mapped_column(LargeBinary)  # of the words that were signed
    language: Mapped[str] = mapped_column(default="fr")  # in which they were read
    refused_at: Mapped[datetime | None]
    refused_why: Mapped[str] = mapped_column(default="")

    agreement: Mapped[Agreement] = relationship(back_populates="signatures")


class Evaluation(Base):
    """What one side said at the end; the person may disagree with the tutor's."""

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("agreement_id", "party"), one_of(Outcome, "outcome"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    party: Mapped[str]  # person or employer
    outcome: Mapped[str]
    last_day: Mapped[date | None]
    missed_hours: Mapped[int] = mapped_column(default=0)
    hired: Mapped[bool | None]  # did it lead to a job?
    contract: Mapped[str] = mapped_column(default="")  # which kind
    hired_on: Mapped[date | None]
    marks: Mapped[str] = mapped_column(default="")  # good, fair, poor
    words: Mapped[str | None] = mapped_column(Sealed("evaluation.words"))
    # The person's word on the tutor's evaluation.
    disagrees: Mapped[bool] = mapped_column(default=False)
    disagrees_why: Mapped[str | None] = mapped_column(Sealed("evaluation.disagrees_why"))
    disagrees_at: Mapped[datetime | None]
    at: Mapped[datetime] = mapped_column(default=now)

    agreement: Mapped[Agreement] = relationship(back_populates="evaluations")
