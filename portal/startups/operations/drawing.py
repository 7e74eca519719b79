"""Kits and catalogues: asked for, taken by one worker at a time, drawn piece by piece, ended.

A worker takes a paper for a minute and renews that with each piece. Whoever is killed leaves whole
pieces behind: the next worker draws what is missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, in_turn, written
from portal.core.errors import Refused
from portal.core.queue import Job, later
from portal.startups.models import Startup, StartupPaper
from portal.startups.operations import holding
from portal.startups.queries import papers
from portal.startups.queries.papers import GOING
from portal.startups.states import PaperKind, PaperState, StartupState

LEASE = timedelta(seconds=60)
MOST_TRIES = 3
AGAIN = timedelta(seconds=10)  # after a failure, times the tries so far
KEPT = timedelta(days=30)


class Lost(Exception):
    """Another worker has this paper now, or nobody wants it any more."""


@dataclass(frozen=True)
class Claim:
    """A paper that this worker has for a minute."""

    paper_id: int
    token: str
    kind: str
    startup_id: int | None
    language: str
    asked: Mapping[str, Any]
    digest: str
    lease_no: int


def ask(startup: Startup, digest: str) -> StartupPaper:
    """The kit of a start-up: the one that is on its way or says what the page says (`digest`);
    else a new one, which a worker draws. Raises Refused("kit_hidden")."""
    held = holding.hold(startup.id)
    if held.state != StartupState.SHOWN:
        raise Refused("kit_hidden")
    found = papers.kit(held.id)
    if found and (found.state in GOING or (found.state, found.digest) == (READY, digest)):
        return found
    made = StartupPaper(kind=PaperKind.KIT, startup_id=held.id)
    return _asked(made, "startups.kit.asked", holding.subject(held))


def ask_catalogue(language: str, asked: Mapping[str, str], staff_id: int) -> StartupPaper:
    """A catalogue of these pages; the one that is on its way, where there is one.

    Raises Refused("catalogue_empty").
    """
    in_turn("startup catalogues")
    if not papers.count(asked):
        raise Refused("catalogue_empty")
    for found in papers.catalogues():
        if found.state in GOING and (found.language, found.asked) == (language, dict(asked)):
            return found
    made = StartupPaper(
        kind=PaperKind.CATALOGUE, language=language, asked=dict(asked), asked_by=staff_id
    )
    return _asked(made, "startups.catalogue.asked", f"staff:{staff_id}")


def claim() -> Claim | None:
    """Take the paper that has waited longest; None when nothing is left to do here."""
    at = now()
    free = or_(StartupPaper.lease_until.is_(None), StartupPaper.lease_until <= at)
    waiting = select(StartupPaper).where(StartupPaper.state.in_(GOING), free)
    oldest = waiting.order_by(StartupPaper.id).with_for_update(skip_locked=True)
    for found in db.session.scalars(oldest.execution_options(populate_existing=True)):
        found.lease_no += 1
        if found.tries >= MOST_TRIES:  # its workers were killed, each time
            found.state, found.lease_until = PaperState.FAILED, None
            continue
        found.state, found.tries, found.lease_until = (
            PaperState.DRAWING,
            found.tries + 1,
            at + LEASE,
        )
        db.session.flush()
        return Claim(
            found.id,
            found.token,
            found.kind,
            found.startup_id,
            found.language,
            dict(found.asked),
            found.digest,
            found.lease_no,
        )
    return None


def note(mine: Claim, done: int, total: int, digest: str) -> None:
    """How far it is; the lease begins anew. Raises Lost."""
    _change(mine, done=done, total=total, digest=digest, lease_until=now() + LEASE)


def let_go(mine: Claim) -> None:
    """This worker has worked for long enough; the next one goes on at once."""
    _change(mine, tries=0, lease_until=None)


def give_up(mine: Claim) -> None:
    """Something went wrong: tried again in a moment, three times in all."""
    found = db.session.get(StartupPaper, mine.paper_id, with_for_update=True)
    if found is None or found.lease_no != mine.lease_no:
        return
    over = found.tries >= MOST_TRIES
    found.state = PaperState.FAILED if over else PaperState.WAITING
    found.lease_until = None if over else now() + AGAIN * found.tries
    db.session.flush()


def finish(mine: Claim, pages: Sequence[int], photos: Sequence[str]) -> list[str]:
    """It is there, with these start-ups and photos on it. Which older kits are not wanted any more?

    Raises Lost.
    """
    shown = {"pages": list(pages), "photos": list(photos)}
    ready = {"state": READY, "lease_until": None, "made_at": now()}
    _change(mine, asked={**mine.asked, **shown}, **ready)
    if mine.kind != PaperKind.KIT:
        return []
    older = (StartupPaper.startup_id == mine.startup_id) & (StartupPaper.id < mine.paper_id)
    gone = delete(StartupPaper).where(older, StartupPaper.kind == PaperKind.KIT)
    return list(db.session.scalars(gone.returning(StartupPaper.token)))


def drop(mine: Claim) -> None:
    """There is nothing to draw any more: the page was hidden."""
    held = (StartupPaper.id == mine.paper_id) & (StartupPaper.lease_no == mine.lease_no)
    db.session.execute(delete(StartupPaper).where(held))


def forget_old() -> None:
    """Papers are kept for thirty days; their folders go with the rows."""
    db.session.execute(delete(StartupPaper).where(StartupPaper.created_at < now() - KEPT))


READY = PaperState.READY


def _asked(made: StartupPaper, deed: str, subject: str) -> StartupPaper:
    db.session.add(made)
    db.session.flush()
    audit.record(deed, subject)
    later(Job.DRAW_PAPERS)
    return made


def _change(mine: Claim, **values: Any) -> None:
    held = (StartupPaper.id == mine.paper_id) & (StartupPaper.lease_no == mine.lease_no)
    going = StartupPaper.state == PaperState.DRAWING
    if not written(update(StartupPaper).where(held, going).values(values)).rowcount:
        raise Lost
