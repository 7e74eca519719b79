"""The table of cases at a door: read from cases.json, and made at random; told to both sides.

A question is plain data, as a kiosk holds it: {"point", "entry", "seen", "at", "way", "fresh"}.
An answer is [verdict, session, since].
"""

import json
import random
from datetime import UTC, datetime
from pathlib import Path

from portal.kiosks import rules
from portal.kiosks.states import Again

TABLE = json.loads((Path(__file__).parent / "cases.json").read_text())
HOUR = 3_600_000
MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)


def moment(text: str, hours: int) -> int:
    """`25 08:00:00.001` on a clock that is so many hours before UTC, in milliseconds."""
    day, _, time = text.partition(" ")
    hour, minute, second = [*time.split(":"), "0"][:3]
    seconds = (int(day) - 1) * 86_400 + int(hour) * 3600 + int(minute) * 60
    return int(MIDNIGHT.timestamp() + seconds) * 1000 + round(float(second) * 1000) - hours * HOUR


def point(name: str) -> dict:
    told = TABLE["points"][name]
    windows = [
        [int(session), *(moment(time, told["hours"]) for time in hours.split(" - "))]
        for session, hours in told["windows"].items()
    ]
    windows.sort(key=lambda window: window[1])
    return {**told, "offset": told["hours"] * HOUR, "windows": windows}


def entry(text: str | None) -> dict | None:
    """`seated 1, waiting 2`, or `cancelled: seated 1`."""
    if text is None:
        return None
    state = "cancelled" if text.startswith("cancelled") else "active"
    seats = [seat.split() for seat in text.removeprefix("cancelled").strip(": ").split(",") if seat]
    return {
        "state": state,
        "language": "fr",
        "seats": [[int(session), held] for held, session in seats],
    }


def question(case: dict) -> dict:
    hours = TABLE["points"][case["point"]]["hours"]
    where, _, since = case.get("seen", "").partition(" ")
    return {
        "point": point(case["point"]),
        "entry": entry(case.get("entry")),
        "seen": {"first": moment(since, hours), "inside": where == "in"} if where else None,
        "at": moment(case["at"], hours),
        "way": case.get("way", "in"),
        "fresh": not case.get("stale", False),
    }


def answer(case: dict) -> list:
    """What the table wants: `already_in 1 since 25 08:30`."""
    told, _, since = case["answer"].partition(" since ")
    verdict, _, session = told.partition(" ")
    hours = TABLE["points"][case["point"]]["hours"]
    return [verdict, int(session or 0), moment(since, hours) if since else 0]


def rules_of(told: dict) -> rules.Point:
    windows = tuple(rules.Window(*window) for window in told["windows"])
    return rules.Point(told["again"], told["exits"], told["offset"], windows)


def decided(asked: dict) -> list:
    """The answer of Python."""
    line, seen = asked["entry"], asked["seen"]
    found = rules.decide(
        rules_of(asked["point"]),
        line and rules.Entry(line["state"], "fr", tuple(tuple(seat) for seat in line["seats"])),
        seen and rules.Seen(**seen),
        asked["at"],
        direction=asked["way"],
        fresh=asked["fresh"],
    )
    return [found.verdict.value, found.session, found.since]


def drawn(count: int, seed: int) -> list[dict]:
    """Questions at random, many of them just on a boundary."""
    chance = random.Random(seed)
    return [_drawn(chance) for _ in range(count)]


def _drawn(chance: random.Random) -> dict:
    start = int(MIDNIGHT.timestamp()) * 1000
    times = [start + chance.randrange(0, 96) * HOUR for _ in range(6)]
    windows = [
        [session, opens, opens + chance.choice((0, 1, 3, 8, 30)) * HOUR]
        for session, opens in zip(chance.sample(range(1, 9), 4), sorted(times[:4]), strict=True)
    ][: chance.randrange(5)]
    boundaries = [time for window in windows for time in window[1:]] or times
    edges = [time + chance.choice((-1, 0, 1)) for time in (*boundaries, *times)]
    states = ("seated", "offered", "waiting")
    seats = [[s, chance.choice(states)] for s in chance.sample(range(1, 10), chance.randrange(4))]
    state = "cancelled" if chance.random() < 0.1 else "active"
    line = {"state": state, "language": "fr", "seats": seats}
    return {
        "point": {
            "again": chance.choice([again.value for again in Again]),
            "exits": chance.random() < 0.5,
            "offset": chance.choice((0, 1, -5, 3)) * HOUR,
            "windows": windows,
        },
        "entry": line if chance.random() < 0.9 else None,
        "seen": chance.choice(
            (None, {"first": chance.choice(edges), "inside": chance.random() < 0.5})
        ),
        "at": chance.choice(edges),
        "way": chance.choice(("in", "in", "out")),
        "fresh": chance.random() < 0.5,
    }
