"""Fixtures every test may use. Builders of rows live in tests/factories/."""

import os
import tempfile
from pathlib import Path

import hypothesis
import pytest
from jinja2 import StrictUndefined

from portal import migrating, settings
from portal.app import create_app
from portal.core import queue
from portal.core.db import db
from portal.matching.queries import offers
from portal.startups.operations import counting
from portal.web import public
from tests import databases, html_rules, slowness

os.environ["PORTAL_LOG_LEVEL"] = "ERROR"
# The same examples each time: a run tells of the code, not of luck. To look further, choose the
# profile "default" (pytest --hypothesis-profile=default).
hypothesis.settings.register_profile("same", derandomize=True, database=None)
hypothesis.settings.load_profile("same")


def pytest_addoption(parser):
    parser.addoption("--engine", choices=("sqlite", "postgresql"), default="sqlite")


@pytest.fixture(scope="session")
def folder():
    with tempfile.TemporaryDirectory(prefix="portal-") as path:
        yield Path(path)


@pytest.fixture(scope="session")
def database_url(request, folder):
    """A fresh database of the engine under test, at the newest schema."""
    with databases.fresh(request.config.getoption("engine"), folder) as url:
        migrating.upgrade(url)
        yield url


@pytest.fixture(scope="session")
def app(database_url, folder):
    chosen = settings.load({"PORTAL_DATA_DIR": str(folder), "PORTAL_DATABASE_URL": database_url})
    app = create_app(chosen, TESTING=True)
    app.jinja_env.undefined = StrictUndefined  # a typo in a template fails the test
    yield app
    with app.app_context():
        db.engine.dispose()


class RecordingBell:
    """Stands where Redis is, and remembers which jobs were rung for."""

    def __init__(self):
        self.calls = []

    def ring(self, job, *ids):
        self.calls.append((job, *ids))
        return True

    def answered(self, job, *ids):
        pass

    def alive(self):
        return True


@pytest.fixture(autouse=True)
def jobs(monkeypatch):
    bell = RecordingBell()
    monkeypatch.setattr(queue, "bell", bell)
    return bell.calls


@pytest.fixture(autouse=True)
def nothing_slow_while_writing(monkeypatch):
    slowness.refuse(monkeypatch)


@pytest.fixture
def rows(app):
    """An application context whose rows vanish after the test."""
    public.forget()
    offers.forget()
    counting.forget()
    with app.app_context():
        yield
        db.session.rollback()
        databases.empty(db.engine)
        db.session.remove()


@pytest.fixture
def client(app, rows):
    """A browser without JavaScript, which checks each page it is shown."""
    client = app.test_client()
    return html_rules.watching(client)
