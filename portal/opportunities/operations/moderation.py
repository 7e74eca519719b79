"""Staff read an opening before anybody else does, and again when something changed."""

from sqlalchemy import update

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.opportunities import messages
from portal.opportunities.models import Opportunity, OpportunityReport
from portal.opportunities.operations import posting
from portal.opportunities.operations.life import begin_round
from portal.opportunities.operations.posting import lock, move, must_be_welcome, name
from portal.opportunities.operations.telling import tell
from portal.opportunities.states import OpportunityState as S


def approve(opening: Opportunity, staff_id: int, version: int, days: int) -> None:
    """It goes online for so many days. `version`: what the moderator has read.

    Raises Refused: already_checked (a colleague was first), changed_meanwhile, firm_stopped.
    """
    _lock_as_read(opening, version)
    must_be_welcome(opening.organisation)
    _open(opening, staff_id, days)
    tell(opening, messages.CHECKED, round_of=opening.changed_at)


def send_back(opening: Opportunity, staff_id: int, version: int, note: str) -> None:
    """The employer is asked to change something; what was online is not, meanwhile.

    Raises Refused: note_missing, already_checked, changed_meanwhile.
    """
    if not note:
        raise Refused("note_missing", "note")
    if opening.state == S.TO_CHECK:
        _lock_as_read(opening, version)
    else:
        lock(opening)
    _note(opening, S.SENT_BACK, staff_id, note, "sent_back")
    tell(opening, messages.SENT_BACK, round_of=opening.changed_at)


def withdraw(opening: Opportunity, staff_id: int, reason: str) -> None:
    """Gone for good, by staff. Raises Refused: reason_missing, already_checked."""
    if not reason:
        raise Refused("reason_missing", "note")
    lock(opening)
    _note(opening, S.WITHDRAWN, staff_id, reason, "withdrawn")
    tell(opening, messages.WITHDRAWN, round_of=opening.changed_at)


def publish(opening: Opportunity, staff_id: int, days: int) -> None:
    """What staff wrote themselves goes online at once; an employer it was written for is told.

    Raises Refused: opening_incomplete, opening_moved_on, firm_stopped.
    """
    posting.send(opening)
    _open(opening, staff_id, days)
    tell(opening, messages.CHECKED, round_of=opening.changed_at)


def look_at(opening: Opportunity, staff_id: int) -> None:
    """Staff have read what changed and what readers reported: it stays as it is."""
    lock(opening)
    mine = (OpportunityReport.opportunity_id == opening.id) & OpportunityReport.seen_by.is_(None)
    db.session.execute(update(OpportunityReport).where(mine).values(seen_by=staff_id))
    opening.look_again = False
    audit.record("opportunities.opportunity.looked_at", name(opening))


def _open(opening: Opportunity, staff_id: int, days: int) -> None:
    move(opening, S.OPEN)
    begin_round(opening, days)
    opening.published_at = opening.published_at or now()
    opening.checked_by, opening.state_note, opening.look_again = staff_id, "", False
    opening.search_text = posting.search_text(opening)
    audit.record("opportunities.opportunity.approved", name(opening))


def _note(opening: Opportunity, state: S, staff_id: int, words: str, deed: str) -> None:
    try:
        move(opening, state)
    except Refused:
        raise Refused("already_checked") from None
    opening.state_note, opening.checked_by, opening.look_again = words, staff_id, False
    audit.record(f"opportunities.opportunity.{deed}", name(opening))


def _lock_as_read(opening: Opportunity, version: int) -> None:
    lock(opening)
    if opening.state != S.TO_CHECK:
        raise Refused("already_checked")
    if opening.version != version:
        raise Refused("changed_meanwhile")
