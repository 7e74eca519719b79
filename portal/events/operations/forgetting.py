"""Three months after an event its people are forgotten; the counts stay."""

from datetime import timedelta

from sqlalchemy import func, select, update

from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.events.models import EventSession, ImportList, Registration
from portal.notifications.operations import links

KEPT = timedelta(days=92)  # what the form promises: "three months after it"
BATCH = 200


def forget_people() -> int:
    """Empty what names a person, in one batch; how many were forgotten. Run until it says 0."""
    ends = select(EventSession.event_id).group_by(EventSession.event_id)
    over = ends.having(func.max(EventSession.ends_at) < now() - KEPT)
    named = (Registration.name != "") & Registration.event_id.in_(over)
    wanted = select(Registration.id, Registration.token).where(named).limit(BATCH)
    found = db.session.execute(wanted).all()
    for registration_id, token in found:
        links.forget(f"badges/{token}/")
        db.session.execute(
            update(Registration)
            .where(Registration.id == registration_id)
            .values(
                name="",
                name_folded="",
                search_text="",
                phone=None,
                phone_index=None,
                email=None,
                trade="",
                city="",
                token=f"forgotten-{registration_id}",
            )
        )
        audit.record("events.registration.forgotten", f"registration:{registration_id}")
    return len(found)


def forget_lists() -> None:
    """A list that was checked but never registered is not kept longer than a day."""
    old = ImportList.created_at < now() - timedelta(days=1)
    db.session.execute(update(ImportList).where(old).values(rows=None))
