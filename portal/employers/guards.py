"""Who speaks for an organisation."""

from flask import abort, g, redirect, request, url_for

from portal.accounts.guards import my_account, with_account
from portal.employers import queries, rules
from portal.employers.models import Membership


def members_only():
    """A before_request function: the blueprint is for active members of an organisation.

    Who has none yet is led to the registration of one; who has several works for one at a time.
    Whoever speaks for a suspended or banned one is led to the page that says so: everything else
    is closed to them at once.
    """
    to_the_door = with_account()
    if to_the_door is not None:
        return to_the_door
    account = my_account() or abort(404)
    g.membership = queries.membership_of(account.id)
    if g.membership is None:
        return redirect(url_for("organisation.register"), code=303)
    if rules.is_stopped(g.membership.organisation):
        return redirect(url_for("organisation.show"), code=303)
    return None


def speaks_for_a_firm() -> bool:
    """Has who asks a membership in force? For the pages that stand below this domain."""
    account = my_account()
    return account is not None and queries.membership_of(account.id) is not None


def membership() -> Membership:
    """The membership in force; its organisation is `membership().organisation`."""
    return g.membership


def own_organisation():
    """A before_request function: pages about the organisation itself, for its active members.

    They stay open to members of a stopped one. Registering needs an account alone, and the
    charter may be read by everyone.
    """
    if request.endpoint == "organisation.charter":
        return None
    to_the_door = with_account()
    if to_the_door is not None or request.endpoint in WITHOUT_MEMBERSHIP:
        return to_the_door
    account = my_account() or abort(404)
    g.membership = queries.membership_of(account.id)
    return None if g.membership else redirect(url_for("organisation.register"), code=303)


WITHOUT_MEMBERSHIP = ("organisation.register", "colleagues.join", "colleagues.choose")
