"""What happens to events without anybody asking."""

from jobs import job
from portal.core import tasks
from portal.core.db import breathe, transaction
from portal.events.operations import seats


@job
def expire_offers() -> None:
    """Pass on the places that nobody took in time."""
    while True:
        with transaction():
            passed_on = seats.expire_offers()
            tasks.succeeded("jobs.events.expire_offers")
        if not passed_on:
            return
        breathe()
