"""Forget what is no longer needed."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete

from jobs import job
from portal.accounts.operations import tidying
from portal.core import photo_files, shelves, tasks
from portal.core.clock import now
from portal.core.db import breathe, committed, db, transaction
from portal.core.once import FormAnswer
from portal.events.operations import forgetting
from portal.kiosks.operations import forgetting as doors
from portal.startups.operations import drawing
from portal.startups.papers import workshop
from portal.startups.queries import papers, photos

FORM_ANSWERS = timedelta(days=7)
UNWANTED = 3600  # seconds: the row of a photo is written a moment after its files


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
        drawing.forget_old()
        tasks.succeeded("jobs.housekeeping.tidy")
    _forget_files()


def _forget_files() -> None:
    """Files of photos and papers that have no row: it was removed, or never written."""
    folder = current_app.extensions["settings"].data_dir / photo_files.FOLDER
    photo_files.tidy(folder, photos.tokens(), older=UNWANTED)
    shelves.sweep(workshop.root(), papers.tokens(), older=UNWANTED)
    db.session.rollback()
