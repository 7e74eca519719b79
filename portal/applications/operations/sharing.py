"""“This employer may have my number”: said, taken back, looked at."""

from datetime import timedelta

from portal.applications import rules
from portal.applications.models import Application, Disclosure
from portal.applications.operations import moving
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.errors import Refused


def give(application: Application, *, language: str, given_to: int | None = None) -> None:
    """The employer of this application may call for 30 days. `given_to`: staff who heard her say
    so and wrote it down; None when she pressed the button herself.

    Raises Refused: sharing_impossible.
    """
    moving.lock(application)
    if application.state not in rules.SHAREABLE or application.opportunity.organisation_id is None:
        raise Refused("sharing_impossible")
    at = now()
    said = _said(application) or Disclosure(application_id=application.id)
    said.given_at, said.ends_at = at, at + timedelta(days=rules.SHARE_DAYS)
    said.withdrawn_at = said.seen_at = None
    said.version, said.language, said.given_to = rules.SHARE_VERSION, language, given_to
    db.session.add(said)
    audit.record("applications.contact.given", _about(application), rules.SHARE_VERSION)


def end(application: Application) -> None:
    """It holds no more, from now on. Does nothing where it did not hold."""
    said = _said(application)
    if said is not None and said.withdrawn_at is None:
        said.withdrawn_at = now()
        audit.record("applications.contact.taken_back", _about(application))


def note_look(application: Application) -> None:
    """The employer asks to see the number: the person reads when it did so first."""
    said = _said(application)
    if said is not None and said.seen_at is None:
        said.seen_at = now()


def _said(application: Application) -> Disclosure | None:
    """What was said last, as it stands in the database."""
    return db.session.get(Disclosure, application.id, with_for_update=True)


def _about(application: Application) -> str:
    return f"person:{application.person_id}"
