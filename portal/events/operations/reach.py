"""Whom a message to many reaches, by which channel, at what cost: known before it is sent."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select

from portal.core.db import db
from portal.core.sealed import phone_index
from portal.events.models import Registration
from portal.events.operations import telling
from portal.notifications import kinds, rules, wiring
from portal.notifications.operations import consent, posting
from portal.notifications.operations.posting import Draft

AT_ONCE = 10_000  # addresses asked for in one query


@dataclass(frozen=True)
class Reach:
    """How many get a copy, by (language, first channel); how many get none, and why."""

    letters: Counter[tuple[str, str]] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)

    @property
    def people(self) -> int:
        return self.letters.total() + self.silent.total()

    def in_language(self, language: str) -> int:
        return sum(n for (spoken, _), n in self.letters.items() if spoken == language)

    @property
    def by_channel(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for (_, channel), count in self.letters.items():
            found[channel] += count
        return found


@dataclass(frozen=True)
class Estimate:
    """What copies cost (centimes) and how long they take when every one takes its first channel.

    `unpriced`: channels whose price nobody has set. `lasting` is None where no wire sets a pace.
    """

    segments: int
    centimes: int
    unpriced: tuple[str, ...]
    lasting: timedelta | None

    def last_leaves(self, begin: datetime, *, by_night: bool = False) -> datetime | None:
        if self.lasting is None:
            return None
        return begin + self.lasting if by_night else rules.last_leaves(begin, self.lasting)


def of(kind: str, concerned: Select[Any]) -> Reach:
    """Count the people whose ids `concerned` selects."""
    wanted = concerned.with_only_columns(
        Registration.language,
        Registration.phone_index,
        Registration.email,
        Registration.channels,
        Registration.held,
        Registration.paused,
    )
    by = {channel for channel in wiring.wires() if posting.leaves_by(kinds.KINDS[kind], channel)}
    found = Reach()
    open_still = []
    for person in db.session.execute(wanted):
        route = _first(person, by)
        code = "held" if person.held else "paused_by_team" if person.paused else ""
        if code or route is None:
            found.silent[code or "no_address"] += 1
        else:
            open_still.append((person.language, *route))
    said = _said([index for _, _, index in open_still])
    for language, channel, index in open_still:
        if consent.allowed(said, index, kinds.KINDS[kind].purpose):
            found.letters[language, channel] += 1
        else:
            found.silent["stopped"] += 1
    return found


def asked_for(kind: str, drafts: Sequence[Draft]) -> Sequence[Draft]:
    """Of what only some people asked for (news), the copies for them. Whoever stopped something
    else keeps a copy that says so: it is dropped when it is to leave."""
    purpose = kinds.KINDS[kind].purpose
    if kinds.UNSAID[purpose]:
        return drafts
    routes = [posting.first_route(kind, draft.to) for draft in drafts]
    index = [phone_index(route[1]) if route else b"" for route in routes]
    said = _said(index)
    pairs = zip(drafts, index, strict=True)
    return [draft for draft, mine in pairs if consent.allowed(said, mine, purpose)]


def estimate(letters: Mapping[tuple[str, str], int], segments: Mapping[str, int]) -> Estimate:
    """`segments`: how many SMS one copy is in each language."""
    parts: Counter[str] = Counter()  # by channel: what is paid
    count: Counter[str] = Counter()
    for (language, channel), people in letters.items():
        parts[channel] += people * (segments[language] if channel == "sms" else 1)
        count[channel] += people
    prices = {channel: wiring.wires()[channel][0].price for channel in count}
    times = [count[channel] / pace for channel in count if (pace := _pace(channel))]
    return Estimate(
        segments=parts["sms"],
        centimes=sum(parts[channel] * price for channel, price in prices.items()),
        unpriced=tuple(channel for channel, price in prices.items() if not price),
        lasting=timedelta(seconds=max(times)) if times else None,
    )


def _first(person: Any, by: Collection[str]) -> tuple[str, bytes] | None:
    """The channel that is tried first, and what stands for the address there."""
    for channel in telling.in_order(person.channels):
        if channel in by:
            mail = channel == "email"
            index = person.email and phone_index(person.email) if mail else person.phone_index
            if index:
                return channel, index
    return None


def _pace(channel: str) -> float:
    """Letters a second on all wires of a channel; 0.0 where one of them has no limit."""
    rates = [wire.rate for wire in wiring.wires()[channel]]
    return sum(rates) if all(rates) else 0.0


def _said(indexes: Sequence[bytes]) -> dict[tuple[bytes, str], bool]:
    said: dict[tuple[bytes, str], bool] = {}
    for first in range(0, len(indexes), AT_ONCE):
        said |= consent.latest(indexes[first : first + AT_ONCE])
    return said
