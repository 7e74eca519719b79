"""Suggestions, what the team changed in them, and the runs that made them."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.matching.states import Change, Origin, RunKind, RunState, SuggestionState
from portal.opportunities.models import Opportunity
from portal.people.models import Person

WANTED = 3  # candidates that an employer gets where it named no number


class MatchingConsent(Base):
    """“The portal may look for openings for me”: the person's last word on it."""

    __tablename__ = "matching_consent"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    given: Mapped[bool]
    version: Mapped[str]  # of the sentence that was read
    language: Mapped[str]
    given_to: Mapped[int | None]  # staff who wrote it down; None: the person herself
    at: Mapped[datetime] = mapped_column(default=now, index=True)


class PersonMatch(Base):
    """How far the matching of one person is: what of her was read, and what stood in the way."""

    __tablename__ = "person_match"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    # The newest change of her profile, file or consent that was matched; another one is due.
    seen_at: Mapped[datetime | None] = mapped_column(index=True)
    wish_trades: Mapped[list[str]] = mapped_column(JSON, default=list)  # that her wishes name
    wishes_read: Mapped[str] = mapped_column(default="")  # the wishes these were found in
    excluded_by: Mapped[str] = mapped_column(default="")  # Rule that left her none; "" for some
    told_at: Mapped[datetime | None]  # the last message about suggestions
    version: Mapped[str] = mapped_column(default="")  # of the weights
    at: Mapped[datetime] = mapped_column(default=now)


class OpeningMatch(Base):
    """How many candidates an opening asks for, and how far its matching is."""

    __tablename__ = "opening_match"
    __table_args__ = (CheckConstraint("wanted BETWEEN 1 AND 20", name="wanted"),)

    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"), primary_key=True)
    wanted: Mapped[int] = mapped_column(default=WANTED)
    wanted_at: Mapped[datetime | None]  # when its employer said so
    seen_at: Mapped[datetime | None] = mapped_column(index=True)
    excluded_by: Mapped[str] = mapped_column(default="")
    version: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=now)


class MatchRun(Base):
    """One run of the matching: when, how many, which version, which figures."""

    __tablename__ = "match_run"
    __table_args__ = (one_of(RunKind, "kind"), one_of(RunState))

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default=RunState.WAITING, index=True)
    asked_by: Mapped[int | None]  # staff; None: the portal itself
    version: Mapped[str] = mapped_column(default="")
    done: Mapped[int] = mapped_column(default=0)  # of `total`, in this state
    total: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0)
    openings: Mapped[int] = mapped_column(default=0)
    pairs: Mapped[int] = mapped_column(default=0)  # that passed every rule
    added: Mapped[int] = mapped_column(default=0)  # suggestions
    withdrawn: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    error: Mapped[str] = mapped_column(default="")  # name of what went wrong, no words of people
    lease_until: Mapped[datetime | None]
    lease_no: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class Suggestion(Base):
    """One person, one opening: offered to her, with all that speaks for it and what is missing."""

    __tablename__ = "suggestion"
    __table_args__ = (
        UniqueConstraint("person_id", "opportunity_id"),
        one_of(SuggestionState),
        one_of(Origin, "origin"),
        CheckConstraint("score BETWEEN 0 AND 1", name="score"),
        CheckConstraint("boost BETWEEN -5 AND 5", name="boost"),
        Index("ix_suggestion_of_opening", "opportunity_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(12))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opportunity_id: Mapped[int] = mapped_column(ForeignKey("opportunity.id"))
    origin: Mapped[str] = mapped_column(default=Origin.PORTAL)
    state: Mapped[str] = mapped_column(default=SuggestionState.PROPOSED)
    reason: Mapped[str] = mapped_column(default="")  # NoReason, or Withdrawn
    words: Mapped[str] = mapped_column(default="")  # hers, with her no
    score: Mapped[float]
    parts: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)  # Part: 0 to 1
    missing: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    boost: Mapped[int] = mapped_column(default=0)  # steps that the team moved it up or down
    version: Mapped[str] = mapped_column(default="")
    run_id: Mapped[int | None]  # match_run
    later_until: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    proposed_at: Mapped[datetime] = mapped_column(default=now)  # the last time
    told_at: Mapped[datetime | None]  # a message spoke of it
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    opportunity: Mapped[Opportunity] = relationship()


class SuggestionChange(Base):
    """What a member of the team did to a suggestion, and why: kept, to learn from."""

    __tablename__ = "suggestion_change"
    __table_args__ = (one_of(Change, "what"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    suggestion_id: Mapped[int] = mapped_column(ForeignKey("suggestion.id"), index=True)
    what: Mapped[str]
    reason: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    score: Mapped[float] = mapped_column(default=0.0)  # that the portal had given
    by: Mapped[int]  # staff
    at: Mapped[datetime] = mapped_column(default=now)

    suggestion: Mapped[Suggestion] = relationship()
