"""Tables of the doors: what may pass where, the kiosks, and every scan as it was made."""

import secrets
from datetime import datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.events.models import Event, Registration
from portal.kiosks.states import Again, Decision, Direction, Mode, Station, Verdict


class Door(Base):
    """What the kiosks of one event have in common."""

    __tablename__ = "door"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    # Goes into every key of the list, so that a list of one event opens nothing at another.
    salt: Mapped[bytes] = mapped_column(LargeBinary, default=lambda: secrets.token_bytes(16))
    version: Mapped[int] = mapped_column(default=0)  # of the newest line of the list
    read_at: Mapped[datetime | None]  # when the list was last compared with the registrations
    kiosks: Mapped[int] = mapped_column(default=0)  # numbers given to kiosks so far


class CheckPoint(Base):
    """One area that people enter, by one gate or by many: what is checked there.

    All its kiosks share who is in. `session_ids`: those who may enter; empty: the whole event.
    """

    __tablename__ = "check_point"
    __table_args__ = (
        one_of(Again, "again"),
        CheckConstraint("opens_before >= 0 AND closes_after >= 0", name="tolerance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str]
    session_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    opens_before: Mapped[int] = mapped_column(default=60)  # minutes before a session begins
    closes_after: Mapped[int] = mapped_column(default=0)  # minutes after it ends
    again: Mapped[str] = mapped_column(default=Again.DAILY)
    exits: Mapped[bool] = mapped_column(default=False)  # people scan on their way out, too
    closed_at: Mapped[datetime | None]  # put away: no kiosk may be added
    created_at: Mapped[datetime] = mapped_column(default=now)

    event: Mapped[Event] = relationship()
    kiosks: Mapped[list["Kiosk"]] = relationship(back_populates="check_point", order_by="Kiosk.id")


class Kiosk(Base):
    """A tablet, laptop or phone at a check point. Codes and tokens are kept as digests only."""

    __tablename__ = "kiosk"
    __table_args__ = (
        one_of(Station, "station"),
        UniqueConstraint("event_id", "number"),
        UniqueConstraint("code_hash"),
        UniqueConstraint("token_hash"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    check_point_id: Mapped[int] = mapped_column(ForeignKey("check_point.id"), index=True)
    station: Mapped[str]
    number: Mapped[int]  # of the event's kiosks: the range of codes that it may make
    name: Mapped[str]  # of the gate: “Porte nord”
    keeper_id: Mapped[int | None]  # staff who answers for what is let in there
    made_by: Mapped[int | None]  # staff
    code_hash: Mapped[str | None]  # of the one-time code
    code_ends_at: Mapped[datetime | None]
    token_hash: Mapped[str | None]
    enrolled_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    unsent: Mapped[int] = mapped_column(default=0)  # scans it still held when last heard
    ahead: Mapped[int] = mapped_column(BigInteger, default=0)  # ms that its clock is before ours
    created_at: Mapped[datetime] = mapped_column(default=now)

    check_point: Mapped[CheckPoint] = relationship(back_populates="kiosks")


class DoorEntry(Base):
    """A line of the list that kiosks hold: who may enter, without saying who that is."""

    __tablename__ = "door_entry"
    __table_args__ = (
        UniqueConstraint("event_id", "key"),
        Index("ix_door_entry_version", "event_id", "version"),
    )

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    key: Mapped[bytes] = mapped_column(LargeBinary)  # 10 bytes from the code: rules.KEY_BYTES
    line: Mapped[list[object]] = mapped_column(JSON)  # state, language, seats: rules.Entry
    version: Mapped[int]


class Scan(Base):
    """One scan, as the kiosk made it (never changed) and what was found of it (settled anew)."""

    __tablename__ = "scan"
    __table_args__ = (
        one_of(Direction, "direction"),
        one_of(Mode, "mode"),
        one_of(Verdict, "judged"),
        one_of(Verdict, "verdict"),
        Index("ix_scan_badge", "check_point_id", "registration_id"),
        Index("ix_scan_key", "event_id", "key"),
        Index("ix_scan_review", "event_id", "review"),
        Index("ix_scan_at", "event_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # As it was made.
    nonce: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    check_point_id: Mapped[int] = mapped_column(ForeignKey("check_point.id"))
    kiosk_id: Mapped[int | None] = mapped_column(ForeignKey("kiosk.id"), index=True)
    staff_id: Mapped[int | None]  # who noted it by hand or let it through
    key: Mapped[bytes | None] = mapped_column(LargeBinary)  # None: a visit without a code
    seq: Mapped[int] = mapped_column(default=0)  # of the kiosk's scans
    scanned_at: Mapped[datetime]  # by the kiosk's own clock
    received_at: Mapped[datetime] = mapped_column(default=now)
    at: Mapped[datetime]  # by our clock
    skewed: Mapped[bool] = mapped_column(default=False)  # the two differ by more than two minutes
    direction: Mapped[str] = mapped_column(default=Direction.IN)
    mode: Mapped[str]
    fresh: Mapped[bool] = mapped_column(default=True)  # the kiosk's list was up to date
    shown: Mapped[str]  # the Verdict that the kiosk showed
    forced: Mapped[bool] = mapped_column(default=False)  # let in although the rules said no
    reason: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    box: Mapped[bytes | None] = mapped_column(LargeBinary)  # a walk-in's record, still sealed
    # What was found.
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    judged: Mapped[str]  # what the rules say of it alone
    verdict: Mapped[str]  # and with what the same person did before
    counted: Mapped[bool] = mapped_column(default=False)  # it is somebody's way in or out
    review: Mapped[str] = mapped_column(default="")  # why somebody should look; "" once decided

    registration: Mapped[Registration | None] = relationship()
    kiosk: Mapped[Kiosk | None] = relationship()
    check_point: Mapped[CheckPoint] = relationship()


class ScanDecision(Base):
    """What a member of the team decided of a scan. The newest counts; none is overwritten."""

    __tablename__ = "scan_decision"
    __table_args__ = (one_of(Decision, "decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[int] = mapped_column(ForeignKey("scan.id"), index=True)
    decision: Mapped[str]
    # Whose code it was, where nobody knew it.
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    staff_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now)


class Presence(Base):
    """Somebody came: one row for a person, a check point and (where it counts by day) a day."""

    __tablename__ = "presence"
    __table_args__ = (
        UniqueConstraint("check_point_id", "registration_id", "day"),
        Index("ix_presence_version", "check_point_id", "version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    check_point_id: Mapped[int] = mapped_column(ForeignKey("check_point.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    day: Mapped[int]  # days since 1970 on Morocco's calendar; 0: the check point counts no days
    first_at: Mapped[datetime]
    nonce: Mapped[str]  # of the scan that made it
    inside: Mapped[bool] = mapped_column(default=True)
    left_at: Mapped[datetime | None]
    gone: Mapped[bool] = mapped_column(default=False)  # no scan stands for it any more
    version: Mapped[int]

    registration: Mapped[Registration] = relationship()
