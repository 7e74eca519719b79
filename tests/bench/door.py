"""Kiosks in real Chromium: from scan to light, the first load, the start without a network."""

import tempfile
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, CDPSession

from tests import databases
from tests.bench.load import spread
from tests.bench.way import SLOW_LINK
from tests.browser.kiosks import TABLET, TYPE, Kiosk, OpenFair
from tests.browser.phones import chromium
from tests.browser.relay import Relay
from tests.faults.conftest import inside
from tests.stack.processes import Stack, until

PEOPLE, SCANS = 1200, 1000
SLOW_TABLET = 6  # times slower than this machine
NO_LINK = {**SLOW_LINK, "offline": True}
FREE_LINK = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
# As a scanner types each code, and the next one as soon as the light of the last has been drawn:
# milliseconds from the last key to the picture.
SCAN_ALL = (
    "async codes => {  const type = "
    + TYPE
    + """;
  const times = [], lights = [];
  let seen = () => {};
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  new MutationObserver(() => {
    if (document.body.dataset.light) seen(document.body.dataset.light);
  }).observe(document.body, {attributes: true, attributeFilter: ["data-light"]});
  for (const code of codes) {
    const shown = new Promise((done) => (seen = done));
    const began = performance.now();
    type(code);
    lights.push(await shown);
    await drawn();
    times.push(performance.now() - began);
  }
  return {times, lights};
}"""
)
KEY = """async () => {
  const salt = "AAAAAAAAAAAAAAAAAAAAAA", began = performance.now();
  for (let i = 0; i < 200; i++) await kiosk.keys.of("7K3M9QXH", salt, 5000);
  return (performance.now() - began) / 200;
}"""


def run() -> None:
    """Print a table; starts a portal with a fair of 1,200 badges and ends it."""
    with tempfile.TemporaryDirectory(prefix="door-") as name:
        folder = Path(name)
        with databases.fresh("sqlite", folder) as url, chromium() as browser:
            stack = Stack(folder, url)
            stack.run("db", "upgrade")
            with inside(stack):
                fair = OpenFair(PEOPLE)
                badges, codes = fair.codes, [fair.one_time_code() for _ in range(8)]
            stack.start("web")
            try:
                until(lambda: stack.status("/healthz") == 200, seconds=120)
                _first_load(browser, stack.port, codes.pop())
                _scans(browser, stack.port, badges, codes)
            finally:
                stack.stop()


def _kiosk(browser: Browser, url: str) -> tuple[Kiosk, CDPSession]:
    kiosk = Kiosk(browser.new_context(viewport=TABLET), url)
    devtools = kiosk.context.new_cdp_session(kiosk.page)
    devtools.send("Network.enable")
    return kiosk, devtools


def _first_load(browser: Browser, port: int, code: str) -> None:
    print("First load of the kiosk's page (content as sent, without headers), enrolling, restart")
    for title, link in (("this machine", FREE_LINK), ("400 kbit/s, 400 ms", SLOW_LINK)):
        relay = Relay(port)
        kiosk, devtools = _kiosk(browser, relay.url)
        devtools.send("Network.emulateNetworkConditions", link)
        begun = time.perf_counter()
        kiosk.open()
        opened = time.perf_counter() - begun
        kiosk.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        kept = time.perf_counter() - begun
        print(
            f"  {title:20}{relay.size:>8} bytes in {relay.requests} requests; "
            f"usable after {opened * 1000:.0f} ms, kept for without a network {kept * 1000:.0f} ms"
        )
        if link is FREE_LINK:
            _restart(kiosk, devtools, relay, code)
        kiosk.close()
        relay.stop()


def _restart(kiosk: Kiosk, devtools: CDPSession, relay: Relay, code: str) -> None:
    relay.answers.clear()
    begun = time.perf_counter()
    kiosk.enrol(code)
    kiosk.wait_for("facts.fresh", seconds=120)
    lasted = time.perf_counter() - begun
    size = sum(answer.size for answer in relay.answers if answer.path.startswith("/kiosk/"))
    print(f"  enrolled, with a list of {PEOPLE}: {size} bytes in {lasted * 1000:.0f} ms")
    kiosk.cut()
    for rate in (1, SLOW_TABLET):
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        times = []
        for _ in range(10):
            begun = time.perf_counter()
            kiosk.open()
            times.append(time.perf_counter() - begun)
        print(f"  start without a network, processor 1/{rate}: ms{spread(times)}")


def _scans(browser: Browser, port: int, badges: list[str], codes: list[str]) -> None:
    print(f"\nFrom the last key of a scan to the light on the screen, {SCANS} scans, milliseconds")
    print(f"  {'':44}{'p50':>8}{'p95':>8}{'p99':>8}{'longest':>8}")
    for rate in (1, SLOW_TABLET):
        for title, link in (("400 kbit/s, 400 ms", SLOW_LINK), ("no network", NO_LINK)):
            kiosk, devtools = _kiosk(browser, f"http://127.0.0.1:{port}")
            kiosk.enrol(codes.pop())
            kiosk.wait_for("facts.fresh", seconds=120)
            key = kiosk.page.evaluate(KEY)
            devtools.send("Network.emulateNetworkConditions", link)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
            found = kiosk.page.evaluate(SCAN_ALL, badges[:SCANS])
            seconds = [each / 1000 for each in found["times"]]
            print(f"  {f'{title}, processor 1/{rate}':44}{spread(seconds)}")
            print(f"    {dict(Counter(found['lights']))}; one key takes {key:.1f} ms")
            kiosk.close()
    print("  The slow-down is that of the page; keys are made beside it, at full speed.")


if __name__ == "__main__":
    run()
