"""A reader says that something is wrong with an opening."""

from datetime import timedelta

from sqlalchemy import ColumnElement, func, select

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.opportunities.models import Opportunity, OpportunityReport

WINDOW = timedelta(hours=1)
MOST_OF_ONE, MOST_OF_ALL = 5, 100  # in an hour: enough to be heard


def report(opening: Opportunity, reason: str, words: str) -> None:
    """Keep it for the moderators.

    More than they can read is not kept: whoever sends it is thanked all the same. Nothing is
    kept of who it was.
    """
    of_this = OpportunityReport.opportunity_id == opening.id
    if _lately(of_this) >= MOST_OF_ONE or _lately() >= MOST_OF_ALL:
        return
    db.session.add(OpportunityReport(opportunity_id=opening.id, reason=reason, words=words))
    audit.record("opportunities.opportunity.reported", f"opportunity:{opening.id}", reason)


def _lately(*of: ColumnElement[bool]) -> int:
    """How many reports were kept within the last hour."""
    wanted = select(func.count(OpportunityReport.id))
    return db.session.scalar(wanted.where(OpportunityReport.at > now() - WINDOW, *of)) or 0
