"""Messages to many: write the copies of what is due; start what is sent by itself."""

import logging
import time

from sqlalchemy.exc import SQLAlchemyError

from jobs import job
from portal.core import tasks
from portal.core.db import breathe, committed
from portal.core.queue import Job, ring
from portal.events.operations import announcing, sendings

log = logging.getLogger(__name__)
SECONDS = 30  # then another job carries on: RQ ends one after 60


@job
def plan() -> None:
    """Write the copies of every sending that is due; carries on where it was left."""
    end = time.monotonic() + SECONDS
    while _step():
        if time.monotonic() > end:
            ring(Job.PLAN_SENDING)
            return
        breathe()


def _step() -> int:
    """The next copies. A sending that can't be planned waits, so that it holds up no other."""
    try:
        return committed(sendings.plan_next)
    except SQLAlchemyError:
        raise  # the engine's trouble, not the sending's
    except Exception as error:
        log.error("sending set aside", extra={"error": type(error).__name__})
        committed(sendings.set_aside)
        return 1


@job
def announce() -> None:
    """Start the reminders and the thanks whose hour has come."""

    def deed() -> None:
        announcing.start_due()
        tasks.succeeded(Job.ANNOUNCE)

    committed(deed)
