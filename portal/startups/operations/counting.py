"""Signs of interest: counted in the memory of this process, written down by the week.

What is kept is how often a sign was seen in a week, and nothing else. To count a reader once a day,
a digest of what she looks like from here is remembered, under a random key that is drawn anew each
day and never leaves the memory. Each process counts for itself: the figures are rough on purpose.
"""

import hmac
import secrets
import threading
import time
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Insert, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.core.clock import local, now
from portal.core.db import db, written_rows
from portal.startups.models import Startup, StartupWeek
from portal.startups.states import Sign

EVERY = 10.0  # seconds between two writings
MOST_READERS = 50_000  # remembered for a day; beyond, a flood: nobody is counted
MOST_A_MINUTE = 120  # signs from one neighbourhood
MINUTE = 60.0
DIGEST_BYTES = 8

Counts = Counter[tuple[int, date, str]]  # start-up, Monday, sign


class _Memory:
    """All that this process remembers."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counts: Counts = Counter()
        self.written_at = time.monotonic()
        self.day = date.min
        self.key = b""
        self.readers: set[bytes] = set()
        self.asked: Counter[bytes] = Counter()
        self.asked_since = 0.0

    def new_day(self, day: date) -> None:
        """Yesterday's readers can't be recognised any more, by anybody."""
        if day != self.day:
            self.day, self.key = day, secrets.token_bytes(32)
            self.readers, self.asked = set(), Counter()

    def digest(self, *of: object) -> bytes:
        text = "|".join(map(str, of)).encode("utf-8", "replace")
        return hmac.digest(self.key, text, "sha256")[:DIGEST_BYTES]


_memory = _Memory()


def note(startup_id: int, sign: Sign, reader: str | None = None) -> bool:
    """Remember that a sign was seen. Was it counted? One reader is counted once a day for each
    page and sign; `reader`: whatever tells one from another, read and forgotten here."""
    today = local(now()).date()
    with _memory.lock:
        _memory.new_day(today)
        if reader is not None:
            seen = _memory.digest(startup_id, sign, reader)
            if seen in _memory.readers or len(_memory.readers) >= MOST_READERS:
                return False
            _memory.readers.add(seen)
        _memory.counts[startup_id, monday(today), str(sign)] += 1
    return True


def too_many(neighbourhood: str) -> bool:
    """Do more signs come from there than people give?"""
    at = time.monotonic()
    with _memory.lock:
        _memory.new_day(local(now()).date())
        if at - _memory.asked_since >= MINUTE or len(_memory.asked) >= MOST_READERS:
            _memory.asked, _memory.asked_since = Counter(), at
        whence = _memory.digest("from", neighbourhood)
        _memory.asked[whence] += 1
        return _memory.asked[whence] > MOST_A_MINUTE


def due() -> bool:
    """Is it time to write down what was counted?"""
    return bool(_memory.counts) and time.monotonic() - _memory.written_at >= EVERY


def taken() -> Counts:
    """What was counted, which is now the caller's to write."""
    with _memory.lock:
        counts, _memory.counts = _memory.counts, Counter()
        _memory.written_at = time.monotonic()
    return counts


def put_back(counts: Counts) -> None:
    """They could not be written: with the next ones, then."""
    with _memory.lock:
        _memory.counts.update(counts)


def write(counts: Mapping[tuple[int, date, str], int]) -> None:
    """Add these to the weeks. Sorted, so that two processes don't wait for one another."""
    asked = {startup_id for startup_id, _, _ in counts}
    there = set(db.session.scalars(select(Startup.id).where(Startup.id.in_(asked))))
    rows = [
        {"startup_id": startup_id, "week": week, "sign": sign, "count": count}
        for (startup_id, week, sign), count in sorted(counts.items())
        if startup_id in there
    ]
    written_rows(_adding(db.session.connection().dialect.name), rows)


def add(startup_id: int, sign: Sign) -> None:
    """Count a sign that is a row of its own: in the same transaction."""
    write({(startup_id, monday(local(now()).date()), str(sign)): 1})


def flush() -> None:
    """Write what was counted, in the caller's transaction."""
    counts = taken()
    try:
        write(counts)
    except BaseException:
        put_back(counts)
        raise


def forget() -> None:
    """Begin anew (tests do, between two facts)."""
    global _memory
    _memory = _Memory()


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def _adding(dialect: str) -> Insert:
    """An insert that adds to what is there."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    new = insert(StartupWeek)
    return new.on_conflict_do_update(
        index_elements=["startup_id", "week", "sign"],
        set_={"count": StartupWeek.count + new.excluded.count},
    )
