"""The CV: which lines it shows, and the link under which others see it."""

import secrets
from collections.abc import Iterable

from portal.core import audit
from portal.core.db import db
from portal.people.models import Person
from portal.people.operations.profile import lock, subject


def hide(person: Person, lines: Iterable[str]) -> None:
    """Leave these lines out, and show all the others."""
    lock(person)
    person.cv_hidden = sorted(set(lines))
    db.session.flush()
    audit.record("people.cv.changed", subject(person), "lines")


def show(person: Person) -> None:
    """Show the CV to whoever has the link; a link that is there stays."""
    lock(person)
    if person.cv_token is None:
        person.cv_token = secrets.token_urlsafe(16)
        db.session.flush()
        audit.record("people.cv.shown", subject(person))


def withdraw(person: Person) -> None:
    """From now on the link leads nowhere; another one will have another address."""
    lock(person)
    if person.cv_token is not None:
        person.cv_token = None
        db.session.flush()
        audit.record("people.cv.withdrawn", subject(person))
