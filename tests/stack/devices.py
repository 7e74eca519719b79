"""Kiosks without a browser: they hold a list, decide by the rules, and synchronise over HTTP."""

import base64
import http.client
import json
import random
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

from portal.kiosks import rules
from portal.kiosks.rules import MOST_SCANS, Entry, Point, Seen, Window

PATIENCE = 8  # seconds for one answer
PAUSE = 0.3  # before the same is tried again


def text_of(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One kiosk. `ahead`: milliseconds that its clock is before the true time."""

    port: int
    token: str
    ahead: int = 0
    queue: list[dict] = field(default_factory=list)
    since: int = 0
    config: dict = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    present: dict[tuple[str, int], Seen] = field(default_factory=dict)
    lost: int = 0  # answers that did not arrive
    unheard: Counter[str] = field(default_factory=Counter)  # questions without an answer, and why

    @property
    def clock(self) -> int:
        return int(time.time() * 1000) + self.ahead

    def fetch(self) -> None:
        """Go online until the list is complete and all is sent."""
        while self.exchange([])["more"]:
            pass

    def scan(self, key: str, at: int, *, way: str = "in") -> dict:
        """Decide on a badge at `at` (true time) with an old list, and keep the scan."""
        point = self.point()
        place = (key, rules.day_of(point, at))
        entry, seen = self.entries.get(key), self.present.get(place)
        found = rules.decide(point, entry, seen, at, direction=way, fresh=False)
        if way == "in" and found.verdict in {"welcome", "welcome_back", "already_in"}:
            self.present[place] = Seen(min(seen.first, at) if seen else at, True)
        made = {
            "n": str(uuid.uuid4()),
            "k": key,
            "at": at + self.ahead,
            "q": len(self.queue) + 1,
            "d": way,
            "m": "camera",
            "v": found.verdict.value,
            "f": 0,
            "x": 0,
            "r": "",
            "p": "",
        }
        self.queue.append(made)
        return made

    def point(self) -> Point:
        told = self.config["point"]
        windows = tuple(Window(*window) for window in told["windows"])
        return Point(told["again"], told["exits"], told["offset"], windows)

    def key_of(self, code: str) -> str:
        return text_of(rules.key_of(code, bytes_of(self.config["salt"])))

    def send_all(self, chance: random.Random, *, loses: float = 0.0) -> dict[str, str]:
        """Send the queue in random order and portions until each scan was acknowledged; this
        share of the answers is lost. What was acknowledged."""
        left, told = list(self.queue), {}
        while left:
            chance.shuffle(left)
            batch = left[: chance.randint(1, MOST_SCANS)]
            answer = self.exchange(batch, lose=chance.random() < loses and chance.choice((1, 2)))
            if answer is None:
                time.sleep(PAUSE)
                continue
            assert answer["acks"].keys() == {scan["n"] for scan in batch}
            told |= answer["acks"]
            left = [scan for scan in left if scan["n"] not in told]
        return told

    def exchange(self, scans: list[dict], *, lose: int = 0) -> dict | None:
        """One question and its answer; None where none came. `lose`: 1 the answer is not waited
        for, 2 it is thrown away."""
        known = {"since": self.since, "config": self.config.get("id", "")}
        body = {"clock": self.clock, **known, "unsent": len(self.queue), "scans": scans}
        try:
            status, answer = self.post("/kiosk/sync", body, waits=lose != 1)
        except (OSError, http.client.HTTPException) as error:
            self.unheard[type(error).__name__] += 1
            return None
        if lose:
            self.lost += 1
            return None
        if status == 503:
            self.unheard["503"] += 1
            return None
        assert status == 200, (status, answer)
        self.take(answer)
        return answer

    def post(self, path: str, body: dict, *, waits: bool = True) -> tuple[int, dict]:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("POST", path, json.dumps(body), headers)
            if not waits:
                return 0, {}
            answer = line.getresponse()
            content = answer.read()
        finally:
            line.close()
        if "json" not in answer.headers.get("Content-Type", ""):
            return answer.status, {}
        return answer.status, json.loads(content)

    def take(self, answer: dict) -> None:
        self.since = answer["since"]
        self.config = answer.get("config") or self.config
        for key, state, language, seats in answer["entries"]:
            self.entries[key] = Entry(state, language, tuple((s, held) for s, held in seats))
        for key in answer["gone"]:
            self.entries.pop(key, None)
        for key, day, first, inside, gone in answer["present"]:
            if gone:
                self.present.pop((key, day), None)
            else:
                self.present[key, day] = Seen(first, bool(inside))
