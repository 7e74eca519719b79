"""Kiosks in real Chromium without their face: a bare page with the kiosk's script."""

import re
import urllib.request

from playwright.sync_api import BrowserContext, Page, TimeoutError

SYNC = "**/kiosk/sync"
SCRIPT = re.compile(r"/static/js/kiosk\.\w+\.js")
PAGE = '<!doctype html><html lang="fr"><title>Kiosk</title><script src="/kiosk.js"></script>'


def fetched(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


class Core:
    """The kiosk behind its screens. `moved`: milliseconds that its clock is ahead of ours."""

    def __init__(self, browser, url: str, moved: int = 0) -> None:
        self.address = f"{url}/fr/kiosk/"
        name = SCRIPT.search(fetched(self.address))
        assert name
        script = fetched(url + name.group())
        self.context: BrowserContext = browser.new_context(service_workers="block")
        self.context.set_default_timeout(20_000)
        self.faults: list[str] = []
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))
        for address, kind, content in (
            (self.address, "text/html", PAGE),
            (f"{url}/kiosk.js", "text/javascript", script),
        ):
            self._serve(address, body=content, content_type=kind)
        if moved:
            self.context.add_init_script(
                f"Date.now = ((real) => () => real() + {moved})(Date.now);"
            )
        self.page: Page = self.context.new_page()

    def _serve(self, address: str, **answer: str) -> None:
        """As the worker does: with or without a network."""
        self.context.route(address, lambda route: route.fulfill(**answer))

    def open(self) -> str:
        """Open the page; the state that it comes to."""
        self.page.goto(self.address)
        return self.ask("kiosk.station.start()")

    def enrol(self, code: str) -> str:
        """{} or the word that says what is wrong."""
        asks = "(code) => kiosk.station.enrol(code).catch(({error}) => error)"
        return self.ask(asks, code)

    def ask(self, what: str, *given):
        return self.page.evaluate(what, *given)

    def facts(self) -> dict:
        return self.ask("kiosk.station.facts()")

    def scan(self, code: str) -> dict:
        return self.ask("(code) => kiosk.station.scan(code, 'camera')", code)

    def wait_for(self, fact: str, seconds: float = 10) -> None:
        """Wait until `fact`, an expression about `facts`, is true."""
        asks = f"() => {{ const facts = kiosk.station.facts(); return {fact}; }}"
        try:
            self.page.wait_for_function(asks, timeout=seconds * 1000, polling=50)
        except TimeoutError as error:
            raise AssertionError(f"not true: {fact}; {self.facts()}") from error

    def sent(self, seconds: float = 5) -> None:
        self.wait_for("facts.unsent === 0", seconds)

    def cut(self) -> None:
        self.context.set_offline(True)

    def restore(self) -> None:
        self.context.set_offline(False)

    def close(self) -> None:
        self.context.close()
