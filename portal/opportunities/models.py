"""Opportunities: what is offered, by whom, and how far along it is."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.employers.models import Organisation
from portal.opportunities.states import Kind, OpportunityState


class Opportunity(Base):
    __tablename__ = "opportunity"
    __table_args__ = (
        one_of(Kind, "kind"),
        one_of(OpportunityState),
        CheckConstraint("places >= 1", name="places"),
        Index("ix_opportunity_shown", "state", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Part of the address: words of the title and some random letters. Never changes.
    slug: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    # None: the programme itself offers it (a training, a work grant).
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    posted_by: Mapped[int | None]  # account
    posted_by_staff: Mapped[int | None]
    kind: Mapped[str]
    title: Mapped[str]
    language: Mapped[str]  # that it is written in
    trade_words: Mapped[str] = mapped_column(default="")
    trade: Mapped[str] = mapped_column(default="")  # code of reference.trades
    sector: Mapped[str] = mapped_column(default="", index=True)
    about: Mapped[str] = mapped_column(default="")
    activities: Mapped[str] = mapped_column(default="")
    skills: Mapped[list[str]] = mapped_column(JSON, default=list)  # required: codes or own words
    skills_wished: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # {language, level}
    city: Mapped[str] = mapped_column(default="")
    city_code: Mapped[str] = mapped_column(default="", index=True)
    address: Mapped[str] = mapped_column(default="")
    remote: Mapped[bool] = mapped_column(default=False)
    places: Mapped[int] = mapped_column(default=1)
    hours: Mapped[str] = mapped_column(default="")  # "9 h – 17 h, lundi à vendredi"
    hours_per_week: Mapped[int | None]
    starts_on: Mapped[date | None]  # None: as soon as possible
    weeks: Mapped[int | None]  # how long; None: without end, or not said
    months: Mapped[int | None]  # the same, where it was said in months
    pay_from: Mapped[int | None]  # dirhams
    pay_to: Mapped[int | None]
    pay_period: Mapped[str] = mapped_column(default="month")
    paid: Mapped[bool] = mapped_column(default=True)
    benefits: Mapped[list[str]] = mapped_column(JSON, default=list)  # meals, transport, lodging …
    no_cv: Mapped[bool] = mapped_column(default=True)
    grant_share: Mapped[str] = mapped_column(default="")  # what the employer adds to a work grant
    search_text: Mapped[str] = mapped_column(default="")  # folded words it is found by
    flags: Mapped[list[str]] = mapped_column(JSON, default=list)  # what the moderator looks at
    state: Mapped[str] = mapped_column(default=OpportunityState.DRAFT)
    state_note: Mapped[str] = mapped_column(default="")  # what staff ask to be changed
    version: Mapped[int] = mapped_column(default=1)  # counts the changes of what it says
    look_again: Mapped[bool] = mapped_column(default=False)  # changed while it was open
    checked_by: Mapped[int | None]  # staff
    published_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]  # "it is still open", the last time
    asked_at: Mapped[datetime | None]  # whether it is still open; None: not yet, this time
    expires_at: Mapped[datetime | None]
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, index=True)

    organisation: Mapped[Organisation | None] = relationship()


class OpportunityReport(Base):
    """A reader says that something is wrong with an opportunity."""

    __tablename__ = "opportunity_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    reason: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=now)
    seen_by: Mapped[int | None]  # staff
