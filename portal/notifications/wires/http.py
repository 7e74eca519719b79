"""One bounded pool of connections for the process, and whether a request left when it failed.

Nothing here or in the wires writes a log line, and no error carries an address or a text.
"""

import json
import logging
import os
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping

import urllib3
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from portal.notifications.wires.base import Trouble, Unclear
from portal.notifications.wires.reading import Answer

CONNECT = 3.0  # seconds
READ = 10.0  # seconds, for each silence
WHOLE = 20.0  # seconds for an answer that drips
CONNECTIONS = 64  # to one host, for the whole process
MOST = 65_536  # bytes of an answer that are read

# A service that apprise speaks to may have the number in its path, and urllib3 logs paths.
logging.getLogger("urllib3").setLevel(logging.ERROR)


def _fresh() -> None:
    global _pool
    _pool = urllib3.PoolManager(maxsize=CONNECTIONS, block=True, retries=False)


_pool: urllib3.PoolManager
_fresh()
os.register_at_fork(after_in_child=_fresh)  # two processes must not talk on one socket


class _Load:
    """A body that knows whether it began to leave: until then the provider has taken nothing."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.left = False

    def __iter__(self) -> Iterator[bytes]:
        self.left = True
        yield self.content


def post(url: str, content: bytes, headers: Mapping[str, str]) -> Answer:
    """Hand `content` over once. Raises Trouble when it surely did not arrive, else Unclear."""
    load = _Load(content)
    try:
        return _call("POST", url, {**headers, "Content-Length": str(len(content))}, load)
    except (HTTPError, OSError, ValueError):
        # `from None`: what urllib3 says names the address that it called.
        raise (Unclear() if load.left else Trouble("no_connection")) from None


def post_json(url: str, content: object, headers: Mapping[str, str]) -> Answer:
    """As `post`, with `content` as JSON."""
    sent = json.dumps(content, ensure_ascii=False).encode()
    return post(url, sent, {"Content-Type": "application/json", **headers})


def get(url: str, headers: Mapping[str, str]) -> Answer:
    """Ask, which changes nothing and can be done again: every failure is Trouble."""
    try:
        return _call("GET", url, headers, None)
    except (HTTPError, OSError, ValueError):
        raise Trouble("no_connection") from None


def basic(user: str, password: str) -> dict[str, str]:
    """The header that says who we are, {} when nobody is named."""
    token = b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {token}"} if user else {}


def _call(method: str, url: str, headers: Mapping[str, str], load: _Load | None) -> Answer:
    response = _pool.request(
        method,
        url,
        body=load,
        headers=headers,
        timeout=urllib3.Timeout(connect=CONNECT, read=READ),
        pool_timeout=READ,
        redirect=False,
        preload_content=False,
    )
    return Answer(response.status, response.headers, _body(response))


def _body(response: BaseHTTPResponse) -> bytes:
    """Its first 64 KiB. Raises TimeoutError when it does not come to an end."""
    end = time.monotonic() + WHOLE
    found = b""
    while len(found) < MOST and (chunk := response.read1(MOST)):
        found += chunk
        if time.monotonic() > end:
            response.close()
            raise TimeoutError
    if len(found) >= MOST:
        response.close()  # what is left of it must not meet the next request
    return found[:MOST]
