"""What a kiosk's camera reads: badges photographed by the hundred, in the kiosk's own page."""

import os
import statistics
import tempfile
from pathlib import Path

from portal import migrating, settings
from portal.app import create_app
from tests import databases
from tests.browser.phones import Phone, chromium
from tests.kiosks import camera_shots
from tests.kiosks.camera_like import Shot, picture
from tests.kiosks.looking import film, look, served

ATTEMPTS = 3  # pictures in a row: a third of a second
SLOW = 6  # times slower than this machine
APART = (camera_shots.BEYOND, camera_shots.NOTHING)
# How smooth the page stays while the camera looks at a room without a badge: the longest that a
# finger would wait, again and again, and how many pictures were read.
WATCH = """async (seconds) => {
  const read = kiosk.decoder.read;
  const waits = [], takes = [], sizes = new Set();
  kiosk.decoder.read = async (...all) => {
    const began = performance.now();
    sizes.add(all[2] ? "small" : "whole");
    const found = await read(...all);
    takes.push(performance.now() - began);
    return found;
  };
  await kiosk.camera.start(document.getElementById("video"), () => {});
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const began = performance.now();
    const { port1, port2 } = new MessageChannel();
    await new Promise((done) => { port2.onmessage = done; port1.postMessage(0); });
    waits.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 5));
  }
  kiosk.camera.stop();
  kiosk.decoder.read = read;
  return [waits, takes, [...sizes]];
}"""


def run() -> None:
    """Print the share read by group, the time that a picture takes, and how the page feels it."""
    os.environ.setdefault("PORTAL_LOG_LEVEL", "ERROR")
    with tempfile.TemporaryDirectory(prefix="decoder-") as name:
        folder = Path(name)
        empty = [picture(Shot("watched", n, None, size=(1280, 720))) for n in range(3)]
        switches = film(folder / "room.mjpeg", empty)
        with (
            databases.fresh("sqlite", folder) as url,
            chromium(*switches) as here,
        ):
            migrating.upgrade(url)
            chosen = {"PORTAL_DATA_DIR": str(folder), "PORTAL_DATABASE_URL": url}
            app = create_app(settings.load(chosen), TESTING=True)
            with served(app) as address:
                phone = Phone(here, address, permissions=["camera"])
                phone.goto("/fr/kiosk/")
                _shares(phone)
                for slower in (1, SLOW):
                    _pace(phone, slower)
                phone.close()


def _shares(phone: Phone) -> None:
    print("Badges read from pictures like a camera's, by the kiosk's page in Chromium")
    print(f"{'':18}{'pictures':>9}{'at once':>9}{f'in {ATTEMPTS}':>9}")
    total, wrong = [0, 0, 0], 0
    for group, shots in camera_shots.grouped(camera_shots.every()).items():
        found = [look(phone.page, picture(shot), ATTEMPTS) for shot in shots]
        right = [tries[-1][0] == shot.text for tries, shot in zip(found, shots, strict=True)]
        at_once = sum(ok and len(tries) == 1 for ok, tries in zip(right, found, strict=True))
        codes = [tries[-1][0] for tries in found]
        wrong += sum(code is not None for code in codes) - sum(
            ok and code is not None for ok, code in zip(right, codes, strict=True)
        )
        if group != camera_shots.NOTHING:
            print(f"{group:18}{len(shots):>9}{at_once:>9}{sum(right):>9}")
        if group not in APART:
            total = [a + b for a, b in zip(total, (len(shots), at_once, sum(right)), strict=True)]
    at_once, in_all = (f"{read / total[0]:.1%}" for read in total[1:])
    print(f"{'all but the last':18}{total[0]:>9}{at_once:>9}{in_all:>9}")
    print(f"read wrong, in these and in rooms without a badge: {wrong}")


def _pace(phone: Phone, slower: int) -> None:
    """Milliseconds of one attempt, and what else the page can do meanwhile."""
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    print(f"Processor {slower} times slower; milliseconds: usual, and 95 of 100")
    shots = [shot for shot in camera_shots.some(13) if shot.group not in APART]
    for small in (False, True):
        for size in ((640, 480), (1280, 720)):
            takes: list[list[float]] = [[] for _ in range(ATTEMPTS)]
            for shot in shots:
                if shot.size == size:
                    for attempt in range(ATTEMPTS):
                        tries = look(phone.page, picture(shot), 1, small=small, first=attempt)
                        takes[attempt].append(tries[0][1])
            said = ", ".join(map(_usual, takes))
            print(f"  {size[0]} x {size[1]}{', small' if small else '':8} attempts 1 to 3: {said}")
    waits, takes, sizes = phone.page.evaluate(WATCH, 8)
    print(f"  an empty room, {' then '.join(sizes)}: {len(takes) / 8:.1f} pictures a second,")
    print(f"  each {_usual(takes)}; all else waits {_usual(waits)}, at most {max(waits):.0f}")
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    devtools.detach()


def _usual(times: list[float]) -> str:
    times = sorted(times)
    return f"{statistics.median(times):.0f} ({times[int(len(times) * 0.95) - 1]:.0f})"


if __name__ == "__main__":
    run()
