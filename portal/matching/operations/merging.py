"""What of a person's suggestions follows when two records of her become one."""

from sqlalchemy import select

from portal.core import changes
from portal.core.changes import Change
from portal.core.db import db
from portal.matching.models import Suggestion
from portal.matching.states import OPEN, SuggestionState, Withdrawn


def moved(*, kept: int, dropped: int, account: int, closed: int) -> list[Change]:
    """Suggestions of `dropped` become those of `kept`. Where both have one for the same opening,
    hers stays, and the other, if nobody answered it, is withdrawn."""
    theirs = select(Suggestion).where(Suggestion.person_id.in_((kept, dropped)))
    rows = db.session.scalars(theirs.order_by(Suggestion.id)).all()
    hers = {row.opportunity_id for row in rows if row.person_id == kept}
    found = []
    for row in rows:
        if row.person_id != dropped:
            continue
        if row.opportunity_id not in hers:
            found.append(changes.of(row, "person_id", kept))
        elif row.state in OPEN:
            found.append(changes.of(row, "state", SuggestionState.WITHDRAWN.value))
            found.append(changes.of(row, "reason", Withdrawn.NO_LONGER_FITS.value))
    return found
