"""Kiosks in real Chromium, each in a browser context of its own, and the fair where they stand."""

import random
import time
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, Route

from portal.core import codes
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.events.models import Registration
from portal.kiosks.models import CheckPoint
from portal.kiosks.operations import enrolling
from portal.kiosks.states import Station
from tests.factories import doors
from tests.factories.crowds import fair

TABLET = {"width": 800, "height": 1100}
SYNC = "**/kiosk/sync"
# Each light as the screen shows it, with the moment at which it was drawn.
WATCH = """() => {
  self.lights = [];
  new MutationObserver(() => {
    const {screen, light} = document.body.dataset;
    if (screen === "answer" && light) {
      const word = document.querySelector("#answer h2").textContent;
      requestAnimationFrame(() => self.lights.push({light, word, at: performance.now()}));
    }
  }).observe(document.body, {attributes: true, attributeFilter: ["data-light"]});
}"""
# A scanner presses its keys faster than a driver from outside could: all in this instant.
TYPE = """code => {
  const place = (key) => (/[0-9]/.test(key) ? `Digit${key}` : key.length === 1 ? `Key${key}` : key);
  const event = (key) =>
    new KeyboardEvent("keydown", {key, code: place(key), bubbles: true, cancelable: true});
  for (const one of [...code, "Enter"].map(event)) document.body.dispatchEvent(one);
}"""


class OpenFair:
    """An event that goes on now: so many people with a seat, and a check point for all."""

    def __init__(self, people: int, **rules) -> None:
        begins = now() - timedelta(hours=1)
        self.session = fair(people, starts_at=begins, ends_at=begins + timedelta(hours=8))
        self.point = doors.point(self.session, name="Entrée", **rules)

    @property
    def codes(self) -> list[str]:
        return [code for (code,) in db.session.query(Registration.code).order_by(Registration.id)]

    def one_time_code(self, station: str = Station.DOOR, point: CheckPoint | None = None) -> str:
        """What a coordinator shows: one more kiosk may be enrolled with it."""
        with transaction():
            at = db.session.get_one(CheckPoint, (point or self.point).id)
            _, code = enrolling.add_kiosk(
                at, name="Porte nord", station=station, keeper_id=None, made_by=None
            )
        return code


class Kiosk:
    """The real page in a browser. What it asks of other sites, and its faults, are noted."""

    def __init__(self, context: BrowserContext, url: str, language: str = "fr") -> None:
        self.context, self.url = context, url
        self.address = f"{url}/{language}/kiosk/"
        self.faults: list[str] = []
        context.set_default_timeout(30_000)
        context.on("request", self._note_request)
        context.on("console", self._note_console)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    def _note_request(self, request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.faults.append(f"off-origin: {request.url}")

    def _note_console(self, message) -> None:
        # Without a network the browser says so, and it is what is tried here.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load"):
            self.faults.append(message.text)

    def open(self, code: str = "") -> str:
        """Open the page, with a one-time code in its address; the state that it comes to."""
        self.page.goto(self.address + (f"#{code}" if code else ""))
        began = "kiosk.station.facts().state !== 'blank' || !blank.hidden"
        self.page_until(f"self.kiosk?.station && ({began})")
        return self.facts()["state"]

    def enrol(self, code: str) -> "Kiosk":
        self.open(code)
        self.wait_for("state === 'ready' && facts.online")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        return self

    def facts(self) -> dict:
        return self.page.evaluate("kiosk.station.facts()")

    def wait_for(self, fact: str, seconds: float = 15) -> None:
        """Wait until `fact`, an expression about `facts`, `state` and `unsent`, is true."""
        known = "const facts = kiosk.station.facts(), {state, unsent} = facts;"
        self.page_until(f"(() => {{ {known} return {fact}; }})()", seconds)

    def page_until(self, fact: str, seconds: float = 15) -> None:
        """Ask the page again and again: its policy forbids what Playwright would do there."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(f"Boolean({fact})"):
            if time.monotonic() > end:
                said = self.page.evaluate("[document.body.dataset.screen, kiosk.station.facts()]")
                raise AssertionError(f"not true after {seconds} s: {fact}; {said}")
            self.page.wait_for_timeout(20)

    def scan(self, code: str, **how) -> dict:
        """As the camera does; the outcome."""
        asks = "([code, how]) => kiosk.station.scan(code, 'camera', how)"
        return self.page.evaluate(asks, [code, how])

    def typed(self, code: str) -> dict:
        """As a scanner types it; the light, once it is on the screen."""
        self.page.evaluate(WATCH)
        self.page.evaluate(TYPE, code)
        self.page_until("self.lights.length")
        return self.page.evaluate("self.lights[0]")

    def cut(self) -> None:
        """No network: noticed as soon as something is asked."""
        self.context.set_offline(True)

    def restore(self) -> None:
        self.context.set_offline(False)

    def hurry(self) -> None:
        """Ask the server now, instead of when the time comes; the answer may get lost."""
        self.page.evaluate("kiosk.sync.now()")

    def sent(self, seconds: float = 40) -> None:
        self.wait_for("unsent === 0", seconds)

    def lose(self, share: float, chance: random.Random) -> list[int]:
        """From now on this share of the answers is lost on the way back. How many were."""
        lost = [0]

        def handle(route: Route) -> None:
            try:
                answer = route.fetch()
                if chance.random() < share:
                    lost[0] += 1
                    route.abort("connectionreset")
                else:
                    route.fulfill(response=answer)
            except Exception:  # the server is away: so it is for the kiosk
                route.abort("connectionrefused")

        self.context.route(SYNC, handle)
        return lost

    def close(self) -> None:
        self.context.close()


def stranger(prefix: str = "QQ") -> str:
    """A code that nobody has."""
    body = (prefix + "ABCDEFG")[: codes.LENGTH - 1]
    return body + codes.check_character(body)
