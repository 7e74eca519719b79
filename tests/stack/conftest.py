"""A whole portal for each test, in processes of its own; none is left behind."""

import logging

import pytest

from tests import databases
from tests.stack.processes import Stack

log = logging.getLogger(__name__)


@pytest.fixture
def portal(request, tmp_path):
    """A portal that nothing of is running yet; what it said is shown when the test fails."""
    with databases.fresh(request.config.getoption("engine"), tmp_path) as url:
        stack = Stack(tmp_path, url)
        try:
            yield stack
        finally:
            stack.stop()
            for file in tmp_path.glob("*.log"):
                log.warning("%s said: %s", file.stem, file.read_text()[-2000:])
