"""A portal that is really served, and phones to look at it."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.browser.phones import Phone, chromium
from tests.browser.relay import Relay
from tests.stack.processes import Stack, until

HERE = Path(__file__).parent
ON_BOTH = ("[js-fr]", "[nojs-ar]")
WHOLE = "test_work_"  # whole journeys: on both engines


def pytest_collection_modifyitems(config, items):
    """Only the journeys meet the database, in any language: on the second engine, two of each."""
    mine = [item for item in items if item.path.is_relative_to(HERE)]
    for item in mine:
        item.add_marker(pytest.mark.browser)
    if config.getoption("engine") == "postgresql":
        seen = [item for item in mine if not item.name.endswith(ON_BOTH)]
        seen = [item for item in seen if not item.path.name.startswith(WHOLE)]
        items[:] = [item for item in items if item not in seen]
        config.hook.pytest_deselected(items=seen)


@pytest.fixture(scope="package")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="package")
def elsewhere():
    """Another site, to leave to."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="package")
def portal(app, database_url, folder, elsewhere):
    """The web server, in processes of its own, on the database and with the keys of the tests."""
    programme = folder / "programme.toml"
    programme.write_text(f'quit_url = "{elsewhere}"\n')
    stack = Stack(folder, database_url, PORTAL_PROGRAMME=str(programme))
    try:
        stack.start("web")
        until(lambda: stack.status("/healthz") == 200, seconds=120)
        yield stack
    finally:
        stack.stop()


@pytest.fixture
def take_out(browser, portal, rows):
    """Takes a fresh phone out; at the end, nothing may have gone wrong on any of them."""
    phones = []

    def phone(url=f"http://127.0.0.1:{portal.port}", **options) -> Phone:
        phones.append(Phone(browser, url, **options))
        return phones[-1]

    yield phone
    for each in phones:
        each.close()
    assert [fault for each in phones for fault in each.faults] == []


@pytest.fixture
def relay(portal):
    relay = Relay(portal.port)
    yield relay
    relay.stop()
