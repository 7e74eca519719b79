"""People: what matching or a counsellor needs to know, and nothing more."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.core.sealed import Sealed
from portal.people.states import Learned, Level, MadeHow, PersonState, WorkRoute


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (
        one_of(PersonState),
        one_of(MadeHow, "made_how"),
        Index("ix_person_hub", "hub", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)
    name: Mapped[str]  # what employers read: a first name or a pseudonym
    name_folded: Mapped[str] = mapped_column(default="", index=True)
    family_name: Mapped[str | None] = mapped_column(Sealed("person.family_name"))
    city: Mapped[str] = mapped_column(default="")  # in the person's own words
    city_code: Mapped[str] = mapped_column(default="")
    hub: Mapped[str] = mapped_column(default="")
    travel: Mapped[str] = mapped_column(default="")  # Travel, or "" while not said
    other_cities: Mapped[list[str]] = mapped_column(JSON, default=list)  # codes
    free_from: Mapped[date | None]
    hours: Mapped[list[str]] = mapped_column(JSON, default=list)  # Hours; empty: whole days
    hours_per_week: Mapped[int | None]
    wants: Mapped[list[str]] = mapped_column(JSON, default=list)  # kinds of opportunity
    wishes: Mapped[str] = mapped_column(default="")  # in the person's own words
    has_cv: Mapped[bool] = mapped_column(default=True)
    # Lines left out of the CV. Where she can be reached is, until she ticks it.
    cv_hidden: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["phone", "email"])
    cv_token: Mapped[str | None] = mapped_column(unique=True)  # of the page that shows the CV
    steps: Mapped[list[str]] = mapped_column(JSON, default=list)  # those that were filled in
    complete_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default=PersonState.ACTIVE)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_how: Mapped[str] = mapped_column(default=MadeHow.SELF)
    made_by: Mapped[int | None]  # staff
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
    changed_at: Mapped[datetime] = mapped_column(default=now, index=True)

    account: Mapped[Account | None] = relationship()
    trades: Mapped[list["PersonTrade"]] = relationship(
        back_populates="person", order_by="PersonTrade.id", cascade="all, delete-orphan"
    )
    skills: Mapped[list["PersonSkill"]] = relationship(
        back_populates="person", order_by="PersonSkill.id", cascade="all, delete-orphan"
    )
    languages: Mapped[list["PersonLanguage"]] = relationship(
        back_populates="person", order_by="PersonLanguage.id", cascade="all, delete-orphan"
    )
    file: Mapped["PersonFile | None"] = relationship(
        back_populates="person", cascade="all, delete-orphan"
    )


class PersonTrade(Base):
    __tablename__ = "person_trade"
    __table_args__ = (one_of(Learned, "learned"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(8))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str]  # the person's own
    trade: Mapped[str] = mapped_column(default="")  # code of reference.trades; "" for none of these
    learned: Mapped[str]
    months: Mapped[int] = mapped_column(default=0)  # of experience
    where: Mapped[str] = mapped_column(default="")  # "Restaurant Nour, Rabat"; for the CV

    person: Mapped[Person] = relationship(back_populates="trades")


class PersonSkill(Base):
    __tablename__ = "person_skill"
    __table_args__ = (one_of(Learned, "learned"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    skill: Mapped[str] = mapped_column(default="")  # code of reference.trades; "" for own words
    words: Mapped[str] = mapped_column(default="")
    learned: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="skills")


class PersonLanguage(Base):
    __tablename__ = "person_language"
    __table_args__ = (
        UniqueConstraint("person_id", "language"),
        one_of(Level, "spoken"),
        one_of(Level, "written"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    language: Mapped[str]  # ISO 639 code: "fr", "ary", "wo" …
    spoken: Mapped[str]
    written: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="languages")


class PersonFile(Base):
    """What only the counsellors of her hub see. Residence status is not a field, on purpose."""

    __tablename__ = "person_file"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    work_route: Mapped[str] = mapped_column(default=WorkRoute.COUNSELLOR)
    weeks: Mapped[int] = mapped_column(default=0)  # until she can begin
    work_route_by: Mapped[int | None]  # staff
    work_route_at: Mapped[datetime | None]
    sex: Mapped[str | None] = mapped_column(Sealed("person_file.sex"))  # "f", "m", None: not said
    birth_year: Mapped[int | None] = mapped_column(Sealed("person_file.birth_year"))
    help_wanted: Mapped[str | None] = mapped_column(Sealed("person_file.help_wanted"))
    next_step: Mapped[str | None] = mapped_column(Sealed("person_file.next_step"))
    next_step_on: Mapped[date | None]
    counsellor_id: Mapped[int | None]  # staff who follows her
    # Two who edit at once: the second is shown what the first wrote.
    changed_at: Mapped[datetime] = mapped_column(default=now, index=True)

    person: Mapped[Person] = relationship(back_populates="file")


class PersonMerge(Base):
    """Two records of one person that became one, and what undoes it."""

    __tablename__ = "person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    dropped_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(Sealed("person_merge.before"))
    by: Mapped[int | None]  # staff
    at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]


class PersonApart(Base):
    """Two people who look like one, and are two: someone of the team has looked."""

    __tablename__ = "person_apart"

    one_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)  # the larger
    by: Mapped[int | None]  # staff
    at: Mapped[datetime] = mapped_column(default=now)


class ActedFor(Base):
    """What staff typed in the place of a person: who, where, and was she there?"""

    __tablename__ = "acted_for"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str]  # a Step, or "account"
    by: Mapped[int]  # staff
    hub: Mapped[str] = mapped_column(default="")
    present: Mapped[bool]
    # Words that were read to her, to which she said yes: their version, and the language.
    consent: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=now)


class NumberAsk(Base):
    """A counsellor asks for a new number for someone; a second member of staff says yes or no."""

    __tablename__ = "number_ask"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    phone: Mapped[str | None] = mapped_column(Sealed("number_ask.phone"))  # erased once answered
    by: Mapped[int]  # staff
    at: Mapped[datetime] = mapped_column(default=now)
    answered_by: Mapped[int | None]  # another one
    answered_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
