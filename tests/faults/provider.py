"""A provider of SMS as bad as real ones are, on a port of its own, in a thread of the test.

It takes what `json://` wires send. Every effect (a letter that reaches a phone) is counted.
"""

import asyncio
import json
import random
import threading
import time
from collections import Counter

REASONS = {200: "OK", 404: "Not Found", 429: "Too Many Requests", 500: "Server Error"}


class Provider:
    """`faults`: shares of letters answered with 500, with 429, or taken and then cut off ("drop").

    `dedupes`: a reference that it knows has no second effect. `dead`: everything is a 500. `rate`:
    letters a second that it allows.
    """

    def __init__(self, *, dedupes=True, latency=0.0, faults=None, seed=1, rate=0):
        self.rate = rate
        self.dedupes, self.latency = dedupes, latency
        self.faults = faults or {}
        self.dead = False
        self.effects: Counter[str] = Counter()
        self.posts: list[float] = []
        self.most_at_once = 0
        self._at_once = 0
        self._random = random.Random(seed)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        """What PORTAL_SMS_URL is set to."""
        options = "dedupes=yes" if self.dedupes else "ask=no"
        pace = f"&rate={self.rate}" if self.rate else ""
        return f"json://127.0.0.1:{self.port}/sms?{options}{pace}"

    def _run(self):
        asyncio.run(self._serve())

    async def _serve(self):
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._end.wait()
        server.close()

    async def _talk(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    (
                        int(line.split(b":")[1])
                        for line in head.split(b"\r\n")
                        if line.lower().startswith(b"content-length")
                    ),
                    0,
                )
                body = await reader.readexactly(length)
                if not await self._answer(writer, json.loads(body)):
                    break
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer, letter) -> bool:
        self.posts.append(time.monotonic())
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if self.latency:
                await asyncio.sleep(self.latency)
            status = self._judge(letter["reference"])
        finally:
            self._at_once -= 1
        if status == 0:
            return False
        body = json.dumps({"id": f"p-{letter['reference']}"} if status == 200 else {})
        more = "Retry-After: 1\r\n" if status == 429 else ""
        writer.write(
            f"HTTP/1.1 {status} {REASONS[status]}\r\nContent-Type: application/json\r\n"
            f"{more}Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        await writer.drain()
        return True

    def _judge(self, reference: str) -> int:
        """The status to answer with; 0: take the letter and say nothing."""
        if self.dead:
            return 500
        chance = self._random.random()
        for fault, status in (("500", 500), ("429", 429)):
            share = self.faults.get(fault, 0)
            if chance < share:
                return status
            chance -= share
        if not self.dedupes or reference not in self.effects:
            self.effects[reference] += 1
        return 0 if chance < self.faults.get("drop", 0) else 200
