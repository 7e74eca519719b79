"""Who keeps the page of a start-up."""

from flask import abort, g, redirect, request, url_for

from portal.accounts.guards import my_account, with_account
from portal.startups.models import Startup, StartupMember
from portal.startups.queries import members

# Open to everyone who is signed in: to begin a page, to join one.
WITHOUT_MEMBERSHIP = ("founder.begin", "founder_members.join")


def founders_only():
    """A before_request function: the blueprint is for active members of a start-up.

    Who has none yet is led to the beginning of one; who has several works on one at a time.
    """
    to_the_door = with_account()
    if to_the_door is not None or request.endpoint in WITHOUT_MEMBERSHIP:
        return to_the_door
    account = my_account() or abort(404)
    g.founder = members.membership_of(account.id)
    return None if g.founder else redirect(url_for("founder.begin"), code=303)


def member() -> StartupMember:
    """The membership in force, as it is now: also inside a transaction, which forgets what was
    read."""
    account = my_account() or abort(404)
    return members.membership_of(account.id) or abort(404)


def my_startup() -> Startup:
    """The start-up whose page the member keeps."""
    return member().startup


def keeps_a_page() -> bool:
    """Has who asks a membership? For the pages that stand below this domain."""
    account = my_account()
    return account is not None and members.membership_of(account.id) is not None
