"""An opening is confirmed, paused, opened again, filled, taken away; or ends by itself."""

from sqlalchemy import ColumnElement, and_, or_, select

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused
from portal.opportunities import messages
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import sharing
from portal.opportunities.operations.posting import lock, move, must_be_welcome, name
from portal.opportunities.operations.telling import tell
from portal.opportunities.rules import life
from portal.opportunities.states import OpportunityState as S

BATCH = 20  # openings at a time: a write transaction stays short


def confirm(opening: Opportunity, days: int) -> None:
    """ "Yes, still open": for so many days more; what had expired is online again.

    Raises Refused: opening_moved_on, firm_stopped.
    """
    lock(opening)
    if opening.state not in life.CONFIRMABLE:
        raise Refused("opening_moved_on")
    must_be_welcome(opening.organisation)
    if opening.state != S.OPEN:
        move(opening, S.OPEN)
    begin_round(opening, days)
    audit.record("opportunities.opportunity.confirmed", name(opening))


def pause(opening: Opportunity) -> None:
    """Not now. Raises Refused("opening_moved_on")."""
    _go(opening, S.PAUSED, "paused")


def go_on(opening: Opportunity, days: int) -> None:
    """What was paused, filled or switched off is open again: as good as confirmed.

    Raises Refused: opening_moved_on, firm_stopped.
    """
    lock(opening)
    if opening.state == S.OPEN:
        return
    if opening.state not in life.ON_AGAIN:
        raise Refused("opening_moved_on")
    must_be_welcome(opening.organisation)
    move(opening, S.OPEN)
    begin_round(opening, days)
    audit.record("opportunities.opportunity.opened", name(opening))


def fill(opening: Opportunity) -> None:
    """Someone was found. Raises Refused("opening_moved_on")."""
    _go(opening, S.FILLED, "filled")


def withdraw(opening: Opportunity) -> None:
    """Gone for good, by its owner. Raises Refused("opening_moved_on")."""
    _go(opening, S.WITHDRAWN, "withdrawn")


def ask_due(most: int = BATCH) -> int:
    """Ask about openings whose end is near whether they are still open. How many were asked?

    One that nobody could be asked about in time (the jobs stood still) is given the days that
    others have to answer.
    """
    near = Opportunity.expires_at <= now() + life.ASKED_BEFORE
    due = and_(Opportunity.state == S.OPEN, near, Opportunity.asked_at.is_(None))
    found = _batch(due, most)
    for opening in found:
        at = now()
        end = opening.expires_at or at
        opening.asked_at, opening.expires_at = at, life.end_after_asking(end, at)
        tell(opening, messages.CONFIRM, round_of=end, expires_at=opening.expires_at)
        audit.record("opportunities.opportunity.asked", name(opening))
    return len(found)


def expire_due(most: int = BATCH) -> int:
    """Switch off what nobody confirmed, and say so to who posted it. How many?"""
    asked = or_(Opportunity.state == S.PAUSED, Opportunity.asked_at.is_not(None))
    over = Opportunity.expires_at <= now()
    found = _batch(and_(Opportunity.state.in_(life.ENDING), over, asked), most)
    for opening in found:
        move(opening, S.EXPIRED)
        tell(opening, messages.EXPIRED, round_of=opening.expires_at or now())
        audit.record("opportunities.opportunity.expired", name(opening))
    return len(found)


def _batch(due: ColumnElement[bool], most: int) -> list[Opportunity]:
    """The next that are due, held until the commit; what another worker holds is left to it."""
    wanted = select(Opportunity).where(due).order_by(Opportunity.expires_at, Opportunity.id)
    held = wanted.limit(most).with_for_update(skip_locked=True, of=Opportunity)
    fresh = held.execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))


def begin_round(opening: Opportunity, days: int) -> None:
    """From now on it is open for so many days, then asked about again."""
    at = now()
    opening.confirmed_at, opening.asked_at = at, None
    opening.expires_at, opening.changed_at = life.end_of(at, days), at
    sharing.due()


def _go(opening: Opportunity, state: S, deed: str) -> None:
    lock(opening)
    if opening.state == state:
        return
    move(opening, state)
    audit.record(f"opportunities.opportunity.{deed}", name(opening))
