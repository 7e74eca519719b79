"""What holds at a door. `static/js/kiosk/rules.js` says the same; one table of cases proves it.

Times are milliseconds since 1970 UTC, as browsers count them. Nothing here asks a clock or a
database.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal.kiosks.states import Again, Direction, Station, Verdict

KEY_BYTES = 10
ROUNDS = 5_000  # of PBKDF2 for one key: see docs/decisions/0015
MOST_SCANS = 100  # in one batch
MOST_ENTRIES = 500  # lines of the list in one answer
CODE_LASTS = timedelta(minutes=15)
TOKEN_OUTLASTS = timedelta(hours=48)  # the end of the event
FRESH_FOR = timedelta(seconds=60)  # since the last answer: the list is up to date
SKEW = timedelta(minutes=2)  # a clock that differs by more is corrected, and said
LOST_CLOCK = timedelta(hours=24)  # and by more than this: a person looks
MOST_KIOSKS = 1024  # of an event: two letters of a code
DAY = 86_400_000

GREEN = frozenset({Verdict.WELCOME, Verdict.WELCOME_BACK, Verdict.GOODBYE})
AMBER = frozenset({Verdict.ALREADY_IN, Verdict.NOT_IN, Verdict.UNKNOWN, Verdict.WAITING})
LET_IN = GREEN | {Verdict.ALREADY_IN, Verdict.NOT_IN, Verdict.UNKNOWN}
# Stations where a member of the team may let in whom the rules would not.
MAY_FORCE = frozenset({Station.DOOR, Station.ROOM, Station.RECEPTION})
HELD = frozenset({"seated", "offered"})


@dataclass(frozen=True)
class Window:
    """A session as a check point sees it: when its people may pass."""

    session: int
    opens: int
    closes: int


@dataclass(frozen=True)
class Point:
    """The rules of a check point. `offset`: Morocco's clock before UTC, in milliseconds."""

    again: str
    exits: bool
    offset: int
    windows: tuple[Window, ...]


@dataclass(frozen=True)
class Entry:
    """What the list says of one badge. `seats`: (session, state of the seat), live ones only."""

    state: str  # "active" or "cancelled"
    language: str
    seats: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Seen:
    """What the same person did at this check point before, on the day that counts."""

    first: int
    inside: bool


@dataclass(frozen=True)
class Answer:
    """`session`: the one that the verdict speaks of, or 0. `since`: in since then, or 0."""

    verdict: Verdict
    session: int = 0
    since: int = 0


def light(verdict: str) -> str:
    """The colour of a verdict: each has its own shape, word and sound."""
    if verdict in GREEN:
        return "green"
    return "amber" if verdict in AMBER else "red"


def day_of(point: Point, at: int) -> int:
    """The day that an entry counts for; 0 where days make no difference."""
    return (at + point.offset) // DAY if point.again == Again.DAILY else 0


def judge(point: Point, entry: Entry | None, at: int, *, fresh: bool) -> Answer:
    """What the rules say of a badge alone, whatever its owner did before."""
    if entry is None:
        return Answer(Verdict.NOT_FOUND if fresh else Verdict.UNKNOWN)
    if entry.state != "active":
        return Answer(Verdict.CANCELLED)
    seats = dict(entry.seats)
    mine = [window for window in point.windows if window.session in seats]
    if not mine:
        elsewhere = min(seats, default=0)
        return Answer(Verdict.OTHER_SESSION, elsewhere)
    open_now = [window for window in mine if window.opens <= at < window.closes]
    if not open_now:
        return _closed(point, mine, at)
    held = [window for window in open_now if seats[window.session] in HELD]
    if held:
        return Answer(Verdict.WELCOME, held[0].session)
    return Answer(Verdict.WAITING, open_now[0].session)


def decide(
    point: Point,
    entry: Entry | None,
    seen: Seen | None,
    at: int,
    *,
    direction: str = Direction.IN,
    fresh: bool = True,
) -> Answer:
    """The answer to one scan: the rules, and what its owner did before."""
    if direction == Direction.OUT and entry is not None:
        if seen is None or not seen.inside:
            return Answer(Verdict.NOT_IN)
        return Answer(Verdict.GOODBYE, since=seen.first)
    answer = judge(point, entry, at, fresh=fresh)
    if seen is None or answer.verdict not in {Verdict.WELCOME, Verdict.WAITING}:
        return answer
    verdict = Verdict.WELCOME_BACK if point.again == Again.FREE else Verdict.ALREADY_IN
    return Answer(verdict, answer.session, seen.first)


def key_of(code: str, salt: bytes) -> bytes:
    """What stands for a code in the list and in a scan: slow to guess, useless elsewhere."""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, ROUNDS, KEY_BYTES)


def _closed(point: Point, mine: Sequence[Window], at: int) -> Answer:
    """The person's sessions here are all closed at `at`: which is the next, or the last?"""
    coming = [window for window in mine if at < window.opens]
    if not coming:
        return Answer(Verdict.TOO_LATE, mine[-1].session)
    first = min(coming, key=lambda window: window.opens)
    same_day = (first.opens + point.offset) // DAY == (at + point.offset) // DAY
    return Answer(Verdict.TOO_EARLY if same_day else Verdict.OTHER_SESSION, first.session)
