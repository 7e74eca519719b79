"""Agreements that end: both sides are asked how it went."""

from jobs import job
from portal.agreements.operations import ending
from portal.core import tasks
from portal.core.db import breathe, committed
from portal.core.queue import Job


@job
def follow() -> None:
    """End those whose last day has gone by, and remind once who has not said how it went."""
    for step in (ending.end_over, ending.remind):
        while committed(step):
            breathe()
    committed(lambda: tasks.succeeded(Job.FOLLOW_AGREEMENTS))
