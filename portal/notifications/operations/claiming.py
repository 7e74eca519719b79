"""Take messages out of the outbox, each for one worker; leave those that must not go now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from portal.core.clock import now
from portal.core.db import db
from portal.notifications import kinds, queries, rules, wiring
from portal.notifications.models import Message, State, WireHealth
from portal.notifications.operations import consent, health, posting
from portal.notifications.wires.base import Wire

LEASE = timedelta(seconds=60)  # longer than any wire takes (wires/base.py)
ANSWER_LOST = "answer_lost"
# On a wire that does not dedupe, whatever is in the hands of a worker that is killed becomes
# unknown: it is given few at a time.
CAREFUL = 16


@dataclass(frozen=True)
class Claim:
    """A message copied out of the database, so that sending needs no open transaction.

    `asking`: nobody knows whether it left; the provider is asked, nothing is sent. `once`: a code
    that is never sent again by itself (the person asks for a new one). `probing`: the wire is known
    to be ill and this letter tries the way, which is not held against the letter.
    """

    id: int
    reference: str
    lease_no: int
    attempts: int
    kind: str
    channel: str
    address: str
    language: str
    wire: str
    price: int = 0
    asking: bool = False
    once: bool = False
    probing: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


def claim(most: int, in_hand: Mapping[str, int] | None = None) -> list[Claim]:
    """Take at most `most` messages for a minute. Another worker asking now gets others.

    `in_hand`: how many this worker has on their way on each wire.

    What must not leave is sorted out on the way: too late, stopped, its reason gone, people asleep.
    """
    at = now()
    claims = _dropped(at, most) + _to_ask(at, most)
    codes_only = queries.budget_is_spent(at)
    for channel, wires in wiring.wires().items():
        if len(claims) >= most:
            break
        if wires and queries.waits(channel, at):
            state = health.of(wires)
            rooms = {w.name: _room(w, state[w.name], at, in_hand or {}) for w in wires}
            left = most - len(claims)
            mine = _from_channel(channel, wires, state, rooms, at, left, codes_only)
            for wire in wires:
                count = sum(claim.wire == wire.name for claim in mine)
                health.use_up(wire, state[wire.name], at, count)
            claims += mine
    return claims


def _room(wire: Wire, state: WireHealth, at: datetime, in_hand: Mapping[str, int]) -> int | None:
    room = health.room(wire, state, at)
    if wire.dedupes:
        return room
    careful = max(0, CAREFUL - in_hand.get(wire.name, 0))
    return careful if room is None else min(room, careful)


def _from_channel(
    channel: str,
    wires: tuple[Wire, ...],
    state: Mapping[str, WireHealth],
    rooms: dict[str, int | None],
    at: datetime,
    most: int,
    codes_only: bool,
) -> list[Claim]:
    free = sum(most if room is None else min(room, most) for room in rooms.values())
    if not free:
        return []
    found = _due(channel, at, min(most, free), codes_only)
    claims = []
    for message in _sorted_out(found, at):
        wire = _choose(message, wires, rooms)
        if wire is None:
            message.next_at = at + timedelta(seconds=1)
            continue
        room = rooms[wire.name]
        rooms[wire.name] = None if room is None else room - 1
        probing = state[wire.name].failures >= rules.BREAKER
        claims.append(_leased(message, wire, at, probing=probing))
    return claims


def _due(channel: str, at: datetime, most: int, codes_only: bool) -> list[Message]:
    waiting = (Message.state == State.PENDING) & (Message.channel == channel)
    wanted = select(Message).where(waiting, Message.next_at <= at, queries.is_not_held())
    if codes_only:
        wanted = wanted.where(Message.urgency == kinds.Urgency.CODE)
    first = wanted.order_by(Message.urgency, Message.next_at).limit(most)
    return list(db.session.scalars(first.with_for_update(skip_locked=True)))


def _choose(message: Message, wires: tuple[Wire, ...], rooms: dict[str, int | None]) -> Wire | None:
    """The first wire that has room; after a failure rather another one than the same.

    Where the answer was lost only the same provider can tell that it has the letter already.
    """
    free = [wire for wire in wires if rooms[wire.name] != 0]
    if message.error_code == ANSWER_LOST:
        return next((wire for wire in free if wire.name == message.provider), None)
    others = [wire for wire in free if not message.error_code or wire.name != message.provider]
    return next(iter(others or free), None)


def _sorted_out(found: list[Message], at: datetime) -> list[Message]:
    """Those that may leave now; each of the others is put where it belongs."""
    said = consent.latest(m.address_index for m in found) if found else {}
    live = [m for m in found if not _late(m, at) and not _stopped(m, said, at)]
    gone = kinds.gone(live)
    awake = []
    for message in live:
        if message.id in gone:
            _end(message, State.CANCELLED, gone[message.id], at)
        elif not _asleep(message, at):
            awake.append(message)
    return awake


def _late(message: Message, at: datetime) -> bool:
    if message.expires_at > at:
        return False
    _end(message, State.EXPIRED, message.error_code, at)
    return True


def _stopped(message: Message, said: dict[tuple[bytes, str], bool], at: datetime) -> bool:
    """Does its reader not want it? A stopped channel hands it on to the next."""
    if not consent.allowed(said, message.address_index, message.purpose):
        _end(message, State.CANCELLED, "stopped", at)
        return True
    whatsapp = message.channel == "whatsapp"
    if whatsapp and not consent.allowed(said, message.address_index, kinds.Purpose.WHATSAPP):
        _end(message, State.CANCELLED, "channel_stopped", at)
        posting.follow(message)
        return True
    return False


def _asleep(message: Message, at: datetime) -> bool:
    """From 21:00 to 8:00 only what the person waits for, and what matters on this very day."""
    wake = rules.quiet_until(at)
    urgent = message.urgency == kinds.Urgency.CODE or message.prompt
    if wake is None or urgent or message.matters_on == rules.today(at):
        return False
    message.next_at, message.error_code = wake, ""
    return True


def _end(message: Message, state: State, reason: str, at: datetime) -> None:
    message.state, message.error_code, message.updated_at = state, reason, at
    message.fallback_at = None


def _leased(
    message: Message, wire: Wire, at: datetime, *, asking: bool = False, probing: bool = False
) -> Claim:
    message.state, message.provider, message.updated_at = State.LEASED, wire.name, at
    message.lease_no += 1
    message.lease_until = at + LEASE
    message.ask_at = None
    message.attempts += not probing and not asking
    return Claim(
        id=message.id,
        reference=message.reference,
        lease_no=message.lease_no,
        attempts=message.attempts,
        kind=message.kind,
        channel=message.channel,
        address=message.address,
        language=message.language,
        wire=wire.name,
        price=wire.price,
        asking=asking,
        probing=probing,
        once=message.urgency == kinds.Urgency.CODE,
        facts=dict(message.facts),
    )


def _dropped(at: datetime, most: int) -> list[Claim]:
    """Whoever had these was killed, perhaps just after handing them over.

    Where the provider takes one reference once, they are simply sent again; elsewhere it is asked.
    """
    wanted = select(Message).where(queries.is_dropped(at)).limit(most)
    claims = []
    for message in db.session.scalars(wanted.with_for_update(skip_locked=True)):
        wire = wiring.named(message.provider)
        code = message.urgency == kinds.Urgency.CODE
        if wire is None or code:
            _unknown(message, at)
        elif wire.dedupes:
            message.state, message.error_code = State.PENDING, ANSWER_LOST
            message.next_at = at
        else:
            claims.append(_leased(message, wire, at, asking=True))
    return claims


def _unknown(message: Message, at: datetime) -> None:
    message.state, message.error_code = State.UNKNOWN, ANSWER_LOST
    message.updated_at, message.lease_until = at, None
    message.fallback_at = at + rules.PATIENCE[message.channel] if message.otherwise else None


def _to_ask(at: datetime, most: int) -> list[Claim]:
    """Messages of which nobody knows whether they left, and it is time to ask."""
    wanted = select(Message).where(queries.is_to_ask(at)).limit(most)
    claims = []
    for message in db.session.scalars(wanted.with_for_update(skip_locked=True)):
        wire = wiring.named(message.provider)
        message.ask_at = None
        if wire is not None:
            claims.append(_leased(message, wire, at, asking=True))
    return claims
