"""Phones that look at the portal in real Chromium, and what people do with them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
SMALL = {"width": 360, "height": 740}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAME = "Aminata Zongo"
PHONE = "06 61 23 45 67"
FORM = "main form[action$='/register']"


def executable() -> str:
    """Where Chromium is."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "No Chromium here: run tests/chromium.sh, or set CHROMIUM."
    return path


@contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """The Chromium that tests/chromium.sh found or installed; `more` are switches."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=[*QUIET, *more])
        yield browser
        browser.close()


class Phone:
    """A phone of its own (cookies, caches, storage) that notes all that a page should not do."""

    def __init__(self, browser: Browser, url: str, *, js: bool = True, **options) -> None:
        self.url = url
        self.allowed = (url, "data:")
        self.context: BrowserContext = browser.new_context(
            base_url=url, java_script_enabled=js, **{"viewport": SMALL, **options}
        )
        self.context.set_default_timeout(15_000)
        self.faults: list[str] = []
        self.context.on("request", self._note_request)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.faults.append(str(error.error)))
        self.page: Page = self.context.new_page()

    def _note_request(self, request) -> None:
        if not request.url.startswith(self.allowed):
            self.faults.append(f"off-origin: {request.url}")

    def _note_console(self, message) -> None:
        # A page that answers 404 or 422 is said to be an error, and is not.
        page_itself = message.text.startswith("Failed to load") and (
            message.location["url"] == self.page.url or "/cancel" in message.location["url"]
        )
        if message.type in {"error", "warning"} and not page_itself:
            self.faults.append(message.text)

    def goto(self, path: str):
        return self.page.goto(path)

    def press(self, selector: str) -> None:
        """Press a link or a button that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def fill_in(self, **other) -> None:
        """Fill the registration form in, well but for what `other` says."""
        typed = {"name": NAME, "phone": PHONE, "trade": "couture", "city": "Rabat"} | other
        for name, value in typed.items():
            self.page.fill(f"{FORM} [name={name}]", value)
        self.page.check(f"{FORM} [name=session] >> nth=0")
        self.page.check(f"{FORM} [name=interest] >> nth=1")
        self.page.check(f"{FORM} [name=consent]")

    def register(self, **other) -> str:
        """From the event's page to the badge; returns the badge's address."""
        self.fill_in(**other)
        self.press(f"{FORM} .button")
        assert "/badges/" in self.page.url, self.page.locator("main").inner_text()
        return self.page.url

    def kept_badge(self) -> None:
        """Wait until the badge says that it opens without Internet."""
        self.page.locator("#kept").wait_for(state="visible")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")

    def stored(self) -> str:
        """All that the portal has left on this phone."""
        return self.page.evaluate(EVERYTHING_STORED)

    def close(self) -> None:
        self.context.close()


EVERYTHING_STORED = """async () => {
  const found = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) {
      const kept = await caches.match(request);
      found.push(name, request.url, await kept.text());
    }
  found.push(...(await indexedDB.databases()).map((base) => base.name));
  found.push(...(await navigator.serviceWorker.getRegistrations()).map((r) => r.scope));
  return found.filter((text) => text !== "{}").join("\\n");
}"""
