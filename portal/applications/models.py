"""Applications, their turns, and what a person let an employer know of her."""

import secrets
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.applications.states import ApplicationState, By
from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.opportunities.models import Opportunity
from portal.people.models import Person


class Application(Base):
    __tablename__ = "application"
    __table_args__ = (
        UniqueConstraint("person_id", "opportunity_id"),
        one_of(ApplicationState),
        Index("ix_application_waiting", "state", "heard_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), index=True)
    sentence: Mapped[str] = mapped_column(default="")  # the person's, for the employer
    state: Mapped[str] = mapped_column(default=ApplicationState.NEW)
    reason: Mapped[str] = mapped_column(default="")  # Reason, once it has ended
    reason_shown: Mapped[bool] = mapped_column(default=False)  # may the person read it?
    reason_detail: Mapped[str] = mapped_column(default="")  # which skills were missing
    answer: Mapped[str] = mapped_column(default="")  # code of the canned text
    answer_line: Mapped[str] = mapped_column(default="")  # the employer's own words
    # What the detector found in that line: the person reads it once the team has looked.
    line_flags: Mapped[list[str]] = mapped_column(JSON, default=list)
    line_held: Mapped[bool] = mapped_column(default=False)
    meeting_at: Mapped[datetime | None]
    meeting_where: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    next_step_on: Mapped[date | None]
    # Applied by a member of staff for the person: who, and was she there?
    made_by: Mapped[int | None]
    made_present: Mapped[bool] = mapped_column(default=True)
    # Since when the employer knows of it. None: in the queue, since the firm met enough this month.
    introduced_at: Mapped[datetime | None] = mapped_column(default=now)
    # The last word of the employer (or the meeting it named); before the first, the start.
    heard_at: Mapped[datetime] = mapped_column(default=now)
    reminded: Mapped[int] = mapped_column(default=0)  # how often the employer was
    alerted_at: Mapped[datetime | None]  # the counsellor was
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now)

    person: Mapped[Person] = relationship()
    opportunity: Mapped[Opportunity] = relationship()
    turns: Mapped[list["Turn"]] = relationship(
        back_populates="application", order_by="Turn.id", cascade="all, delete-orphan"
    )
    disclosure: Mapped["Disclosure | None"] = relationship(
        back_populates="application", cascade="all, delete-orphan"
    )


class Turn(Base):
    """One step of an application's story."""

    __tablename__ = "application_turn"
    __table_args__ = (one_of(By, "by"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    state: Mapped[str]  # that it came to
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)

    application: Mapped[Application] = relationship(back_populates="turns")


class Disclosure(Base):
    """“This employer may have my number”, for one application, until it is taken back."""

    __tablename__ = "disclosure"

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    given_at: Mapped[datetime] = mapped_column(default=now)
    ends_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[str]  # of the sentence that was read
    language: Mapped[str]
    given_to: Mapped[int | None]  # staff who wrote it down; None: the person herself
    seen_at: Mapped[datetime | None]  # the employer looked at it first

    application: Mapped[Application] = relationship(back_populates="disclosure")
