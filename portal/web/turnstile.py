"""Many may wait at the door, a few run at once.

A slow phone keeps a thread for as long as it takes to send its form, so there are many threads.
But Python runs one at a time, and threads that all want to run hinder each other: with 32 of them
the slowest registrations took ten times as long. So what was sent is read first, by as many threads
as there are; then the request takes its turn.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Flask, request
from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import get_content_length, get_input_stream

PLACES = 3  # some wait for the database or for a password to be hashed
IN_MEMORY = 64 * 1024  # bytes of a body; the rest of a longer one waits on disk
PIECE = 64 * 1024
SAFE = {"GET", "HEAD", "OPTIONS"}
LONGEST = 12 * 1024 * 1024  # bytes that are read before a turn is taken: a photo from a good phone
PLACE = "portal.place"


class Turnstile:
    """Reads what was sent, then lets at most `places` requests into `app` at once."""

    def __init__(self, app: Callable, *, longest: int, places: int = PLACES) -> None:
        self.app = app
        self.longest = longest
        self.free = threading.Semaphore(places)

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        length = get_content_length(environ)
        too_long = length is not None and length > self.longest  # refused without being read
        if environ["REQUEST_METHOD"] in SAFE or too_long:
            return self._enter(environ, start_response)
        with SpooledTemporaryFile(IN_MEMORY) as body:
            received = self._read(get_input_stream(environ), body)
            if length is not None and received < length:  # the line broke: nobody listens
                start_response("400 Bad Request", [("Content-Length", "0")])
                return [b""]
            environ["wsgi.input"], environ["wsgi.input_terminated"] = body, True
            return self._enter(environ, start_response)

    def _enter(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        environ[PLACE] = self.free
        with self.free:
            return self.app(environ, start_response)

    def _read(self, sent: IO[bytes], body: IO[bytes]) -> int:
        """Keep what arrives, at most a little more than is taken. Returns how much that was."""
        received = 0
        try:
            while received <= self.longest and (piece := sent.read(PIECE)):
                received += body.write(piece)
        except (OSError, ClientDisconnected):  # the line broke
            pass
        body.seek(0)
        return received


def init_app(app: Flask) -> None:
    longest = max(LONGEST, app.config["MAX_CONTENT_LENGTH"])
    app.wsgi_app = Turnstile(app.wsgi_app, longest=longest)  # type: ignore[method-assign]


@contextmanager
def aside() -> Iterator[None]:
    """Let another request in while this one waits for a process of its own. Only outside of
    transactions: who has stepped aside may be long in coming back."""
    place = request.environ.get(PLACE)
    if place is None:  # a test asks the application itself
        yield
        return
    place.release()
    try:
        yield
    finally:
        place.acquire()
