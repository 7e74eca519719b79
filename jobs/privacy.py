"""What is kept for how long: asked first, then carried out, every night."""

from functools import partial

from jobs import job
from portal.core import tasks
from portal.core.db import breathe, committed
from portal.core.queue import Job
from portal.privacy.operations import asking, keeping


@job
def keep_rules() -> None:
    """Ask those who have not come for long, then empty what is too old."""
    asked_up_to = 0
    while asked_up_to := committed(partial(asking.ask_sleepers, asked_up_to)):
        breathe()
    while committed(keeping.step):
        breathe()
    committed(lambda: tasks.succeeded(Job.KEEP_RULES))
