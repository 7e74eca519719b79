"""The way to the badge in real Chromium: bytes, requests, page loads, time on a slow link."""

import tempfile
import time
from pathlib import Path

from tests import databases
from tests.browser.phones import FORM, Phone, chromium
from tests.browser.relay import Relay
from tests.stack.processes import Stack, until

EVENT = "/fr/events/salon-emploi-rabat/"
SLOW_LINK = {  # 400 kbit/s each way, 400 ms
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
SLOW_PHONE = 4  # times slower than this machine


def run() -> None:
    """Print a table; starts a portal with the demonstration and ends it."""
    with tempfile.TemporaryDirectory(prefix="way-") as name:
        folder = Path(name)
        with databases.fresh("sqlite", folder) as url, chromium() as browser:
            stack = Stack(folder, url)
            stack.run("db", "upgrade")
            stack.run("demo")
            stack.start("web")
            try:
                until(lambda: stack.status("/healthz") == 200)
                _table(browser, stack.port)
            finally:
                stack.stop()


def _table(browser, port: int) -> None:
    print("The way to the badge in Chromium: content as sent, without headers; seconds waited for")
    print(
        f"whole pages at 400 kbit/s, 400 ms, with a processor {SLOW_PHONE} times slower (no TLS)."
    )
    print(f"{'':36}{'bytes':>8}{'requests':>10}{'page loads':>12}{'seconds':>9}")
    for js in (True, False):
        for start in ("home", "fair"):
            for temper, figures in _measure(browser, port, start, js).items():
                title = f"{start} to badge, {temper}" + ("" if js else ", JavaScript off")
                print(f"{title:36}{figures}")


def _measure(browser, port: int, start: str, js: bool) -> dict[str, str]:
    """A first visit and a second one on a phone, and again on a phone that is slow."""
    relay = Relay(port)
    plain, slow = (Phone(browser, relay.url, js=js) for _ in range(2))
    _slow_down(slow)
    found = {}
    for temper in ("cold", "warm"):
        relay.answers.clear()
        _walk(plain, start, js)
        weighed = f"{relay.size:>8}{relay.requests:>10}{relay.pages:>12}"
        found[temper] = f"{weighed}{_walk(slow, start, js):>9.1f}"
    for phone in (plain, slow):
        phone.close()
    relay.stop()
    return found


def _slow_down(phone: Phone) -> None:
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_LINK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PHONE})


def _walk(phone: Phone, start: str, js: bool) -> float:
    """As a person goes; returns the seconds she waited, her typing left out."""
    began = time.perf_counter()
    phone.goto("/fr/" if start == "home" else EVENT)
    if start == "home":
        phone.press(f"a[href='{EVENT}']")
    waited = time.perf_counter() - began
    phone.fill_in()
    phone.page.wait_for_load_state("networkidle")
    began = time.perf_counter()
    phone.press(f"{FORM} .button")
    waited += time.perf_counter() - began
    if js:
        phone.kept_badge()
    phone.page.wait_for_load_state("networkidle")
    return waited


if __name__ == "__main__":
    run()
