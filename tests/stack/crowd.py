"""Many people at once who register for an event, each with a phone of her own."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import insert

from portal.core.clock import now
from portal.events.models import Event, EventSession
from tests.stack.processes import Stack
from tests.stack.visitor import Answer, Visitor, form, token_in, visitors

SLUG = "salon"
PAUSE = 0.1  # seconds before someone whose line broke tries again


@dataclass(frozen=True)
class Fair:
    """An event that is open for registration, on a running portal."""

    port: int
    session_id: int
    path: str = f"/fr/events/{SLUG}/"


@dataclass(frozen=True)
class Outcome:
    """What came of one registration. `seconds`: from sending the form to the answer."""

    number: int
    status: int
    address: str
    seconds: float


def open_fair(stack: Stack, seats: int) -> Fair:
    """One session with so many seats, tomorrow in a week. The database must be migrated."""
    at = now()
    event = {
        "slug": SLUG,
        "kind": "job_fair",
        "mode": "on_site",
        "state": "published",
        "title": {"fr": "Salon", "ar": "معرض", "en": "Fair", "es": "Feria"},
        "city": "rabat",
        "opens_at": at - timedelta(days=1),
        "closes_at": at + timedelta(days=7),
    }
    starts = at + timedelta(days=8)
    session = {"starts_at": starts, "ends_at": starts + timedelta(hours=3), "capacity": seats}
    with stack.engine.begin() as connection:
        made = connection.execute(insert(Event).values(event)).inserted_primary_key[0]
        session |= {"event_id": made}
        mine = connection.execute(insert(EventSession).values(session)).inserted_primary_key[0]
    return Fair(stack.port, mine)


async def fill_in(visitor: Visitor, fair: Fair, number: int) -> dict:
    """Fetch the event's page and fill in the form on it."""
    return form(token_in(await visitor.get(fair.path)), fair.session_id, number)


async def send(visitor: Visitor, fair: Fair, filled: dict, number: int = 0) -> Outcome:
    begun = time.perf_counter()
    answer = await visitor.post(f"{fair.path}register", filled)
    seconds = time.perf_counter() - begun
    return Outcome(number, answer.status, answer.headers.get("location", ""), seconds)


async def insist(deed: Callable[[], Awaitable]):
    """Try again as a phone on a bad network does, until somebody answers."""
    while True:
        try:
            return await deed()
        except (OSError, TimeoutError):
            await asyncio.sleep(PAUSE)


async def arrive(visitor: Visitor, fair: Fair, number: int) -> Outcome:
    """Fetch the form and send it: always the same form, however often the line breaks."""
    filled = await insist(lambda: fill_in(visitor, fair, number))
    return await insist(lambda: send(visitor, fair, filled, number))


async def register(fair: Fair, numbers: range, at_once: int) -> list[Outcome]:
    """Everyone in `numbers`, `at_once` of them at any moment."""
    waiting = iter(numbers)

    async def one_after_another(visitor: Visitor) -> list[Outcome]:
        return [await arrive(visitor, fair, number) for number in waiting]

    async with visitors(fair.port, at_once) as everyone:
        queues = await asyncio.gather(*(one_after_another(each) for each in everyone))
    return [outcome for outcomes in queues for outcome in outcomes]


async def rush(fair: Fair, people: int) -> tuple[list[Outcome], list[Answer]]:
    """All fetch the form; when everyone has it, all send it at once; then all see their badge."""
    door = asyncio.Semaphore(64)

    async def orderly(deed: Callable[[], Awaitable]):
        async with door:
            return await insist(deed)

    async with visitors(fair.port, people) as everyone:
        numbers = range(people)
        fetching = [orderly(partial(fill_in, everyone[i], fair, i)) for i in numbers]
        forms = await asyncio.gather(*fetching)
        sending = [insist(partial(send, everyone[i], fair, forms[i], i)) for i in numbers]
        outcomes = await asyncio.gather(*sending)
        looking = [orderly(partial(everyone[o.number].get, o.address)) for o in outcomes]
        return outcomes, await asyncio.gather(*looking)
