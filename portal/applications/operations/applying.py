"""A person applies, takes it back, applies again."""

import secrets
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.applications import messages, queries, rules
from portal.applications.models import Application, Turn
from portal.applications.operations import moving, sharing, telling
from portal.applications.queries import mine
from portal.applications.states import ApplicationState, By
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db, insert_new
from portal.core.errors import Refused
from portal.employers import rules as employers
from portal.employers.models import Organisation
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from portal.people.states import PersonState


def apply(
    person: Person,
    opening: Opportunity,
    *,
    sentence: str = "",
    made_by: int | None = None,
    made_present: bool = True,
) -> Application:
    """The person's application to this opening; the one that is there, where she has applied.

    `made_by`: the member of staff who does it for her. Raises Refused: profile_missing_steps,
    profile_paused, opening_closed.
    """
    _must_be_possible(person, opening)
    room = _room(opening)
    at = now()
    values = {
        "token": secrets.token_urlsafe(16),
        "sentence": sentence,
        "made_by": made_by,
        "made_present": made_present,
        "introduced_at": at if room else None,
        "heard_at": at,
        "changed_at": at,
    }
    ids = {"person_id": person.id, "opportunity_id": opening.id}
    new = insert_new(Application, created_at=at, **ids, **values)
    found = _locked(person, opening)
    if new:
        by = By.STAFF if made_by else By.PERSON
        db.session.add(Turn(application_id=found.id, state=found.state, by=by, at=at))
        audit.record("applications.application.made", f"application:{found.id}")
    elif found.state in rules.AGAIN:
        _again(found, values)
    else:
        return found
    if room and opening.organisation_id is not None:
        telling.tell_members([found], messages.NEW)
    return found


def _must_be_possible(person: Person, opening: Opportunity) -> None:
    # Whoever closes the opening at this moment waits for us, or we for them.
    row = select(Opportunity.id).where(Opportunity.id == opening.id)
    db.session.execute(row.with_for_update(read=True))
    db.session.refresh(opening)
    if person.state != PersonState.ACTIVE:
        raise Refused("profile_paused")
    if person.complete_at is None:
        raise Refused("profile_missing_steps")
    if not mine.is_open(opening, now()):
        raise Refused("opening_closed")


def _room(opening: Opportunity) -> bool:
    """May the employer meet one more this month? The programme meets everybody."""
    if opening.organisation_id is None:
        return True
    firm = db.session.get_one(Organisation, opening.organisation_id, with_for_update=True)
    met = queries.met_this_month(firm.id, now())
    return employers.introductions_left(firm.max_introductions, met) > 0


def _locked(person: Person, opening: Opportunity) -> Application:
    hers = (Application.person_id == person.id) & (Application.opportunity_id == opening.id)
    wanted = select(Application).options(joinedload(Application.opportunity)).where(hers)
    return db.session.scalars(wanted.with_for_update(of=Application)).one()


def _again(application: Application, values: Mapping[str, object]) -> None:
    """The same row is opened once more; its story goes on."""
    moving.clear(application)
    by = By.STAFF if values["made_by"] else By.PERSON
    moving.move(application, ApplicationState.NEW, by, what="reopened")
    for name, value in values.items():
        if name != "token":
            setattr(application, name, value)
    application.reminded, application.alerted_at = 0, None


def withdraw(application: Application) -> None:
    """The person takes it back: the employer sees it no more, nobody is written to about it."""
    moving.lock(application)
    if application.state == ApplicationState.WITHDRAWN:
        return
    moving.move(application, ApplicationState.WITHDRAWN, By.PERSON, what="withdrawn")
    sharing.end(application)
    telling.take_back(application)
