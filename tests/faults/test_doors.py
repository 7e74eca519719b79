"""Check 20: a fair whose kiosks have no network, and then a bad one.

The same scans arrive again and again, each time in another order, with answers that are lost and a
server that is killed: what stands in the end must be the same to the last digit.
"""

import random
import signal
import threading
import time
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from portal import migrating
from portal.core.clock import now
from portal.core.codes import check_character
from portal.core.db import db, transaction
from portal.events.models import EventSession, Registration, Seat
from portal.kiosks.models import Presence, Scan, ScanDecision
from tests import databases
from tests.factories import doors
from tests.factories.crowds import crowd, fair
from tests.faults.conftest import inside, size
from tests.stack.devices import Device
from tests.stack.processes import Stack, end, until

KIOSKS = 5
BADGES, SCANS, SEEDS = size(1200, 120), size(3000, 300), size(20, 2)
LOST = 0.15  # of the answers
KILLS = size(4, 2)  # of the server while the kiosks send
CANCELLED, WAITING, LATE = BADGES // 30, BADGES // 30, BADGES // 60
HOUR = 3_600_000
LIST_AGE = 2.5  # seconds after which the server compares its list with the registrations


@pytest.fixture
def portal(request, tmp_path):
    with databases.fresh(request.config.getoption("engine"), tmp_path) as url:
        stack = Stack(tmp_path, url)
        migrating.upgrade(url)
        try:
            yield stack
        finally:
            stack.stop()


class Fair:
    """Registrations by what becomes of them while the kiosks are away, and five kiosks."""

    def __init__(self, portal: Stack) -> None:
        self.portal = portal
        with inside(portal):
            begins = now() - timedelta(hours=3)
            lasts = {"starts_at": begins, "ends_at": begins + timedelta(hours=8)}
            session = fair(BADGES - LATE, **lasts)
            point = doors.point(session, name="Entrée")
            mine = session.id
            tokens = [doors.kiosk(point)[1] for _ in range(KIOSKS)]
            ids = [i for (i,) in db.session.query(Registration.id).order_by(Registration.id)]
            self.cancelled = set(ids[:CANCELLED])
            self.waiting = set(ids[CANCELLED : CANCELLED + WAITING])
            self._change(Seat, Seat.registration_id.in_(self.waiting), state="waiting")
        self.start()
        self.devices = [Device(portal.port, token) for token in tokens]
        for device in self.devices:
            device.fetch()
        with inside(portal):  # the kiosks do not hear of it
            crowd(db.session.get_one(EventSession, mine), LATE)
            gone = Registration.id.in_(self.cancelled)
            self._change(Registration, gone, state="cancelled")
            self._change(Seat, Seat.registration_id.in_(self.cancelled), state="cancelled")
            self.codes = dict(db.session.query(Registration.id, Registration.code).all())

    def _change(self, table, which, **values) -> None:
        with transaction():
            db.session.execute(update(table).where(which).values(values))

    def start(self) -> None:
        self.portal.start("web")
        until(lambda: self.portal.status("/healthz") == 200, seconds=120)

    def two_hours(self, chance: random.Random) -> None:
        """Everybody is scanned once at least, some of them by two kiosks in the same instant."""
        badges = list(self.codes.values())
        keys = {code: self.devices[0].key_of(code) for code in badges}
        unknown = _codes(SCANS // 100, chance)
        keys |= {code: self.devices[0].key_of(code) for code in unknown}
        drawn = badges + unknown + chance.choices(badges, k=SCANS - len(badges) - len(unknown))
        began = int(time.time() * 1000) - 2 * HOUR - HOUR // 2
        times = sorted(began + chance.randrange(2 * HOUR) for _ in drawn)
        times[1::10] = times[::10]
        chance.shuffle(drawn)
        for code, at in zip(drawn, times, strict=True):
            chance.choice(self.devices).scan(keys[code], at)

    def ask_again(self) -> None:
        """A kiosk has nothing to send, and asks what is new: whoever registered meanwhile is then
        known, and so are the scans of that code."""
        time.sleep(LIST_AGE)
        self.devices[0].fetch()

    def forget(self) -> None:
        """As if nothing had arrived."""
        empty = update(Seat).values(arrived_at=None)
        self.portal.change(delete(ScanDecision), delete(Scan), delete(Presence), empty)

    def state(self) -> dict[str, list]:
        """All that stands, but for when it arrived."""
        scans = (
            "SELECT nonce, check_point_id, kiosk_id, registration_id, scanned_at, at, skewed,"
            " shown, judged, verdict, counted, review FROM scan ORDER BY nonce"
        )
        present = (
            "SELECT check_point_id, registration_id, day, first_at, nonce, inside, left_at, gone"
            " FROM presence WHERE NOT gone ORDER BY registration_id, day"
        )
        seats = "SELECT registration_id, state, arrived_at FROM seat ORDER BY registration_id"
        asked = {"scans": scans, "present": present, "seats": seats}
        return {name: self.portal.rows(query) for name, query in asked.items()}


def _codes(count: int, chance: random.Random) -> list[str]:
    """Codes that nobody has."""
    bodies = ["QQ" + "".join(chance.choices("ABCDEFGHJKMNP", k=5)) for _ in range(count)]
    return [body + check_character(body) for body in bodies]


def storm(fair: Fair, seed: int) -> tuple[list[dict[str, str]], int]:
    """Every kiosk sends all it has, twice; meanwhile the server is killed now and then."""
    acknowledged: list[dict[str, str]] = [{} for _ in fair.devices]
    faults: list[BaseException] = []

    def send(place: int, device: Device) -> None:
        chance = random.Random(f"{seed} {place}")
        try:
            for _ in range(2):
                acknowledged[place] |= device.send_all(chance, loses=LOST)
        except BaseException as error:
            faults.append(error)

    threads = [
        threading.Thread(target=send, args=told, daemon=True) for told in enumerate(fair.devices)
    ]
    for thread in threads:
        thread.start()
    kills, chance = 0, random.Random(seed)
    while kills < KILLS and any(thread.is_alive() for thread in threads):
        time.sleep(chance.uniform(0.1, 0.8))
        _kill(fair, chance)
        kills += 1
    while any(thread.is_alive() for thread in threads):
        _look_after(fair)
        time.sleep(0.2)
    if faults:
        raise faults[0]
    return acknowledged, kills


def _look_after(fair: Fair) -> None:
    """As the supervisor does: a web server whose processes died too often ends, and is started."""
    if fair.portal.processes["web"].poll() is not None:
        fair.start()


def _kill(fair: Fair, chance: random.Random) -> None:
    """Mostly one of the processes that answer; now and then the whole web server."""
    _look_after(fair)
    workers = fair.portal.family("web")[1:]
    if chance.random() < 0.25 or not workers:
        fair.portal.kill("web")
        fair.start()
    else:
        end(chance.choice(workers), signal.SIGKILL)


def test_an_offline_fair_arrives_whole_in_any_order(portal, capsys):
    held = Fair(portal)
    held.two_hours(random.Random(20))
    came = {i: [] for i in held.codes}
    whose = {held.devices[0].key_of(code): i for i, code in held.codes.items()}
    for device in held.devices:
        for scan in device.queue:
            if scan["k"] in whose:
                came[whose[scan["k"]]].append((scan["at"], scan["n"]))
    first = None
    for seed in range(SEEDS):
        held.forget()
        begun = time.monotonic()
        acknowledged, kills = storm(held, seed)
        lasted = time.monotonic() - begun
        held.ask_again()
        found = held.state()
        with capsys.disabled():
            lost = sum(device.lost for device in held.devices)
            unheard = sum((device.unheard for device in held.devices), Counter())
            print(
                f"\n{portal.engine.dialect.name}, order {seed}: {len(found['scans'])} scans of "
                f"{len(held.codes)} badges kept, {len(found['present'])} people present; "
                f"{kills} kills, {lost} answers lost, unheard so far: {dict(unheard)}, "
                f"{lasted:.1f} s",
                end="",
            )
        assert [len(told) for told in acknowledged] == [len(d.queue) for d in held.devices]
        nonces = {scan["n"] for device in held.devices for scan in device.queue}
        assert {row[0] for row in found["scans"]} == nonces
        assert len(found["scans"]) == SCANS
        first = first or found
        assert found == first
    expected = {i: min(scans) for i, scans in came.items()}
    for i in held.cancelled | held.waiting:
        del expected[i]
    present = {row[1]: row[4] for row in first["present"]}
    assert len(first["present"]) == len(present) == len(expected)
    assert present == {i: nonce for i, (_, nonce) in expected.items()}
    assert {i for i, _, arrived in first["seats"] if arrived} == expected.keys()
