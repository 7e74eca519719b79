"""Faults at two sizes: small in every run, whole with PORTAL_FAULTS=full (minutes each)."""

import os
from contextlib import contextmanager

import pytest

from portal import settings
from portal.app import create_app
from portal.core import queue, sealed
from portal.core.db import db
from portal.notifications import wiring
from tests import databases
from tests.stack.processes import Stack

FULL = os.environ.get("PORTAL_FAULTS") == "full"


def size(whole: int, small: int) -> int:
    """How many, in this run."""
    return whole if FULL else small


def pytest_collection_modifyitems(items):
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker(pytest.mark.timeout(size(2400, 180)))


@pytest.fixture
def stack(request, tmp_path):
    """Makes a portal whose SMS go to a provider; nothing of it runs yet."""
    made = []
    with databases.fresh(request.config.getoption("engine"), tmp_path) as url:

        def make(provider, **environ):
            stack = Stack(tmp_path, url, PORTAL_SMS_URL=provider.url, **environ)
            made.append(stack)
            return stack

        try:
            yield make
        finally:
            for each in made:
                each.stop()


@contextmanager
def inside(stack: Stack):
    """The application of a stack, in this process; what other tests use is put back."""
    kept_keys, kept_bell = list(sealed._keys), queue.bell
    kept_wires, kept_budget = dict(wiring.wires()), list(wiring._budget)
    app = create_app(settings.load(stack.environ))
    try:
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()
    finally:
        sealed._keys[:] = kept_keys
        queue.bell = kept_bell
        wiring.wires().update(kept_wires)
        wiring._budget[:] = kept_budget
