"""Check 3: Redis is away while people register; pages stay quick and messages still leave."""

import asyncio
import threading
import time
from datetime import UTC, datetime

import pytest

from portal.core import clock
from tests.faults.conftest import size
from tests.faults.provider import Provider
from tests.faults.sending import fates
from tests.stack.crowd import fill_in, insist, open_fair, send
from tests.stack.processes import until
from tests.stack.visitor import visitors

pytestmark = pytest.mark.stack
SECONDS = size(600, 8)
RATE = 20  # registrations a second


async def steadily(fair, seconds: float, first: int) -> list:
    """Twenty people a second, whatever the portal does."""
    outcomes: list = []

    async def one(visitor, number):
        filled = await insist(lambda: fill_in(visitor, fair, number))
        outcomes.append(await insist(lambda: send(visitor, fair, filled, number)))

    async with visitors(fair.port, 40) as everyone:
        begun, going = time.perf_counter(), []
        for turn in range(int(seconds * RATE)):
            await asyncio.sleep(max(0.0, begun + turn / RATE - time.perf_counter()))
            number = first + turn
            if len(going) >= len(everyone):
                await going.pop(0)
            going.append(asyncio.ensure_future(one(everyone[number % 40], number)))
        await asyncio.gather(*going)
    return outcomes


def p95(outcomes) -> float:
    ordered = sorted(outcome.seconds for outcome in outcomes)
    return ordered[int(len(ordered) * 0.95)]


def test_people_register_as_well_without_redis_and_their_messages_leave(stack, capsys):
    with Provider(latency=0.02) as provider:
        portal = stack(provider)
        portal.whole()
        fair = open_fair(portal, seats=100_000)
        usual = asyncio.run(steadily(fair, max(SECONDS / 10, 4), 0))
        until(lambda: len(provider.effects) == len(usual))
        portal.kill("redis")
        lags, stop = [], threading.Event()
        watcher = threading.Thread(target=watch, args=(portal, lags, stop))
        watcher.start()
        away = asyncio.run(steadily(fair, SECONDS, 10_000))
        stop.set()
        watcher.join()
        portal.start("redis")
        back = time.monotonic()
        until(lambda: len(provider.effects) == len(usual) + len(away), seconds=120)
        drained = time.monotonic() - back
        until(lambda: fates(portal) == {"accepted": len(usual) + len(away)})
    with capsys.disabled():
        print(
            f"\n{portal.engine.dialect.name}: {len(away)} registrations in {SECONDS} s without "
            f"Redis; p95 {p95(usual) * 1000:.0f} ms with, {p95(away) * 1000:.0f} ms without; "
            f"oldest message waited {max(lags):.0f} s; all gone {drained:.1f} s after its return"
        )
    assert {outcome.status for outcome in (*usual, *away)} == {303}
    assert max(lags) <= 60
    assert p95(away) - p95(usual) <= 0.25


def watch(portal, lags: list[float], stop: threading.Event) -> None:
    """How long the oldest message has waited, seen from outside, twice a second."""
    while not stop.wait(0.5):
        rows = portal.rows(
            "SELECT min(created_at) FROM message WHERE state IN ('pending','leased')"
        )
        oldest = rows[0][0]
        lags.append(age(oldest) if oldest else 0.0)


def age(moment) -> float:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (clock.now() - moment).total_seconds()
