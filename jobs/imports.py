"""Lists that staff brought: checked, then written, a batch at a time."""

import time

from jobs import job
from portal.core import audit
from portal.core.db import breathe, committed, transaction
from portal.core.queue import Job, ring
from portal.events.operations import importing

SECONDS = 30  # then another job carries on: RQ ends one after 60


@job
def carry_on(token: str) -> None:
    """Work on one list until it is done or half a minute has passed."""
    with transaction():
        mine = importing.claim(token)
    if mine is None:
        return
    if mine.staff_id:
        audit.actor.set(f"staff:{mine.staff_id}")  # it is her deed, wherever it is done
    readings = importing.read(mine)
    end = time.monotonic() + SECONDS
    while committed(lambda: importing.step(mine, readings)):
        breathe()
        if time.monotonic() > end:
            with transaction():
                importing.let_go(mine)
            ring(Job.IMPORT, token)
            return
