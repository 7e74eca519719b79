"""A page is sent to the team, hidden, shown again; who finds it is chosen."""

from portal.core import audit
from portal.core.clock import now
from portal.core.errors import Refused
from portal.startups.models import Startup
from portal.startups.operations.holding import changed, hold, subject
from portal.startups.operations.indexing import index
from portal.startups.rules import steps
from portal.startups.states import StartupState

SENDABLE = (StartupState.DRAFT, StartupState.SENT_BACK)


def send(startup: Startup) -> None:
    """To the team, which looks before everyone sees it. Sent twice, it is sent once.

    Raises Refused: page_incomplete (rules.steps.missing says what), page_moved_on.
    """
    held = hold(startup.id)
    if held.state == StartupState.TO_CHECK:
        return
    if held.state not in SENDABLE:
        raise Refused("page_moved_on")
    if steps.missing(held):
        raise Refused("page_incomplete")
    _move(held, StartupState.TO_CHECK)
    held.state_note = ""
    audit.record("startups.page.sent", subject(held))


def hide(startup: Startup) -> None:
    """At once, for everyone, without the team; one that the team has not looked at comes back to
    its members. Raises Refused("page_moved_on") where there is nothing to hide."""
    held = hold(startup.id)
    if held.state in (StartupState.HIDDEN, StartupState.DRAFT):
        return
    if held.state == StartupState.SHOWN:
        _move(held, StartupState.HIDDEN)
    elif held.state == StartupState.TO_CHECK:
        _move(held, StartupState.DRAFT)
    else:
        raise Refused("page_moved_on")
    audit.record("startups.page.hidden", subject(held))


def show_again(startup: Startup) -> None:
    """What a member hid. Raises Refused("page_moved_on") for any other: stopped by the team."""
    held = hold(startup.id)
    if held.state == StartupState.SHOWN:
        return
    if held.state != StartupState.HIDDEN:
        raise Refused("page_moved_on")
    _move(held, StartupState.SHOWN)
    audit.record("startups.page.shown_again", subject(held))


def let_be_found(startup: Startup, *, listed: bool) -> None:
    """May search engines show the page?"""
    held = hold(startup.id)
    if held.listed == listed:
        return
    held.listed = listed
    changed(held)
    audit.record("startups.page.listed" if listed else "startups.page.unlisted", subject(held))


def take_wanted(held: Startup) -> None:
    """The name or the links that a member asked for hold from now on."""
    for name, value in (held.wanted or {}).items():
        setattr(held, name, value)
    held.wanted = None
    index(held)
    changed(held)


def _move(held: Startup, state: StartupState) -> None:
    held.state, held.state_at = state, now()
    changed(held)
