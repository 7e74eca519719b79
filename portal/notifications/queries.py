"""Questions asked of the outbox. Nothing here changes a row."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import ColumnElement

from portal.core.clock import now
from portal.core.db import db
from portal.notifications import rules, wiring
from portal.notifications.kinds import Urgency
from portal.notifications.models import (
    HeldSending,
    Message,
    ReceiptSeen,
    ShortLink,
    Spending,
    State,
    WireHealth,
)
from portal.settings import CHANNELS

PAGE = 50
ALARM = 0.5  # of the day's money
TO_LOOK_AT = (State.DEAD, State.FAILED, State.UNKNOWN)
LOOK = "to_look_at"


def is_waiting(at: datetime) -> ColumnElement[bool]:
    """Messages whose time has come."""
    return (Message.state == State.PENDING) & (Message.next_at <= at)


def is_dropped(at: datetime) -> ColumnElement[bool]:
    """Messages that a worker took and never spoke of again."""
    return (Message.state == State.LEASED) & (Message.lease_until <= at)


def is_to_ask(at: datetime) -> ColumnElement[bool]:
    """Messages of which the provider can now be asked whether they left."""
    useful = (Message.ask_at <= at) & (Message.expires_at > at)
    return (Message.state == State.UNKNOWN) & useful


def is_not_held() -> ColumnElement[bool]:
    """Messages of no sending that staff have halted."""
    return Message.sending.not_in(select(HeldSending.sending))


def due_exists() -> bool:
    """Is there anything for a worker to do now, on a wire that may be used?"""
    at = now()
    if any(_exists(condition(at)) for condition in (is_dropped, is_to_ask)):
        return True
    codes_only = budget_is_spent(at)
    return any(waits(channel, at, codes_only=codes_only) for channel in _open_channels(at))


def waits(channel: str, at: datetime, *, codes_only: bool = False) -> bool:
    """Does a message wait for this channel?"""
    mine = is_waiting(at) & (Message.channel == channel) & is_not_held()
    return _exists(mine & (Message.urgency == Urgency.CODE) if codes_only else mine)


def _exists(condition: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(Message.id).where(condition).limit(1)) is not None


def _open_channels(at: datetime) -> list[str]:
    """Channels of which a wire does not rest."""
    resting = select(WireHealth.name).where(WireHealth.rest_until > at)
    closed = set(db.session.scalars(resting))
    found = wiring.wires().items()
    return [channel for channel, wires in found if any(w.name not in closed for w in wires)]


def oldest_due_seconds() -> float:
    """For how long the oldest due message has waited; 0.0 when none does.

    Copies of a large sending leave at the pace that the provider allows: they are not late. Nor is
    what waits for a provider to come back, or for tomorrow's money.
    """
    at = now()
    waits = is_waiting(at) & Message.channel.in_(_well_channels(at)) & is_not_held()
    if budget_is_spent(at):
        waits &= Message.urgency == Urgency.CODE
    single = or_(waits, is_dropped(at)) & (Message.urgency <= Urgency.ANSWER)
    oldest = db.session.scalar(select(func.min(Message.next_at)).where(single))
    return (at - oldest).total_seconds() if oldest else 0.0


def _well_channels(at: datetime) -> list[str]:
    """Channels of which a wire answers: it does not rest, nor try its way after a rest."""
    ill = (WireHealth.rest_until > at) | (WireHealth.failures >= rules.BREAKER)
    closed = set(db.session.scalars(select(WireHealth.name).where(ill)))
    found = wiring.wires().items()
    return [channel for channel, wires in found if any(w.name not in closed for w in wires)]


def is_to_look_at() -> ColumnElement[bool]:
    """Messages that did not arrive, as far as we know, and nobody has looked at. What went on by
    the next channel is not among them: that copy speaks for both."""
    mine = Message.state.in_(TO_LOOK_AT) & Message.words_kept & Message.seen_at.is_(None)
    return mine & ~_went_on()


def _went_on() -> ColumnElement[bool]:
    """There is a later copy, for the same person, on another channel."""
    later = aliased(Message)
    whole = func.length(Message.dedupe_key) - func.length(Message.channel)
    stem = func.substr(Message.dedupe_key, 1, whole)
    keys = [stem.concat(channel) for channel in CHANNELS]
    return exists().where(later.dedupe_key.in_(keys), later.id > Message.id)


def latest(
    cause: str = "", state: str = "", page: int = 1, reason: str | None = None
) -> tuple[list[Message], bool]:
    """The newest messages first, `PAGE` at a time; and whether there are more.

    `state` may be "to_look_at"; `reason` is a code that stands on the message, "" for none.
    """
    wanted = select(Message).order_by(Message.id.desc())
    if cause:
        wanted = wanted.where(Message.cause == cause)
    if state:
        chosen = Message.state == state if state != LOOK else is_to_look_at()
        wanted = wanted.where(chosen)
    if reason is not None:
        wanted = wanted.where(Message.error_code == reason)
    rows = list(db.session.scalars(wanted.offset((page - 1) * PAGE).limit(PAGE + 1)))
    return rows[:PAGE], len(rows) > PAGE


def message(message_id: int) -> Message | None:
    return db.session.get(Message, message_id)


def count_by_state(sending: str = "") -> dict[str, int]:
    """How many messages are in each state; of one sending, or of all."""
    wanted = select(Message.state, func.count()).group_by(Message.state)
    if sending:
        wanted = wanted.where(Message.sending == sending)
    return {row[0]: row[1] for row in db.session.execute(wanted)}


@dataclass(frozen=True)
class Tally:
    """How many people of a sending: what became of their copy, why, where, in which language."""

    sending: str
    state: str
    reason: str
    channel: str
    language: str
    people: int


def tally(sendings: Collection[str]) -> list[Tally]:
    """What became of these sendings, person by person: of several copies for one, the one that
    arrived speaks, else the last."""
    facts = (
        Message.sending,
        Message.state,
        Message.error_code,
        Message.channel,
        Message.language,
    )
    mine = Message.sending.in_(sendings) & ~_outdone()
    rows = db.session.execute(select(*facts, func.count()).where(mine).group_by(*facts))
    return [Tally(*row) for row in rows]


def _outdone() -> ColumnElement[bool]:
    """Another copy for the same person says more."""
    other = aliased(Message)
    arrived, other_arrived = Message.state == State.DELIVERED, other.state == State.DELIVERED
    better = (other_arrived & ~arrived) | ((other_arrived == arrived) & (other.id > Message.id))
    return exists().where(other.cause == Message.cause, other.sending == Message.sending, better)


@dataclass(frozen=True)
class Course:
    """How a sending went: letters handed over, when the first and the last, what they cost; when
    the next one is due."""

    letters: int
    segments: int
    centimes: int
    first_at: datetime | None
    last_at: datetime | None
    next_at: datetime | None


def course(sending: str) -> Course:
    waiting = case((Message.state == State.PENDING, Message.next_at))
    facts = (
        func.count(Message.accepted_at),
        func.coalesce(func.sum(Message.segments), 0),
        func.coalesce(func.sum(Message.cost), 0),
        func.min(Message.accepted_at),
        func.max(Message.accepted_at),
        func.min(waiting),
    )
    return Course(*db.session.execute(select(*facts).where(Message.sending == sending)).one())


def to_look_at() -> int:
    """How many messages did not arrive, as far as we know, and wait for somebody's decision."""
    return db.session.scalar(select(func.count(Message.id)).where(is_to_look_at())) or 0


def reasons(state: str) -> dict[str, int]:
    """Why messages are in `state` ("to_look_at" too): code -> how many, the most frequent first."""
    chosen = Message.state == state if state != LOOK else is_to_look_at()
    count = func.count(Message.id)
    wanted = select(Message.error_code, count).where(chosen).group_by(Message.error_code)
    ordered = wanted.order_by(count.desc(), Message.error_code)
    return dict(db.session.execute(ordered).all())


def copies(message: Message) -> list[Message]:
    """The same message on every channel that it was written for, in the order it went."""
    stem = message.dedupe_key.rpartition(":")[0]
    keys = [f"{stem}:{channel}" for channel in CHANNELS]
    mine = select(Message).where(Message.dedupe_key.in_(keys)).order_by(Message.id)
    return list(db.session.scalars(mine))


def receipts(message: Message) -> list[ReceiptSeen]:
    """What the provider said of a message, in the order it happened."""
    mine = select(ReceiptSeen).where(ReceiptSeen.message_id == message.id)
    return list(db.session.scalars(mine.order_by(ReceiptSeen.at, ReceiptSeen.id)))


def path_of(token: str) -> str | None:
    """Where a short link leads."""
    return db.session.scalar(select(ShortLink.path).where(ShortLink.token == token))


@dataclass(frozen=True)
class Money:
    """What messages cost today and may cost, in centimes. `budget` 0: there is no limit."""

    spent: int
    budget: int

    @property
    def share(self) -> float:
        return self.spent / self.budget if self.budget else 0.0


def money(at: datetime) -> Money:
    day = select(Spending.centimes).where(Spending.day == rules.today(at))
    return Money(db.session.scalar(day) or 0, wiring.day_budget())


def budget_is_spent(at: datetime) -> bool:
    """Then only the codes that people ask for still leave, until midnight."""
    return wiring.day_budget() > 0 and money(at).share >= 1


def wires_health() -> dict[str, WireHealth]:
    return {row.name: row for row in db.session.scalars(select(WireHealth))}


def resting(at: datetime) -> list[WireHealth]:
    """The portal's wires that are given nothing for a while."""
    mine = [wire.name for wires in wiring.wires().values() for wire in wires]
    wanted = select(WireHealth).where(WireHealth.rest_until > at, WireHealth.name.in_(mine))
    return list(db.session.scalars(wanted.order_by(WireHealth.name)))
