"""Forget what is no longer needed."""

from datetime import timedelta

from sqlalchemy import delete

from jobs import job
from portal.accounts.operations import tidying
from portal.core import tasks
from portal.core.clock import now
from portal.core.db import breathe, committed, db, transaction
from portal.core.once import FormAnswer
from portal.events.operations import forgetting
from portal.kiosks.operations import forgetting as doors

FORM_ANSWERS = timedelta(days=7)


@job
def tidy() -> None:
    """People of events long over, and what only served a day."""
    for forget in (forgetting.forget_people, doors.forget_scans, doors.forget_lists):
        while committed(forget):
            breathe()
    with transaction():
        db.session.execute(delete(FormAnswer).where(FormAnswer.created_at < now() - FORM_ANSWERS))
        tidying.forget_door()
        tidying.doubt_numbers()
        forgetting.forget_lists()
        tasks.succeeded("jobs.housekeeping.tidy")
