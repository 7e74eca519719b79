"""The team decides what everyone may see of a start-up, and its members hear of it."""

from dataclasses import dataclass

from sqlalchemy import select, update

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.startups import messages
from portal.startups.models import Startup, StartupDecision, StartupPhoto, StartupReport
from portal.startups.operations import holding, publishing, sharing, telling
from portal.startups.rules import checking as rules
from portal.startups.states import Decision, PhotoState


@dataclass(frozen=True)
class Ruling:
    """What one member of staff decides, having seen the page in this version.

    `photo`: the token of the one that is decided of, or "".
    """

    decision: Decision
    note: str
    seen: int
    staff_id: int
    photo: str = ""


def decide(startup: Startup, ruling: Ruling) -> None:
    """Decide. Raises Refused: startup_changed (someone changed the page or decided since it was
    looked at), decision_impossible, photo_gone, note_missing.
    """
    held = holding.hold(startup.id)
    if held.version != ruling.seen:
        raise Refused("startup_changed")
    photo = _must_be_possible(held, ruling)
    if ruling.decision in rules.NEEDS_NOTE and not ruling.note:
        raise Refused("note_missing", "note")
    if photo is not None:
        taken = ruling.decision == Decision.TAKE_PHOTO
        photo.state = PhotoState.TAKEN if taken else PhotoState.LEFT
        photo.state_note = ruling.note
    else:
        _apply(held, ruling)
    row = StartupDecision(
        startup_id=held.id, decision=ruling.decision, note=ruling.note, by=ruling.staff_id
    )
    db.session.add(row)
    holding.changed(held)
    db.session.flush()
    audit.record(f"startups.decision.{ruling.decision}", holding.subject(held))
    if ruling.decision not in rules.QUIET:
        telling.tell(held, messages.CHECKED, f"decision:{row.id}")
    if ruling.decision in rules.SHOWS_ANEW:
        sharing.due()


def _must_be_possible(held: Startup, ruling: Ruling) -> StartupPhoto | None:
    """The photo that the ruling is about, if it is about one. Refused where it can't be now."""
    if ruling.decision not in rules.OF_A_PHOTO:
        if ruling.decision not in rules.decisions(held, reported=_is_reported(held)):
            raise Refused("decision_impossible", "decision")
        return None
    mine = (StartupPhoto.startup_id == held.id) & (StartupPhoto.token == ruling.photo)
    wanted = select(StartupPhoto).where(mine).execution_options(populate_existing=True)
    photo = db.session.scalar(wanted)
    if photo is None:
        raise Refused("photo_gone")
    if ruling.decision not in rules.photo_decisions(held, photo):
        raise Refused("decision_impossible", "decision")
    return photo


def _apply(held: Startup, ruling: Ruling) -> None:
    decision = ruling.decision
    if decision == Decision.SHOW:
        held.published_at = held.published_at or now()
        held.look_again = False
        _take_photos(held)
    elif decision == Decision.TAKE_CHANGE:
        publishing.take_wanted(held)
    elif decision == Decision.LEAVE_CHANGE:
        held.wanted = None
    elif decision in (Decision.SEEN, Decision.STOP):
        held.look_again = False
        _note_reports(held, ruling.staff_id)
    if decision != Decision.SEEN:
        held.state_note, held.state_by = ruling.note, ruling.staff_id
    after = rules.state_after(decision, held)
    if after != held.state:
        held.state, held.state_at = after, now()


def _take_photos(held: Startup) -> None:
    """Who shows a page has seen its photos: all but those that were left out are taken."""
    waiting = StartupPhoto.state == PhotoState.TO_CHECK
    mine = update(StartupPhoto).where(StartupPhoto.startup_id == held.id, waiting)
    db.session.execute(mine.values(state=PhotoState.TAKEN, state_note=""))


def _note_reports(held: Startup, staff_id: int) -> None:
    unread = (StartupReport.startup_id == held.id) & StartupReport.seen_by.is_(None)
    db.session.execute(update(StartupReport).where(unread).values(seen_by=staff_id))


def _is_reported(held: Startup) -> bool:
    unread = (StartupReport.startup_id == held.id) & StartupReport.seen_by.is_(None)
    return db.session.scalar(select(StartupReport.id).where(unread).limit(1)) is not None
