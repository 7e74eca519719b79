"""No application dies in silence."""

import time
from collections.abc import Callable

from jobs import app, job
from portal.applications.operations import following
from portal.core import tasks
from portal.core.db import breathe, committed
from portal.core.queue import Job, ring

SECONDS = 30  # then another job carries on: RQ ends one after 60


@job
def follow() -> None:
    """Close what nobody answered, tell the counsellors, remind the employers."""
    days = app().extensions["settings"].answer_days
    steps = [
        lambda: following.close_silent(days),
        lambda: following.alert(days),
        lambda: following.remind(days),
    ]
    _all(steps, Job.FOLLOW_APPLICATIONS)


@job
def settle() -> None:
    """End what has no opening any more; introduce who waited for room."""
    _all([following.end_with_opening, following.introduce], Job.SETTLE_APPLICATIONS)


def _all(steps: list[Callable[[], int]], name: Job) -> None:
    """Each step until nothing is left of it; after half a minute, another job carries on."""
    end = time.monotonic() + SECONDS
    for step in steps:
        while committed(step):
            if time.monotonic() > end:
                ring(name)
                return
            breathe()
    committed(lambda: tasks.succeeded(name))
