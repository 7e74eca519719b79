"""A person's phone, as light as it can be: one kept connection, no browser behind it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import brotli

TOKEN = re.compile(rb'name="form_token" value="([^"]+)"')
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def content(self) -> bytes:
        packed = self.headers.get("content-encoding") == "br"
        return brotli.decompress(self.body) if packed else self.body


class Visitor(asyncio.Protocol):
    """Asks one thing after another over one connection, as HTTP/1.1 allows."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.transport: asyncio.Transport | None = None
        self.waiting: asyncio.Future[Answer] | None = None
        self.received = b""

    async def get(self, path: str) -> Answer:
        return await self.ask(f"GET {path} HTTP/1.1\r\n{self._common()}\r\n".encode())

    async def post(self, path: str, form: dict) -> Answer:
        return await self.ask(self.posting(path, form))

    def posting(self, path: str, form: dict) -> bytes:
        body = urlencode(form, doseq=True)
        kind = "Content-Type: application/x-www-form-urlencoded"
        head = f"POST {path} HTTP/1.1\r\n{self._common()}{kind}\r\nContent-Length: {len(body)}\r\n"
        return f"{head}\r\n{body}".encode()

    def _common(self) -> str:
        return f"Host: {self.host}\r\nAccept-Encoding: br\r\n"

    async def ask(self, request: bytes) -> Answer:
        """Send `request` as it is. Raises ConnectionError when the line breaks."""
        if self.transport is None or self.transport.is_closing():
            loop = asyncio.get_running_loop()
            await loop.create_connection(lambda: self, "127.0.0.1", self.port)
        self.received = b""
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await asyncio.wait_for(self.waiting, PATIENCE)

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()

    def connection_made(self, transport) -> None:
        self.transport = transport

    def connection_lost(self, error) -> None:
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_exception(ConnectionError("the line broke"))

    def data_received(self, data: bytes) -> None:
        self.received += data
        head, gap, body = self.received.partition(b"\r\n\r\n")
        if not gap or self.waiting is None or self.waiting.done():
            return
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        if len(body) >= int(headers.get("content-length", 0)):
            self.waiting.set_result(Answer(int(status.split()[1]), headers, body))


@asynccontextmanager
async def visitors(port: int, count: int) -> AsyncIterator[list[Visitor]]:
    """So many people with a line each; the lines are closed at the end, whatever happened."""
    everyone = [Visitor(port) for _ in range(count)]
    try:
        yield everyone
    finally:
        for each in everyone:
            each.close()
        await asyncio.sleep(0)  # the loop closes them when it comes round


def form(token: str, session_id: int, number: int) -> dict:
    """A registration that is filled in well; `number` makes the person and her phone her own."""
    return {
        "form_token": token,
        "name": f"Aminata Diallo {number}",
        "phone": f"06 61 {number:06d}",
        "session": session_id,
        "interest": ["job", "training"],
        "trade": "couture",
        "city": "Rabat",
        "language": ("fr", "ar", "en", "es")[number % 4],
        "consent": "y",
    }


def token_in(answer: Answer) -> str:
    """The form token of the first form that has one."""
    found = TOKEN.search(answer.content)
    assert found, f"no form on the page (status {answer.status})"
    return found.group(1).decode()
