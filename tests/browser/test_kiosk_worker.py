"""The kiosk's page opens without a network, and takes a new version when nobody stands there."""

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from portal.settings import ROOT
from tests.stack.processes import until

WORKER = (ROOT / "static/js/kiosk-worker.js").read_text()
UPDATING = (ROOT / "static/js/kiosk/updating.js").read_text()
HOME = "/fr/kiosk/"
SHELVES = "caches.keys().then((names) => names.sort())"


class Shop:
    """A server of the kiosk's page, whose version can be changed. `broken`: paths that fail."""

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.publish("one")
        self.open()

    def publish(self, version: str) -> None:
        """Everything is new: the page, its script and its decoder."""
        mark = hashlib.sha256(version.encode()).hexdigest()[:8]
        script, decoder = f"/static/js/kiosk.{mark}.js", f"/static/js/decoder.{mark}.wasm"
        page = f'<!doctype html><title>{version}</title><script src="{script}"></script>'
        told = {
            "version": hashlib.sha256(page.encode()).hexdigest()[:16],
            "files": [script],
            "wanted": [decoder],
        }
        self.files = {
            HOME: ("text/html", page),
            HOME + "worker.js": ("text/javascript", f"self.shell={json.dumps(told)};\n{WORKER}"),
            script: ("text/javascript", f"self.decoder = '{decoder}';\n{UPDATING}"),
            decoder: ("application/wasm", version),
            "/fr/": ("text/html", f"<!doctype html><title>another page, {version}</title>"),
        }

    def open(self) -> None:
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def _handler(shop: Shop) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            shop.asked.append(self.path)
            kind, content = shop.files.get(self.path, ("text/plain", ""))
            fine = content and self.path not in shop.broken
            self.send_response(200 if fine else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Cache-Control", "no-cache")
            self.end_headers()
            self.wfile.write(content.encode())

        def log_message(self, *_):
            pass

    return Handler


@pytest.fixture
def shop():
    shop = Shop()
    yield shop
    shop.close()


@pytest.fixture
def page(browser, shop):
    """The page, kept on the device."""
    context = browser.new_context()
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(shop.url + HOME)
    page.evaluate("kiosk.updating.begin()")
    page.wait_for_function("navigator.serviceWorker.controller")
    yield page
    context.close()


def look(page):
    """Ask for a new version, and wait until it is there or was given up."""
    return page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update().catch(() => {});
          const late = new Promise((done) => setTimeout(done, 5000));
          const ended = async () => {
            while (registration.installing) await new Promise((done) => setTimeout(done, 20));
          };
          await Promise.race([ended(), late]);
          return Boolean(registration.waiting);
        }"""
    )


def test_it_opens_without_a_network_and_other_pages_do_not(shop, page):
    page.context.set_offline(True)
    page.goto(shop.url + HOME + "?from=home#ABCD")
    assert page.title() == "one"
    assert page.evaluate("typeof kiosk.updating.begin") == "function"
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(shop.url + "/fr/")


def test_other_pages_and_answers_are_never_kept(shop, page):
    page.goto(shop.url + "/fr/")
    shop.publish("two")
    page.goto(shop.url + "/fr/")
    assert page.title() == "another page, two"
    page.goto(shop.url + HOME)
    page.evaluate("fetch('/kiosk/sync', {method: 'POST'})")
    kept = page.evaluate(
        """async () => {
          const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          const kept = await Promise.all(shelves.map((shelf) => shelf.keys()));
          return kept.flat().map(({url}) => new URL(url).pathname).sort();
        }"""
    )
    assert [path.split(".")[0] for path in kept] == [HOME, "/static/js/kiosk"]


def test_the_decoder_is_kept_once_it_was_needed_and_comes_along_to_the_next_version(shop, page):
    assert not [path for path in shop.asked if "decoder" in path]
    page.evaluate("fetch(decoder).then((found) => found.text())")
    shop.publish("two")
    assert look(page)
    page.evaluate("kiosk.updating.quiet = 0; kiosk.updating.takeNew()")
    page.wait_for_function("document.title === 'two'")
    page.context.set_offline(True)
    assert page.evaluate("fetch(decoder).then((found) => found.text())") == "two"


def test_a_new_version_waits_until_nobody_is_there(shop, page):
    page.wait_for_timeout(2100)  # a page that has only just opened may open again
    page.keyboard.press("A")
    shop.publish("two")
    assert look(page)
    page.evaluate("kiosk.updating.takeNew()")
    page.wait_for_timeout(500)
    assert page.title() == "one"
    page.evaluate("kiosk.updating.quiet = 100; setTimeout(kiosk.updating.takeNew, 200)")
    page.wait_for_function("document.title === 'two'")
    until(lambda: len(page.evaluate(SHELVES)) == 1)


def test_a_page_that_is_opened_again_takes_the_new_version_at_once(shop, page):
    shop.publish("two")
    assert look(page)
    page.reload()
    assert page.title() == "one"
    page.evaluate("kiosk.updating.begin()")
    page.wait_for_function("document.title === 'two'")


def test_half_a_version_is_no_version(shop, page):
    shop.publish("two")
    shop.broken = {path for path in shop.files if "/js/kiosk." in path}
    assert not look(page)
    page.context.set_offline(True)
    page.reload()
    assert page.title() == "one"
    page.context.set_offline(False)
    shop.broken = set()
    assert look(page)


def test_a_page_of_another_version_than_its_worker_is_not_taken(shop, page):
    old = shop.files[HOME]
    shop.publish("two")
    shop.files[HOME] = old  # another process of the server, not yet renewed, has answered
    assert not look(page)
    page.context.set_offline(True)
    page.reload()
    assert page.title() == "one"
