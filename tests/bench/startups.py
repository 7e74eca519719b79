"""A page of a business and the directory on slow 3G: bytes, first paint, largest paint."""

import statistics
import tempfile
from pathlib import Path

from portal import settings
from portal.app import create_app
from portal.core import queue
from portal.core.db import db
from tests import databases
from tests.bench.way import SLOW_LINK
from tests.browser.phones import Phone, chromium
from tests.browser.relay import Relay
from tests.factories import startups
from tests.stack.processes import Stack, until
from tests.startups.full import full, photographed

SLOW_PHONE = 6  # times slower than this machine
PHOTOS, OTHERS = 6, 40
TIMES = 3  # each; the middle one counts
VISITS = (
    ("page", "startups/baobab/", {}),
    ("page, JavaScript off", "startups/baobab/", {"js": False}),
    ("page, Save-Data", "startups/baobab/", {"extra_http_headers": {"Save-Data": "on"}}),
    ("directory", "startups/", {}),
    ("directory with photos", "startups/?photos=1", {}),
)
PAINTS = """() => new Promise((done) => {
  let largest = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { largest = e.startTime; }))
    .observe({type: "largest-contentful-paint", buffered: true});
  const first = performance.getEntriesByName("first-contentful-paint")[0];
  setTimeout(() => done([first ? first.startTime : 0, largest]), 300);
})"""


def run() -> None:
    """Print a table; starts a portal with a full page and many others, and ends it."""
    with tempfile.TemporaryDirectory(prefix="startups-") as name:
        folder = Path(name)
        with databases.fresh("sqlite", folder) as url, chromium() as browser:
            stack = Stack(folder, url)
            stack.run("db", "upgrade")
            _fill(folder, url)
            stack.start("web")
            try:
                until(lambda: stack.status("/healthz") == 200)
                _table(browser, stack.port)
            finally:
                stack.stop()


def _fill(folder: Path, url: str) -> None:
    """One page with everything on it, six busy photos among that, and forty plainer ones."""
    app = create_app(settings.load({"PORTAL_DATA_DIR": str(folder), "PORTAL_DATABASE_URL": url}))
    queue.bell = None
    with app.app_context():
        full(slug="baobab", photos=photographed(folder, PHOTOS))
        for number in range(OTHERS):
            startups.startup(
                slug=f"cooperative-des-femmes-{number:04}", photos=photographed(folder, 1)
            )
        db.session.remove()
        db.engine.dispose()


def _table(browser, port: int) -> None:
    print("A first visit in Chromium, 360 px at density 3: content as sent, without headers;")
    print(
        f"paints at 400 kbit/s, 400 ms, a processor {SLOW_PHONE} times slower (no TLS),"
        f" the middle of {TIMES}."
    )
    print(f"{'':36}{'bytes':>8}{'requests':>10}{'first paint':>13}{'largest':>9}")
    for title, path, options in VISITS:
        for lang in ("fr", "ar"):
            print(f"{title + ', ' + lang:36}{_visit(browser, port, f'/{lang}/{path}', options)}")


def _visit(browser, port: int, path: str, options: dict) -> str:
    relay = Relay(port)
    weights, firsts, largests = [], [], []
    for _ in range(TIMES):
        relay.answers.clear()
        phone = Phone(browser, relay.url, device_scale_factor=3, **options)
        _slow_down(phone)
        phone.goto(path)
        phone.page.wait_for_load_state("networkidle")
        # Without JavaScript no page tells when it painted.
        first, largest = phone.page.evaluate(PAINTS) if options.get("js", True) else (0, 0)
        weights.append((relay.size, relay.requests))
        firsts.append(first)
        largests.append(largest)
        phone.close()
    relay.stop()
    size, requests = max(weights)
    seconds = (statistics.median(some) / 1000 for some in (firsts, largests))
    return f"{size:>8}{requests:>10}" + "".join(
        f"{second or '-':>{wide}.3}" for second, wide in zip(seconds, (13, 9), strict=True)
    )


def _slow_down(phone: Phone) -> None:
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_LINK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE})


if __name__ == "__main__":
    run()
