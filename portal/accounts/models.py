"""Staff and accounts, their sessions, and what is counted at the door."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.states import AccountState, PhoneState, VisitFor
from portal.core import codes
from portal.core.clock import now
from portal.core.db import Base, one_of
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


class Account(Base):
    """The keys of one person: who looks for work, who hires, who founds a business.

    Up to five accounts share a phone number; `member` tells them apart for their owners.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("phone_index", "member"),
        one_of(AccountState),
        one_of(PhoneState, "phone_state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Printed for people without a phone, who type it where others type their number.
    number: Mapped[str] = mapped_column(unique=True, default=codes.new)
    name: Mapped[str]  # how this person wants to be called
    language: Mapped[str]
    phone: Mapped[str | None] = mapped_column(Sealed("account.phone"))  # E.164
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    phone_state: Mapped[str] = mapped_column(default=PhoneState.GOOD)
    phone_since: Mapped[datetime | None]
    member: Mapped[int] = mapped_column(default=1)
    email: Mapped[str | None] = mapped_column(Sealed("account.email"))
    # Where this person wants to be written to, in this order; what is missing comes after.
    channels: Mapped[list[str]] = mapped_column(JSON, default=list)
    pin_hash: Mapped[str | None]  # None: never chosen yet
    state: Mapped[str] = mapped_column(default=AccountState.ACTIVE)
    # After a change of number: what could harm is not done before.
    careful_until: Mapped[datetime | None]
    made_by: Mapped[int | None]  # staff; None: the person herself
    made_present: Mapped[bool] = mapped_column(default=True)  # was the person there?
    confirmed_at: Mapped[datetime | None]  # "yes, this account is mine"
    seen_at: Mapped[datetime | None]  # the last sign-in
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)


class AccountSession(Base):
    __tablename__ = "account_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    device_id: Mapped[int | None]  # of account_device, when the phone is known
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    pin_at: Mapped[datetime] = mapped_column(default=now)  # when the PIN was last given

    account: Mapped[Account] = relationship(lazy="joined")


class AccountDevice(Base):
    """A phone that its owner called hers: there the PIN alone opens the door."""

    __tablename__ = "account_device"
    __table_args__ = (UniqueConstraint("token_hash", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)


class DoorVisit(Base):
    """Someone at the door who is not in yet: the number that was typed, the code that was sent."""

    __tablename__ = "door_visit"
    __table_args__ = (one_of(VisitFor, "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)  # of the cookie
    purpose: Mapped[str] = mapped_column(default=VisitFor.SIGN_IN)
    # Whose number is to be changed, who showed a printed code, or whom this visit opened.
    account_id: Mapped[int | None]
    phone: Mapped[str | None] = mapped_column(Sealed("door_visit.phone"))
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    number: Mapped[str | None]  # an account's number that was typed in the place of a phone
    code_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_ends_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    passed_at: Mapped[datetime | None]  # the code was right
    then: Mapped[str] = mapped_column(default="")  # the page that was wanted
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class FirstCode(Base):
    """A code that staff print for someone: it stands for the message, once."""

    __tablename__ = "first_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    made_by: Mapped[int]  # staff


class KeyChange(Base):
    """A number or a PIN that was changed, and how the person who did not want it takes it back."""

    __tablename__ = "key_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    # None: nobody has this number. Whoever asks for a new PIN must not learn that.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    what: Mapped[str]  # "opened", "number", "pin"
    token: Mapped[str] = mapped_column(unique=True)  # of the page where it is taken back
    before: Mapped[str | None] = mapped_column(Sealed("key_change.before"))  # the old number
    after: Mapped[str | None] = mapped_column(Sealed("key_change.after"))  # hash of a PIN to come
    holds_from: Mapped[datetime]
    done_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    vouched_by: Mapped[int | None]  # staff
    seconded_by: Mapped[int | None]  # a second member of staff
    created_at: Mapped[datetime] = mapped_column(default=now)


class Tally(Base):
    """What is counted at the door: codes sent, wrong PINs, wrong passwords."""

    __tablename__ = "tally"
    __table_args__ = (Index("ix_tally_recent", "what", "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]
    who: Mapped[str]  # a keyed digest of an account, a number, a network
    at: Mapped[datetime] = mapped_column(default=now, index=True)
