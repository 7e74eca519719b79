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
NIGHT = 4 * 3_600_000  # an evening that ends after midnight belongs to the day it began

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
    """The rules of a check point. `offset`: Morocco's clock before UTC, in milliseconds.

    `windows` are sorted by when they open; a session has one at most.
    """

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
    """The day that an entry counts for, from four in the morning to four; 0 where none counts."""
    return 0 if point.again == Again.ONCE else _day(point, at)


def judge(point: Point, entry: Entry | None, at: int, *, fresh: bool) -> Answer:
    """What the rules say of a badge alone, whatever its owner did before."""
    if entry is None:
        return Answer(Verdict.NOT_FOUND if fresh else Verdict.UNKNOWN)
    if entry.state != "active":
        return Answer(Verdict.CANCELLED)
    seats = dict(entry.seats)
    mine = [window for window in point.windows if window.session in seats]
    if not mine:
        return Answer(Verdict.OTHER_SESSION, min(seats, default=0))
    held = [window for window in mine if seats[window.session] in HELD]
    for verdict, windows in ((Verdict.WELCOME, held), (Verdict.WAITING, mine)):
        for window in windows:
            if window.opens <= at < window.closes:
                return Answer(verdict, window.session)
    return _closed(point, held, at) if held else _hoping(mine, at)


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
        return leave(seen)
    return enter(point, judge(point, entry, at, fresh=fresh), seen)


def enter(point: Point, alone: Answer, seen: Seen | None) -> Answer:
    """The answer to somebody who comes in. `alone`: what judge() says of the badge."""
    if seen is None or not _let_in_before(point, alone, seen):
        return alone
    verdict = Verdict.WELCOME_BACK if point.again == Again.FREE else Verdict.ALREADY_IN
    return Answer(verdict, alone.session, seen.first)


def leave(seen: Seen | None) -> Answer:
    """The answer to somebody who goes out."""
    if seen is None or not seen.inside:
        return Answer(Verdict.NOT_IN)
    return Answer(Verdict.GOODBYE, since=seen.first)


def key_of(code: str, salt: bytes) -> bytes:
    """What stands for a code in the list and in a scan: slow to guess, useless elsewhere."""
    return hashlib.pbkdf2_hmac("sha256", code.encode(), salt, ROUNDS, KEY_BYTES)


def sealed_for(event_id: int) -> str:
    """The purpose (core.boxes) for which kiosks of an event seal the records of walk-ins."""
    return f"walk-in|{event_id}"


def _day(point: Point, at: int) -> int:
    return (at + point.offset - NIGHT) // DAY


def _closed(point: Point, held: Sequence[Window], at: int) -> Answer:
    """The sessions where the person has a seat are closed: which is the next, or the last?"""
    coming = [window for window in held if at < window.opens]
    if not coming:
        return Answer(Verdict.TOO_LATE, held[-1].session)
    same_day = _day(point, coming[0].opens) == _day(point, at)
    return Answer(Verdict.TOO_EARLY if same_day else Verdict.OTHER_SESSION, coming[0].session)


def _hoping(waited_for: Sequence[Window], at: int) -> Answer:
    """The person is on waiting lists only, and none of these sessions is open."""
    coming = [window for window in waited_for if at < window.opens]
    if coming:
        return Answer(Verdict.WAITING, coming[0].session)
    return Answer(Verdict.TOO_LATE, waited_for[-1].session)


def _let_in_before(point: Point, answer: Answer, seen: Seen) -> bool:
    """Did the person come in already for what is open now? On a waiting list: for that session."""
    if answer.verdict != Verdict.WAITING:
        return answer.verdict == Verdict.WELCOME
    opens = next(w.opens for w in point.windows if w.session == answer.session)
    return seen.first >= opens
