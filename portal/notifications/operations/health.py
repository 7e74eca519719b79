"""How each wire does: rest after too many failures, keep the pace it allows, count the money."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update

from portal.core.clock import now
from portal.core.db import db, insert_new, written
from portal.notifications import rules
from portal.notifications.models import Message, Spending, State, WireHealth
from portal.notifications.wires.base import Wire


def of(wires: Collection[Wire]) -> dict[str, WireHealth]:
    """The health of these wires by name, held until the commit: workers share one pace."""
    names = sorted(wire.name for wire in wires)
    found = _held(names)
    for name in names:
        if name not in found:
            insert_new(WireHealth, name=name, failures=0, last_error="")
    return found if len(found) == len(names) else _held(names)


def _held(names: Collection[str]) -> dict[str, WireHealth]:
    mine = select(WireHealth).where(WireHealth.name.in_(names)).order_by(WireHealth.name)
    return {row.name: row for row in db.session.scalars(mine.with_for_update())}


def room(wire: Wire, health: WireHealth, at: datetime) -> int | None:
    """How many letters the wire may be given now; None for as many as one likes."""
    if health.rest_until and health.rest_until > at:
        return 0
    if health.failures >= rules.BREAKER:
        return 1  # after a rest one letter tries the way
    return rules.places(at, health.free_at, wire.rate) if wire.rate else None


def use_up(wire: Wire, health: WireHealth, at: datetime, count: int) -> None:
    """`count` letters are about to be given to the wire."""
    if wire.rate and count:
        health.free_at = rules.used(at, health.free_at, wire.rate, count)
    if health.failures >= rules.BREAKER and count:
        health.rest_until = at + rules.REST  # until that one letter has been answered


def fared(health: WireHealth, *, failures: int, successes: int, error: str, pause: float) -> None:
    """What came of some letters on this wire: `failures` first, then `successes`."""
    at = now()
    if pause:
        health.rest_until = at + timedelta(seconds=pause)
    if error:
        health.last_error, health.last_error_at = error, at
    if successes:
        if health.failures >= rules.BREAKER:
            _wake(health.name.partition("-")[0], at)
        health.failures, health.last_ok_at = 0, at
        if not pause:
            health.rest_until = None
        return
    health.failures += failures
    if health.failures >= rules.BREAKER and failures:
        health.rest_until = at + rules.REST


def _wake(channel: str, at: datetime) -> None:
    """The wire is well again: what waited because of it need not wait longer."""
    waiting = (Message.state == State.PENDING) & (Message.channel == channel)
    failed = waiting & (Message.error_code != "") & (Message.next_at > at)
    written(update(Message).where(failed).values(next_at=at))


def spend(centimes: int, letters: int) -> None:
    """Count what letters cost today."""
    day = rules.today(now())
    if not insert_new(Spending, day=day, centimes=centimes, letters=letters):
        more = {
            "centimes": Spending.centimes + centimes,
            "letters": Spending.letters + letters,
        }
        written(update(Spending).where(Spending.day == day).values(**more))
