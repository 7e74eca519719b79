"""Check 24, and check 20 once more, with kiosks in real Chromium."""

import random
import time

import pytest

from portal import migrating
from tests import databases
from tests.browser.kiosks import TABLET, Kiosk, OpenFair
from tests.browser.phones import chromium
from tests.browser.tablet import Tablet
from tests.faults.conftest import inside, size
from tests.stack.processes import Stack, until

pytestmark = pytest.mark.browser
POWER_CUTS = size(100, 5)
SCAN_ALL = """async codes => {
  const lights = [];
  for (const code of codes) lights.push((await kiosk.station.scan(code, "camera")).light);
  return lights;
}"""
KIOSKS = size(5, 2)
BADGES, SCANS = size(1200, 20), size(3000, 50)
LOST = 0.15
ASKS = "SELECT count(*) FROM "
LIST = "facts.fresh && facts.online"  # the whole list is there


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def portal(request, tmp_path):
    with databases.fresh(request.config.getoption("engine"), tmp_path) as url:
        stack = Stack(tmp_path, url)
        migrating.upgrade(url)
        try:
            stack.start("web")
            until(lambda: stack.status("/healthz") == 200, seconds=120)
            yield stack
        finally:
            stack.stop()


def open_fair(portal, people: int, kiosks: int) -> tuple[list[str], list[str]]:
    """The codes of so many badges, and of so many kiosks that may be enrolled."""
    with inside(portal):
        fair = OpenFair(people)
        return fair.codes, [fair.one_time_code() for _ in range(kiosks)]


def test_a_scan_is_on_the_disk_before_the_light_is_green(browser, portal, tmp_path, capsys):
    badges, (once,) = open_fair(portal, POWER_CUTS, 1)
    tablet = Tablet(browser, tmp_path / "tablet", f"http://127.0.0.1:{portal.port}")
    kiosk = tablet.start().enrol(once)
    kiosk.wait_for(LIST)
    try:
        for number, badge in enumerate(badges):
            kiosk = kiosk if number == 0 else tablet.start()
            kiosk.cut()
            if number:
                assert kiosk.open() == "ready"
                assert kiosk.facts()["unsent"] == number
            assert kiosk.typed(badge)["light"] == "green"
            tablet.lose_power()
        kiosk = tablet.start()
        assert kiosk.open() == "ready"
        kiosk.sent(seconds=60)
    finally:
        tablet.stop()
    scans = portal.rows("SELECT registration_id, verdict FROM scan")
    with capsys.disabled():
        print(f"\n{POWER_CUTS} green lights, each followed by SIGKILL: {len(scans)} scans kept")
    assert len(scans) == len(set(scans)) == POWER_CUTS
    assert {verdict for _, verdict in scans} == {"welcome"}
    assert portal.number(ASKS + "presence") == POWER_CUTS


def test_an_offline_fair_arrives_whole_from_real_browsers(browser, portal, capsys):
    chance = random.Random(20)
    badges, codes = open_fair(portal, BADGES, KIOSKS)
    kiosks = []
    for code in codes:
        context = browser.new_context(viewport=TABLET)
        kiosks.append(Kiosk(context, f"http://127.0.0.1:{portal.port}").enrol(code))
        kiosks[-1].wait_for(LIST, seconds=60)
        kiosks[-1].cut()
    drawn = badges + chance.choices(badges, k=SCANS - BADGES)
    chance.shuffle(drawn)
    begun = time.monotonic()
    for place, kiosk in enumerate(kiosks):
        mine = drawn[place::KIOSKS]
        for portion in rounds(mine):
            lights = kiosk.page.evaluate(SCAN_ALL, portion)
            assert set(lights) <= {"green", "amber"}
            assert kiosk.open() == "ready"
        assert kiosk.facts()["unsent"] == len(mine)
    scanned = time.monotonic() - begun
    lost = [kiosk.lose(LOST, chance) for kiosk in kiosks]
    begun = time.monotonic()
    kills = bad_network(portal, kiosks, chance)
    lasted = time.monotonic() - begun
    for kiosk in kiosks:
        assert kiosk.faults == []
        kiosk.close()
    with capsys.disabled():
        print(
            f"\n{KIOSKS} browsers: {SCANS} scans of {BADGES} badges in {scanned:.0f} s without a "
            f"network; sent in {lasted:.1f} s, {sum(map(sum, lost))} answers lost, {kills} kills"
        )
    assert portal.number(ASKS + "scan") == SCANS
    assert portal.number(ASKS + "scan WHERE counted") == BADGES
    assert portal.number(ASKS + "presence WHERE NOT gone") == BADGES
    assert portal.number(ASKS + "seat WHERE arrived_at IS NOT NULL") == BADGES


def bad_network(portal: Stack, kiosks: list[Kiosk], chance: random.Random) -> int:
    """The network is there again, but the server is killed now and then. How often it was."""
    kills = 0
    for kiosk in chance.sample(kiosks, len(kiosks)):
        kiosk.restore()
    while any(kiosk.facts()["unsent"] for kiosk in kiosks):
        for kiosk in chance.sample(kiosks, len(kiosks)):
            kiosk.hurry()
        if kills < size(4, 1):
            portal.kill("web")
            portal.start("web")
            until(lambda: portal.status("/healthz") == 200, seconds=120)
            kills += 1
    return kills


def rounds(badges: list[str]) -> list[list[str]]:
    """The same badges in portions in which none comes twice: a badge that stays before the camera
    is one scan, until the page is opened again."""
    portions, left = [], badges
    while left:
        portions.append(list(dict.fromkeys(left)))
        repeated = list(left)
        for badge in portions[-1]:
            repeated.remove(badge)
        left = repeated
    return portions
