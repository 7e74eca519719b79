"""Tables of the events, and what one row must always respect."""

import secrets
from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.core.sealed import Sealed
from portal.events.states import (
    EventState,
    ImportState,
    Kind,
    Mode,
    RegistrationState,
    SeatState,
    SendingState,
    Source,
)


class Event(Base):
    __tablename__ = "event"
    __table_args__ = (one_of(EventState), one_of(Kind, "kind"), one_of(Mode, "mode"))

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    mode: Mapped[str]
    state: Mapped[str] = mapped_column(default=EventState.DRAFT)
    title: Mapped[dict[str, str]] = mapped_column(JSON)
    about: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    city: Mapped[str] = mapped_column(default="")  # code of reference.cities, "" when online
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(default=now)

    places: Mapped[list["Place"]] = relationship(back_populates="event", order_by="Place.id")
    sessions: Mapped[list["EventSession"]] = relationship(
        back_populates="event", order_by="[EventSession.starts_at, EventSession.id]"
    )


class Place(Base):
    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    address: Mapped[str] = mapped_column(default="")
    map_point: Mapped[str] = mapped_column(default="")  # "34.0209,-6.8416"

    event: Mapped[Event] = relationship(back_populates="places")


class EventSession(Base):
    __tablename__ = "event_session"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND taken <= capacity", name="taken"),
        CheckConstraint("ends_at > starts_at", name="times"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))  # None: online
    title: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    online_url: Mapped[str] = mapped_column(default="")

    event: Mapped[Event] = relationship(back_populates="sessions")
    place: Mapped[Place | None] = relationship()


class Registration(Base):
    __tablename__ = "registration"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        Index("ix_registration_event_phone", "event_id", "phone_index"),
        Index("ix_registration_event_name", "event_id", "name_folded"),
        one_of(RegistrationState),
        one_of(Source, "source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    code: Mapped[str]
    name: Mapped[str]
    name_folded: Mapped[str]
    search_text: Mapped[str]  # folded name, code, city and trade
    phone: Mapped[str | None] = mapped_column(Sealed("registration.phone"))  # E.164
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    language: Mapped[str]
    interests: Mapped[list[str]] = mapped_column(JSON, default=list)
    trade: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")  # in the person's own words
    city_code: Mapped[str] = mapped_column(default="")
    consent_version: Mapped[str]
    consent_at: Mapped[datetime]
    source: Mapped[str]
    state: Mapped[str] = mapped_column(default=RegistrationState.ACTIVE)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    # More than five share this number: no message goes out until staff have looked.
    held: Mapped[bool] = mapped_column(default=False)
    paused: Mapped[bool] = mapped_column(default=False)  # staff: no automatic message
    email: Mapped[str | None] = mapped_column(Sealed("registration.email"))
    # Where this person wants to be written to, in this order; what is missing comes after.
    channels: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)

    event: Mapped[Event] = relationship()
    seats: Mapped[list["Seat"]] = relationship(back_populates="registration", order_by="Seat.id")


class Seat(Base):
    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("registration_id", "session_id"),
        Index("ix_seat_queue", "session_id", "state", "queued_at"),
        one_of(SeatState),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id"))
    state: Mapped[str]
    queued_at: Mapped[datetime] = mapped_column(default=now)
    offers: Mapped[int] = mapped_column(default=0)
    offer_ends_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]  # the first time the person was seen there

    registration: Mapped[Registration] = relationship(back_populates="seats")
    session: Mapped[EventSession] = relationship()


class ImportList(Base):
    """A list of people that staff brought: checked first, then written, row by row."""

    __tablename__ = "import_list"
    __table_args__ = (one_of(ImportState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    staff_id: Mapped[int | None]
    # Deferred: a page that only shows how far it is does not open every row.
    rows: Mapped[list[dict[str, str]] | None] = mapped_column(
        Sealed("import_list.rows"), deferred=True
    )
    ignored: Mapped[list[str]] = mapped_column(JSON, default=list)  # columns not understood
    session_id: Mapped[int | None]  # for rows that name no session
    language: Mapped[str]  # for rows that name no language
    state: Mapped[str] = mapped_column(default=ImportState.CHECKING)
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    # Row, field, code.
    problems: Mapped[list[tuple[int, str, str]]] = mapped_column(JSON, default=list)
    send_messages: Mapped[bool] = mapped_column(default=False)
    lease_until: Mapped[datetime | None]
    lease_no: Mapped[int] = mapped_column(default=0)  # who lost the lease changes nothing any more
    created_at: Mapped[datetime] = mapped_column(default=now)

    event: Mapped[Event] = relationship()


class Sending(Base):
    """One message to many people of an event: written by staff, or sent by itself.

    A job writes the copies, person by person in the order of their registrations.
    """

    __tablename__ = "sending"
    __table_args__ = (one_of(SendingState), Index("ix_sending_due", "state", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(12))
    # What it means ("reminder_day:12:2027-02-12T09:00"), so that it is started once.
    key: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[str]  # of message
    state: Mapped[str]
    session_id: Mapped[int | None]  # people of this session; None: of the whole event
    seats: Mapped[list[str]] = mapped_column(JSON, default=list)  # in these states; empty: all live
    arrived: Mapped[bool | None]  # only those who came; only those who did not; None: both
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # by language
    due_at: Mapped[datetime]
    ends_at: Mapped[datetime]  # of no use afterwards
    was: Mapped[datetime | None]  # a session that is moved: when it was to begin
    planned_up_to: Mapped[int] = mapped_column(default=0)  # registrations up to this one
    planned: Mapped[int] = mapped_column(default=0)  # copies written
    left_out: Mapped[int] = mapped_column(default=0)  # people who can't or must not be written to
    held: Mapped[bool] = mapped_column(default=False)
    made_by: Mapped[int | None]  # staff; None: by itself
    created_at: Mapped[datetime] = mapped_column(default=now)
    planned_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
