"""An employer says how many candidates it wants to see for an opening."""

from sqlalchemy import select

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, insert_new
from portal.core.queue import Job, later
from portal.matching.models import OpeningMatch
from portal.opportunities.models import Opportunity

MOST = 20


def want(opening: Opportunity, number: int) -> None:
    """From now on so many candidates, 1 to MOST. The opening is matched again."""
    insert_new(OpeningMatch, opportunity_id=opening.id)
    mine = select(OpeningMatch).where(OpeningMatch.opportunity_id == opening.id)
    found = db.session.scalars(mine.with_for_update()).one()
    if found.wanted == number and found.wanted_at is not None:
        return
    found.wanted, found.wanted_at = number, now()
    audit.record("matching.opening.wanted", f"opportunity:{opening.id}")
    later(Job.MATCH_CHANGES)
