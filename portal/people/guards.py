"""Who has a profile."""

from flask import abort, redirect, url_for

from portal.accounts.guards import my_account
from portal.people import queries
from portal.people.models import Person
from portal.people.states import PersonState


def my_profile() -> Person | None:
    """The profile of the person who asks, fresh from the database; None before it is begun."""
    account = my_account()
    found = queries.person_of(account.id) if account else None
    gone = found is None or found.state in {PersonState.MERGED, PersonState.ERASED}
    return None if gone else found


def my_person() -> Person:
    """The person who asks; where she has no profile yet, she is led to where it begins."""
    return my_profile() or abort(redirect(url_for("profile.show"), code=303))
