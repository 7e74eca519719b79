"""Phones that need minutes for a request do not hold up the others."""

import asyncio
import time
from contextlib import asynccontextmanager, suppress

import pytest

from tests.stack.crowd import fill_in, open_fair, register, send
from tests.stack.visitor import visitors

pytestmark = pytest.mark.stack
SLOW = 64
DRIP = 0.2  # seconds between two bytes
HEADERS = b"GET /fr/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html"
BODY = b"POST /fr/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9999\r\n\r\nname"


@asynccontextmanager
async def slow_clients(port: int, count: int):
    """Half of them send their headers byte by byte, the others a form; none ever finishes."""

    async def drip(text: bytes) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(text)
            while True:
                await asyncio.sleep(DRIP)
                writer.write(b"x")
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    tasks = [asyncio.create_task(drip(HEADERS if i % 2 else BODY)) for i in range(count)]
    await asyncio.sleep(1)
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def test_slow_senders_do_not_hold_up_the_others(portal):
    portal.whole()
    fair = open_fair(portal, 100)

    async def beside_them() -> tuple[list[float], list]:
        seconds = []
        async with slow_clients(fair.port, SLOW), visitors(fair.port, 4) as everyone:
            for turn in range(100):
                begun = time.perf_counter()
                answer = await everyone[turn % 4].get(fair.path)
                assert answer.status == 200
                seconds.append(time.perf_counter() - begun)
            return seconds, await register(fair, range(20), at_once=4)

    seconds, outcomes = asyncio.run(beside_them())
    assert sorted(seconds)[94] < 1
    assert {o.status for o in outcomes} == {303}


def test_a_form_that_was_cut_off_registers_nobody(portal):
    portal.whole()
    fair = open_fair(portal, 100)

    async def cut_off() -> None:
        async with visitors(fair.port, 1) as (phone,):
            filled = await fill_in(phone, fair, 1)
            _, writer = await asyncio.open_connection("127.0.0.1", fair.port)
            whole = phone.posting(f"{fair.path}register", filled)
            writer.write(whole[:-5])
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            await asyncio.sleep(0.5)
            assert portal.number("SELECT count(*) FROM registration") == 0
            assert (await send(phone, fair, filled)).status == 303

    asyncio.run(cut_off())
