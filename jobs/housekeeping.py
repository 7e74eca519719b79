"""Forget what is no longer needed."""

from datetime import timedelta

from sqlalchemy import delete

from jobs import job
from portal.accounts import rules
from portal.accounts.models import StaffSession, Tally
from portal.core import tasks
from portal.core.clock import now
from portal.core.db import breathe, db, transaction
from portal.core.once import FormAnswer
from portal.events.operations import forgetting

FORM_ANSWERS = timedelta(days=7)


@job
def tidy() -> None:
    """People of events long over, and what only served a day."""
    while True:
        with transaction():
            forgotten = forgetting.forget_people()
        if not forgotten:
            break
        breathe()
    at = now()
    with transaction():
        for old in (
            delete(FormAnswer).where(FormAnswer.created_at < at - FORM_ANSWERS),
            delete(Tally).where(Tally.at < at - timedelta(days=1)),
            delete(StaffSession).where(StaffSession.created_at < at - rules.ABSOLUTE),
        ):
            db.session.execute(old)
        forgetting.forget_lists()
        tasks.succeeded("jobs.housekeeping.tidy")
