"""Start-ups: papers and pictures drawn, turns on the home page, the month summed up."""

import logging
import time
from functools import partial
from pathlib import Path

from flask import current_app

from jobs import job
from portal.core import photo_files, pictures, queue, shelves, tasks
from portal.core.clock import local, now
from portal.core.db import breathe, committed, db, transaction
from portal.core.queue import Job
from portal.notifications import texts
from portal.startups import labels
from portal.startups.cards import sharing as sharing_cards
from portal.startups.operations import drawing, monthly, sharing, turns
from portal.startups.papers import workshop
from portal.startups.queries import papers
from portal.startups.rules import advice
from portal.startups.states import PaperKind

log = logging.getLogger(__name__)

SECONDS = 25  # then another job carries on: RQ ends one after 60
SECONDS_BEFORE_LONG = 10  # later, a piece that takes long is left to the next job


@job
def draw_papers() -> None:
    """Draw the kits and catalogues that wait, until none does or half a minute has passed."""
    begun, goes_on = time.monotonic(), True
    while goes_on and time.monotonic() < begun + SECONDS:
        mine = committed(drawing.claim)
        if mine is None:
            with transaction():
                tasks.succeeded(Job.DRAW_PAPERS)
            return
        try:
            goes_on = _draw(mine, begun)
        except drawing.Lost:
            continue
        except Exception:
            log.exception("paper not drawn", extra={"paper": mine.paper_id, "kind": mine.kind})
            db.session.rollback()
            committed(partial(drawing.give_up, mine))
    queue.ring(Job.DRAW_PAPERS)


def _draw(mine: drawing.Claim, begun: float) -> bool:
    """Draw what is missing of one paper. What another worker drew of the same wording stays.

    False: the next job goes on with it.
    """
    work = _work(mine)
    db.session.rollback()  # drawing takes its time: no snapshot is held meanwhile
    if work is None:
        committed(partial(drawing.drop, mine))
        shelves.remove(workshop.root(), mine.token)
        return True
    folder = workshop.root() / mine.token
    if work.digest != mine.digest:
        shelves.remove(workshop.root(), mine.token)
    for number, piece in enumerate(work.pieces):
        if not (folder / piece.name).exists():
            if time.monotonic() > begun + (SECONDS_BEFORE_LONG if piece.long else SECONDS):
                committed(partial(drawing.let_go, mine))
                return False
            shelves.keep(folder, piece.name, piece.draw(folder))
        note = partial(drawing.note, mine, number + 1, len(work.pieces), work.digest)
        committed(note)
    _finish(mine, work, folder)
    return True


def _work(mine: drawing.Claim) -> workshop.Work | None:
    """What there is to draw; None where a page is not shown any more."""
    if mine.kind == PaperKind.CATALOGUE:
        found = papers.chosen(mine.asked)
        return workshop.catalogue_of(found, mine.language) if found else None
    startup = papers.to_draw(mine.startup_id) if mine.startup_id else None
    return workshop.kit(startup) if startup else None


def _finish(mine: drawing.Claim, work: workshop.Work, folder: Path) -> None:
    for token in committed(partial(drawing.finish, mine, work.pages, work.photos)):
        shelves.remove(workshop.root(), token)
    for piece in work.pieces:
        if not piece.kept:
            (folder / piece.name).unlink(missing_ok=True)


@job
def draw_images() -> None:
    """Pictures for shared links: those that are missing, a few at a time."""
    wanted = sharing_cards.pictures()
    db.session.rollback()  # drawing takes its time: no snapshot is held meanwhile
    data = current_app.extensions["settings"].data_dir
    draw = partial(sharing.draw, photos=data / photo_files.FOLDER)
    missing = pictures.bring_up_to_date(data / sharing.FOLDER, wanted, draw)
    if missing:
        queue.ring(Job.DRAW_STARTUP_IMAGES)
    elif missing == 0:
        with transaction():
            tasks.succeeded(Job.DRAW_STARTUP_IMAGES)


@job
def take_turns() -> None:
    """Who stands on the home page today."""
    with transaction():
        turns.take_turns(local(now()).date())
        tasks.succeeded(Job.TAKE_TURNS)


@job
def sum_up() -> None:
    """What a page brought in the month that ended: to those who keep it, once."""
    month = advice.due(local(now()))
    while month is not None:
        with transaction():
            done = monthly.sum_up(month, _advice)
        if not done:
            break
        breathe()
    with transaction():
        tasks.succeeded(Job.SUM_UP_MONTH)


def _advice(code: str, language: str) -> str:
    """The words of a suggestion, in the language of its reader."""
    with texts.speaking(language):
        return str(labels.ADVICE[code])
