"""What of a person's applications follows when two records of her become one."""

from sqlalchemy import select

from portal.applications.models import Application
from portal.applications.states import OPEN, ApplicationState, Reason
from portal.core import changes
from portal.core.changes import Change
from portal.core.db import db


def moved(*, kept: int, dropped: int, account: int, closed: int) -> list[Change]:
    """Applications of `dropped` become those of `kept`, their story, agreements and contact with
    them. Where both answered the same opening hers stays, and the other, if it is still open,
    ends as a double."""
    theirs = select(Application).where(Application.person_id.in_((kept, dropped)))
    rows = db.session.scalars(theirs.order_by(Application.id)).all()
    answered = {row.opportunity_id for row in rows if row.person_id == kept}
    found = []
    for row in rows:
        if row.person_id != dropped:
            continue
        if row.opportunity_id not in answered:
            found.append(changes.of(row, "person_id", kept))
        elif row.state in OPEN:
            found.append(changes.of(row, "state", ApplicationState.CANCELLED.value))
            found.append(changes.of(row, "reason", Reason.DUPLICATE.value))
    return found
