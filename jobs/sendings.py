"""Messages to many: write the copies of what is due; start what is sent by itself."""

import time

from jobs import job
from portal.core import tasks
from portal.core.db import breathe, committed
from portal.core.queue import Job, ring
from portal.events.operations import announcing, sendings

SECONDS = 30  # then another job carries on: RQ ends one after 60


@job
def plan() -> None:
    """Write the copies of every sending that is due; carries on where it was left."""
    end = time.monotonic() + SECONDS
    while committed(sendings.plan_next):
        if time.monotonic() > end:
            ring(Job.PLAN_SENDING)
            return
        breathe()


@job
def announce() -> None:
    """Start the reminders and the thanks whose hour has come."""

    def deed() -> None:
        announcing.start_due()
        tasks.succeeded(Job.ANNOUNCE)

    committed(deed)
