"""Tables of the start-ups: the page, who keeps it, what it shows, what came of it."""

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Account
from portal.core import codes
from portal.core.clock import now
from portal.core.db import Base, one_of
from portal.core.sealed import Sealed
from portal.startups.states import (
    Decision,
    Faces,
    LegalForm,
    MemberRole,
    MemberState,
    PaperKind,
    PaperState,
    PhotoState,
    Sign,
    StartupState,
    Unit,
)


class Startup(Base):
    """A start-up and its page. Texts are kept by language ({"fr": …}): one is enough."""

    __tablename__ = "startup"
    __table_args__ = (
        one_of(StartupState),
        one_of(LegalForm, "form"),
        Index("ix_startup_shown", "state", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Part of the address: words of the name and some random letters. Never changes.
    slug: Mapped[str] = mapped_column(unique=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    code: Mapped[str] = mapped_column(unique=True, default=codes.new)  # in QRs: /s/ABCDEFGH
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(default="", index=True)  # without legal forms
    form: Mapped[str]
    trade_words: Mapped[str] = mapped_column(default="")
    trade: Mapped[str] = mapped_column(default="")  # code of reference.trades
    sector: Mapped[str] = mapped_column(default="", index=True)
    language: Mapped[str] = mapped_column(default="fr")  # that members write first
    line: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # what it does
    about: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    area: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # where it serves people
    city: Mapped[str] = mapped_column(default="")
    city_code: Mapped[str] = mapped_column(default="", index=True)
    address: Mapped[str] = mapped_column(default="")  # where people come; "" for none
    phone: Mapped[str | None] = mapped_column(Sealed("startup.phone"))  # E.164
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    whatsapp: Mapped[str | None] = mapped_column(Sealed("startup.whatsapp"))  # E.164
    links: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)  # {kind, address}
    # {"mon": [["09:00", "13:00"], …], …}: empty: not said; a day that is missing: closed.
    hours: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # The same in Ramadan; None: no different.
    ramadan_hours: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    hours_at: Mapped[datetime | None]  # "these hours are right", the last time
    listed: Mapped[bool] = mapped_column(default=False)  # search engines may show it
    # The team's words: "Work4Integration – Soleterre, CEFA". "": the programme's own name.
    supported_by: Mapped[str] = mapped_column(default="")
    programme: Mapped[str] = mapped_column(default="", index=True)  # of which round: W4I, W4L
    hub: Mapped[str] = mapped_column(default="", index=True)
    steps: Mapped[list[str]] = mapped_column(JSON, default=list)  # Steps that were filled in
    search_text: Mapped[str] = mapped_column(default="")  # folded words that the team finds it by
    # A name or links that wait for the team: {"name": …, "links": […]}.
    wanted: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    look_again: Mapped[bool] = mapped_column(default=False)  # changed while it was shown
    on_home: Mapped[bool] = mapped_column(default=False)  # takes its turn on the home page
    state: Mapped[str] = mapped_column(default=StartupState.DRAFT, index=True)
    state_note: Mapped[str] = mapped_column(default="")  # what the team asks for
    state_by: Mapped[int | None]  # staff
    state_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]  # the first time
    version: Mapped[int] = mapped_column(default=1)  # grows with each change and each decision
    made_by_staff: Mapped[int | None]
    # The month that members were last told of (its first day), and what they were advised then.
    summed_month: Mapped[date | None]
    advised: Mapped[str] = mapped_column(default="")
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    changed_at: Mapped[datetime] = mapped_column(default=now, index=True)

    products: Mapped[list["StartupProduct"]] = relationship(
        order_by="StartupProduct.place, StartupProduct.id", cascade="all, delete-orphan"
    )
    photos: Mapped[list["StartupPhoto"]] = relationship(
        order_by="StartupPhoto.place, StartupPhoto.id", cascade="all, delete-orphan"
    )


class StartupProduct(Base):
    """A product or a service, with its price where one was said."""

    __tablename__ = "startup_product"
    __table_args__ = (
        one_of(Unit, "unit"),
        CheckConstraint("price_from IS NULL OR price_from >= 0", name="price"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    startup_id: Mapped[int] = mapped_column(ForeignKey("startup.id"), index=True)
    place: Mapped[int] = mapped_column(default=0)  # in its order
    name: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    price_from: Mapped[int | None]  # centimes of a dirham; None: ask
    price_to: Mapped[int | None]
    unit: Mapped[str] = mapped_column(default=Unit.PIECE)


class StartupPhoto(Base):
    """A photo, as files named after its token in the data folder. The original is never kept."""

    __tablename__ = "startup_photo"
    __table_args__ = (one_of(PhotoState), one_of(Faces, "faces"))

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    startup_id: Mapped[int] = mapped_column(ForeignKey("startup.id"), index=True)
    place: Mapped[int] = mapped_column(default=0)  # in its order; the first is the cover
    alt: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # what can be seen on it
    width: Mapped[int]  # pixels of the largest file
    height: Mapped[int]
    files: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # {"320.avif": bytes, …}
    digest: Mapped[str] = mapped_column(default="")  # of the pixels: the same photo twice is one
    faces: Mapped[str]
    consent_version: Mapped[str] = mapped_column(default="")  # of the sentence that was read
    consent_at: Mapped[datetime] = mapped_column(default=now)
    consent_by: Mapped[int | None]  # account that said so
    state: Mapped[str] = mapped_column(default=PhotoState.TO_CHECK)
    state_note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)


class StartupMember(Base):
    """Someone of the start-up. With an account: keeps the page. The public never sees members."""

    __tablename__ = "startup_member"
    __table_args__ = (
        UniqueConstraint("startup_id", "account_id"),
        one_of(MemberState),
        one_of(MemberRole, "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    startup_id: Mapped[int] = mapped_column(ForeignKey("startup.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str | None] = mapped_column(Sealed("startup_member.name"))
    role: Mapped[str] = mapped_column(default=MemberRole.ASSOCIATE)
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default=MemberState.ACTIVE)
    # An invitation to keep the page: the link holds a secret; kept hashed, it works once.
    invite_hash: Mapped[bytes | None] = mapped_column(LargeBinary, unique=True)
    invite_ends_at: Mapped[datetime | None]
    chosen_at: Mapped[datetime] = mapped_column(default=now)  # to work with, among several
    created_at: Mapped[datetime] = mapped_column(default=now)

    startup: Mapped[Startup] = relationship()
    account: Mapped[Account | None] = relationship()


class StartupDecision(Base):
    """What the team said of a page, and the words its members read."""

    __tablename__ = "startup_decision"
    __table_args__ = (one_of(Decision, "decision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    startup_id: Mapped[int] = mapped_column(ForeignKey("startup.id"), index=True)
    decision: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    by: Mapped[int]  # staff
    at: Mapped[datetime] = mapped_column(default=now)


class StartupReport(Base):
    """A reader says that something is wrong on a page: "I am on this photo"."""

    __tablename__ = "startup_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    startup_id: Mapped[int] = mapped_column(ForeignKey("startup.id"), index=True)
    reason: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(default=now)
    seen_by: Mapped[int | None]  # staff


class CallRequest(Base):
    """ "Call me back": a reader's number, for the members of one start-up and nobody else."""

    __tablename__ = "call_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    startup_id: Mapped[int] = mapped_column(ForeignKey("startup.id"), index=True)
    name: Mapped[str | None] = mapped_column(Sealed("call_request.name"))
    phone: Mapped[str | None] = mapped_column(Sealed("call_request.phone"))  # E.164
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    words: Mapped[str | None] = mapped_column(Sealed("call_request.words"))
    language: Mapped[str]  # that the reader speaks
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    done_at: Mapped[datetime | None]  # "I have called"


class StartupWeek(Base):
    """How often one sign was seen in one week."""

    __tablename__ = "startup_week"
    __table_args__ = (one_of(Sign, "sign"),)

    startup_id: Mapped[int] = mapped_column(ForeignKey("startup.id"), primary_key=True)
    week: Mapped[date] = mapped_column(primary_key=True)  # its Monday, on Morocco's clocks
    sign: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


class HomeTurn(Base):
    """A day on which a start-up stands on the home page."""

    __tablename__ = "home_turn"

    startup_id: Mapped[int] = mapped_column(ForeignKey("startup.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)


class Ramadan(Base):
    """The first and the last day of a Ramadan as Morocco announced them."""

    __tablename__ = "ramadan"

    first_day: Mapped[date] = mapped_column(primary_key=True)
    last_day: Mapped[date]
    by: Mapped[int]  # staff
    at: Mapped[datetime] = mapped_column(default=now)


class StartupPaper(Base):
    """A kit or a catalogue that workers draw: how far they are, and where the files lie."""

    __tablename__ = "startup_paper"
    __table_args__ = (one_of(PaperKind, "kind"), one_of(PaperState))

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    kind: Mapped[str]
    startup_id: Mapped[int | None] = mapped_column(ForeignKey("startup.id"), index=True)
    language: Mapped[str] = mapped_column(default="")  # of a catalogue
    asked: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # which start-ups
    digest: Mapped[str] = mapped_column(default="")  # of all that is on it
    state: Mapped[str] = mapped_column(default=PaperState.WAITING, index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    lease_no: Mapped[int] = mapped_column(default=0)
    asked_by: Mapped[int | None]  # staff, for a catalogue
    created_at: Mapped[datetime] = mapped_column(default=now)
    made_at: Mapped[datetime | None]


class StartupList(Base):
    """A list of companies that the team brought, between its preview and its taking."""

    __tablename__ = "startup_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(16))
    staff_id: Mapped[int]
    rows: Mapped[list[Any]] = mapped_column(Sealed("startup_list.rows"))
    taken_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
