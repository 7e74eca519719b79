"""Photos that people send: made small and clean by a child process that has little to lose.

Whoever sends a photo may send anything. photo_worker.py, which reads it, runs with 512 MB, five
seconds, no file and no environment; here only lengths and names are read of what it answers.
"""

import json
import re
import signal
import subprocess  # our own file, no shell
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.core.errors import Refused

MOST_BYTES = 8 * 1024 * 1024
MOST_ANSWERED = 4 * 1024 * 1024  # all files of one photo
AT_ONCE = 2  # in this process
WAIT = 20.0  # seconds, for the others
KILLED = {-signal.SIGKILL, -signal.SIGXCPU}  # by the clock, or by the limit of its processor time
PATIENCE = 25.0  # by the clock: on a busy machine five seconds of a processor take longer
WORKER = Path(__file__).with_name("photo_worker.py")
# What the worker may say no with.
REFUSALS = {
    no.code: no
    for no in (
        Refused("photo_kind"),  # no JPEG, PNG or WebP
        Refused("photo_pixels"),  # too many of them
        Refused("photo_moving"),  # several pictures, one after another
        Refused("photo_small"),
        Refused("photo_shape"),  # a strip
        Refused("photo_unreadable"),  # broken, or not whole
        Refused("photo_slow"),
    )
}
FIELD = "photo"
MASTER = "master.jpg"
NAME = re.compile(r"(?:[1-9]\d{2,3}\.(?:avif|webp|jpg)|master\.jpg)")
BEGINNINGS = {
    "avif": re.compile(rb"....ftypavif", re.DOTALL),
    "webp": re.compile(rb"RIFF....WEBPVP8", re.DOTALL),
    "jpg": re.compile(rb"\xff\xd8\xff"),
}
_free = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Reduced:
    """A photo built anew: the width and height of its widest file, a digest of its pixels, and
    its files by what their names end with ("320.avif" … and "master.jpg", which is never served).
    """

    width: int
    height: int
    digest: str
    files: dict[str, bytes]

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes of the files that are served."""
        return {name: len(made) for name, made in self.files.items() if name != MASTER}


def reduced(content: bytes) -> Reduced:
    """`content` as a photo that can be shown. Takes a second or so, never inside a transaction.

    Raises Refused: one of REFUSALS, photo_big, photo_slow, photo_busy (try again in a moment).
    """
    if not content:
        raise Refused("photo_kind", FIELD)
    if len(content) > MOST_BYTES:
        raise Refused("photo_big", FIELD)
    with _turn():
        status, answered = _asked(content)
    return _read(status, answered)


@contextmanager
def _turn() -> Iterator[None]:
    """At most AT_ONCE at a time: each may take half a gigabyte."""
    if not _free.acquire(timeout=WAIT):
        raise Refused("photo_busy", FIELD)
    try:
        yield
    finally:
        _free.release()


def _asked(content: bytes) -> tuple[int, bytes]:
    """Run the worker on `content`: its status (below 0: a signal) and what it wrote."""
    child = started()
    alarm = threading.Timer(PATIENCE, child.kill)
    alarm.start()
    try:
        with child:
            answered = _told(child, content)
            if len(answered) > MOST_ANSWERED:
                child.kill()
    finally:
        alarm.cancel()
    return child.returncode, answered


def started() -> "subprocess.Popen[bytes]":
    """A worker that waits for a photo on its standard input."""
    return subprocess.Popen(  # noqa: S603 - our own file
        [sys.executable, "-I", "-B", str(WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    )


def _told(child: Any, content: bytes) -> bytes:
    """Hand it over and read the answer. The worker reads everything before it writes."""
    with suppress(BrokenPipeError):  # it died first
        child.stdin.write(content)
    with suppress(BrokenPipeError):
        child.stdin.close()
    return child.stdout.read(MOST_ANSWERED + 1)


def _read(status: int, answered: bytes) -> Reduced:
    """What the worker said, if it said it whole and well."""
    if not answered:
        if status in KILLED:
            raise Refused("photo_slow", FIELD)
        raise Refused("photo_unreadable", FIELD)
    try:
        said = _unpacked(answered)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("photo_unreadable", FIELD) from error
    if isinstance(said, str):
        raise Refused(REFUSALS[said].code, FIELD)
    return said


def _unpacked(answered: bytes) -> Reduced | str:
    """The photo, or the code it was refused with. Raises ValueError for anything else."""
    end = 4 + int.from_bytes(answered[:4], "big")
    header, rest = json.loads(answered[4:end]), answered[end:]
    if "refused" in header:
        return REFUSALS[header["refused"]].code
    files = {}
    for name, length in header["files"].items():
        files[name], rest = rest[: int(length)], rest[int(length) :]
        if not NAME.fullmatch(name) or not BEGINNINGS[name.rpartition(".")[2]].match(files[name]):
            raise ValueError(name)
    if rest or MASTER not in files or not re.fullmatch("[0-9a-f]{32}", header["digest"]):
        raise ValueError("not whole")
    return Reduced(int(header["width"]), int(header["height"]), header["digest"], files)
