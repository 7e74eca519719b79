"""The process that reads a photo: what it may not do, and what is believed of what it says."""

import json
import threading

import brotli
import pytest

from portal.core import photos
from portal.core.errors import Refused
from portal.web import turnstile
from tests.factories import people, startups
from tests.queries import counted
from tests.startups.pictures import PHOTOS, camera

FENCED = """
import importlib.util, sys
found = importlib.util.spec_from_file_location("worker", {path!r})
worker = importlib.util.module_from_spec(found)
found.loader.exec_module(worker)
worker.fence()
worker.load()
worker.shut()
try:
    {deed}
    done = "done"
except (OSError, MemoryError, RuntimeError) as error:
    done = type(error).__name__
sys.stdout.buffer.write(worker.answer({{"refused": done}}))
"""


@pytest.fixture
def worker(tmp_path, monkeypatch):
    """Puts another program in the place of the worker."""

    def put(program: str) -> None:
        path = tmp_path / "worker.py"
        path.write_text(program)
        monkeypatch.setattr(photos, "WORKER", path)

    return put


def said(monkeypatch) -> str:
    monkeypatch.setattr(photos, "_read", lambda status, answered: answered[4:].decode())
    return photos.reduced(b"anything")


@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("open('/etc/hostname')", "OSError"),
        ("open('/tmp/there', 'w')", "OSError"),
        ("__import__('socket').socket()", "OSError"),
        ("bytearray(600_000_000)", "MemoryError"),
        ("len('nothing')", "done"),
    ],
)
def test_the_worker_opens_nothing_and_takes_little(worker, monkeypatch, deed, error):
    worker(FENCED.format(path=str(photos.WORKER), deed=deed))
    assert json.loads(said(monkeypatch))["refused"] == error


def test_the_worker_is_told_nothing(worker, monkeypatch):
    monkeypatch.setenv("PORTAL_KEYS", "/secret")
    worker("import os, sys; print('....', dict(os.environ), os.getcwd(), sys.flags.isolated)")
    assert "PORTAL" not in said(monkeypatch)
    assert said(monkeypatch).strip().endswith("/ 1")


def test_a_worker_that_never_answers_is_ended(worker, monkeypatch):
    monkeypatch.setattr(photos, "PATIENCE", 0.3)
    worker("import time; time.sleep(60)")
    with pytest.raises(Refused, match="photo_slow"):
        photos.reduced(b"anything")


@pytest.mark.parametrize(
    "program",
    [
        *("", "import os; os.abort()", "raise SystemExit(1)", "print('x' * 6_000_000)"),
        "import sys; sys.stdin.close(); print(1)",
        "import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\2{}')",
        'import sys; sys.stdout.buffer.write(b\'\\0\\0\\0\\x18{"refused": "startup_changed"}\')',
    ],
)
def test_a_worker_that_talks_nonsense_is_not_believed(worker, program, monkeypatch):
    monkeypatch.setattr(photos, "PATIENCE", 2.0)  # for one that talks and never listens
    worker(program)
    with pytest.raises(Refused, match="photo_unreadable"):
        photos.reduced(b"anything" * 100_000)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("320.jpg", b"<html>"),
        ("320.avif", b"\xff\xd8\xff"),
        ("../keys", b"\xff\xd8\xff"),
        ("320.html", b"\xff\xd8\xff"),
        ("master.jpg", b"\xff\xd8\xff and more"),
    ],
)
def test_only_pictures_under_their_own_names_are_taken(name, content):
    header = {"width": 320, "height": 240, "digest": "0" * 32, "files": {name: len(content) - 1}}
    text = json.dumps(header).encode()
    with pytest.raises(Refused, match="photo_unreadable"):
        photos._read(0, len(text).to_bytes(4, "big") + text + content)


def test_the_third_at_once_is_asked_to_wait(monkeypatch):
    monkeypatch.setattr(photos, "_free", threading.BoundedSemaphore(1))
    monkeypatch.setattr(photos, "WAIT", 0.01)
    with photos._turn(), pytest.raises(Refused, match="photo_busy"):
        photos.reduced(camera(400, 300))


def test_while_a_photo_is_built_somebody_else_is_let_in(app):
    place = threading.Semaphore(0)  # this request holds the only one
    with app.test_request_context("/", environ_overrides={turnstile.PLACE: place}):
        with turnstile.aside():
            assert place.acquire(blocking=False)
            place.release()
        assert not place.acquire(blocking=False)


def test_the_page_of_photos_is_light_and_asks_little(app, client):
    page = startups.startup(photos=[startups.photo(place=n) for n in range(5)])
    people.enter(client, startups.member(page).account)
    with counted() as statements:
        html = client.get(PHOTOS).data
    assert len(statements) <= 12
    assert len(brotli.compress(html, quality=5)) <= 6_000
