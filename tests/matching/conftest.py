"""The jobs of the matching, run in the process of the test."""

import pytest

from jobs import whole_run


@pytest.fixture
def at_work(app, rows, monkeypatch):
    """Jobs run here, against the database of the tests, without their pauses."""
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr("portal.core.db.BREATH", 0)


@pytest.fixture
def carried_out(at_work, monkeypatch):
    """What changed is not matched between the steps of a run, where a test does not say so."""
    real = whole_run.carry_out

    def alone(mine, show=lambda *_: None, meanwhile=None):
        return real(mine, show)

    monkeypatch.setattr(whole_run, "carry_out", alone)
    return real
