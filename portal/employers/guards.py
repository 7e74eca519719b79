"""Who speaks for an organisation."""

from flask import abort, g, redirect, url_for

from portal.accounts.guards import my_account, with_account
from portal.employers import queries
from portal.employers.models import Membership


def members_only():
    """A before_request function: the blueprint is for active members of an organisation.

    Who has none yet is led to the registration of one; who has several works for one at a time.
    """
    to_the_door = with_account()
    if to_the_door is not None:
        return to_the_door
    account = my_account() or abort(404)
    g.membership = queries.membership_of(account.id)
    if g.membership is None:
        return redirect(url_for("organisation.register"), code=303)
    return None


def membership() -> Membership:
    """The membership in force; its organisation is `membership().organisation`."""
    return g.membership
