"""Badges are read from pictures as a camera takes them, and nothing else ever is."""

import gzip
from collections import Counter

import brotli
import pytest

from portal import build
from tests.browser.phones import chromium
from tests.kiosks import camera_shots
from tests.kiosks.camera_like import Shot, picture
from tests.kiosks.looking import film, look, served
from tests.stack.processes import until

pytestmark = pytest.mark.browser
CODE = "7K3M9QX1"
NATIVE = """self.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(%s) }
  detect() { return %s }
}"""
START = """async (eye) => {
  window.given = [];
  const told = (code) => given.push(code);
  try { await kiosk.camera.start(document.getElementById("video"), told, eye) }
  catch (problem) { return problem.error }
  return "";
}"""
REFUSE = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', '%s') }"
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
LIVE = "document.getElementById('video').srcObject?.getVideoTracks()[0].readyState ?? 'none'"


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    """A film of somebody who holds a badge before the camera, not quite still."""
    still = Shot("held", 0, CODE, px=8.0, blur=0.2, noise=8.0, tilt=10.0)
    frames = [picture(still) for _ in range(3)]
    return film(tmp_path_factory.mktemp("film") / "badge.mjpeg", frames)


@pytest.fixture(scope="module")
def browser(camera):
    with chromium(*camera) as browser:
        yield browser


@pytest.fixture(scope="module")
def address(app):
    with served(app) as url:
        yield f"{url}/fr/kiosk/"


@pytest.fixture
def tab(browser, address):
    """The kiosk's page, in a browser that may look."""
    context = browser.new_context(permissions=["camera"], service_workers="block")
    tab = context.new_page()
    tab.asked = []
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.opened = lambda *scripts: [*map(tab.add_init_script, scripts), tab.goto(address)]
    yield tab
    context.close()


def decoders(tab):
    return [url for url in tab.asked if "zxing" in url]


def test_badges_are_read_and_nothing_is_read_wrong(tab):
    tab.opened()
    read, wrong, shots = Counter(), [], camera_shots.some(13)
    for shot in shots:
        code, _ = look(tab, picture(shot), 3)[-1]
        read[shot.group] += code is not None
        if code not in (None, shot.text):
            wrong.append((shot, code))
    assert wrong == []
    assert read.pop(camera_shots.NOTHING) == 0
    read.pop(camera_shots.BEYOND)
    readable = [shot for shot in shots if shot.group in read]
    assert len(shots) >= 40
    assert read.total() >= 0.95 * len(readable), read


def test_a_badge_that_is_held_up_is_told_once(tab):
    tab.opened()
    assert tab.evaluate(START, "environment") == ""
    until(lambda: tab.evaluate("given.length"))
    tab.wait_for_timeout(700)
    assert tab.evaluate("given") == [CODE]
    assert all(url.startswith(tab.url.split("/fr/")[0]) for url in decoders(tab))
    assert len(decoders(tab)) == 2


def test_the_camera_is_off_while_nobody_looks_at_the_page(tab):
    tab.opened()
    tab.evaluate(START, "environment")
    tab.evaluate(HIDE, True)
    assert tab.evaluate(LIVE) == "none"
    tab.evaluate(HIDE, False)
    until(lambda: tab.evaluate(LIVE) == "live")
    tab.evaluate("kiosk.camera.stop()")
    assert tab.evaluate(LIVE) == "none"
    tab.evaluate(HIDE, True)
    tab.evaluate(HIDE, False)
    tab.wait_for_timeout(300)
    assert tab.evaluate(LIVE) == "none", "stopped on purpose: it stays off"


def test_a_camera_that_is_lost_is_taken_up_again(tab):
    tab.opened()
    tab.evaluate(START, "environment")
    tab.evaluate("window.before = video.srcObject; video.srcObject.getVideoTracks()[0].stop()")
    tab.evaluate("before.getVideoTracks()[0].dispatchEvent(new Event('ended'))")
    until(lambda: tab.evaluate(LIVE) == "live")


@pytest.mark.parametrize(
    ("problem", "said"),
    [("NotFoundError", "none"), ("NotAllowedError", "refused"), ("NotReadableError", "busy")],
)
def test_why_a_camera_does_not_start_is_said(tab, problem, said):
    tab.opened(REFUSE % problem)
    assert tab.evaluate(START, "user") == said


def test_a_camera_without_leave_is_refused_and_one_without_decoder_says_so(tab):
    tab.opened()
    tab.context.route("**/*.wasm", lambda route: route.abort())
    assert tab.evaluate(START, "environment") == "decoder"
    assert tab.evaluate(LIVE) == "none"
    tab.context.unroute("**/*.wasm")
    assert tab.evaluate(START, "environment") == "", "and the next time it is there"
    tab.context.clear_permissions()
    assert tab.evaluate(START, "environment") == "refused"


def test_a_browser_that_reads_by_itself_loads_no_decoder(tab):
    tab.opened(NATIVE % ('["qr_code"]', f'Promise.resolve([{{rawValue: "{CODE}"}}])'))
    assert tab.evaluate("kiosk.decoder.read(document.createElement('canvas'))") == CODE
    assert decoders(tab) == []


@pytest.mark.parametrize(
    ("formats", "answer"),
    [("[]", "Promise.resolve([])"), ('["qr_code"]', "Promise.reject(new Error())")],
)
def test_a_browser_that_only_says_so_is_not_relied_on(tab, formats, answer):
    tab.opened(NATIVE % (formats, answer))
    assert look(tab, picture(Shot("plain", 0, CODE)), 1)[0][0] == CODE


def test_the_decoder_is_sent_small_and_once(app, client):
    name = build.manifest(app.extensions["settings"].programme)["js/zxing-reader-3.1.4.wasm"]
    for encoding, open_up in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        with client.get(f"/static/{name}", headers={"Accept-Encoding": encoding}) as answer:
            sent = answer.data
        assert answer.mimetype == "application/wasm"
        assert answer.headers["Content-Encoding"] == encoding
        assert "immutable" in answer.headers["Cache-Control"]
        assert len(sent) < 420_000
        assert open_up(sent).startswith(b"\0asm")
