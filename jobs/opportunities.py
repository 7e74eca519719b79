"""Openings: confirmed or switched off; small pictures for sharing."""

from flask import current_app

from jobs import job
from portal.core import pictures, queue, tasks
from portal.core.db import breathe, db, transaction
from portal.core.queue import Job
from portal.opportunities import cards
from portal.opportunities.operations import life, sharing


@job
def confirm() -> None:
    """Ask about openings whose end is near; switch off those that nobody confirmed."""
    while True:
        with transaction():
            done = life.ask_due() + life.expire_due()
            tasks.succeeded("jobs.opportunities.confirm")
        if not done:
            return
        breathe()


@job
def draw() -> None:
    """Pictures for shared links: those that are missing, a few at a time."""
    wanted = cards.pictures()
    db.session.rollback()  # drawing takes its time: no snapshot is held meanwhile
    folder = current_app.extensions["settings"].data_dir / sharing.FOLDER
    missing = pictures.bring_up_to_date(folder, wanted, sharing.draw)
    if missing:
        queue.ring(Job.DRAW_SHARE_IMAGES)
    elif missing == 0:
        with transaction():
            tasks.succeeded(Job.DRAW_SHARE_IMAGES)
