"""A page is begun, and written screen by screen."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from portal.accounts.models import Account
from portal.core import audit, slugs
from portal.core.clock import local, now
from portal.core.db import db
from portal.core.errors import Refused
from portal.startups.models import Startup, StartupMember
from portal.startups.operations.holding import changed, hold, subject
from portal.startups.operations.indexing import index
from portal.startups.queries import changes
from portal.startups.states import MemberRole, MemberState, StartupState, Step

MOST_STARTUPS = 5  # of one account
CHANGED = "startups.page.changed"
# What is said on each screen. Products and photos are rows of their own.
COLUMNS: dict[Step, tuple[str, ...]] = {
    Step.WORK: ("name", "form", "trade_words", "trade", "sector", "language", "line", "about"),
    Step.PLACE: ("city", "area", "address"),
    Step.HOURS: ("hours", "ramadan_hours"),
    Step.CONTACT: ("phone", "whatsapp", "links"),
}
CHECKED = ("name", "links")  # once published, the team looks at a change of these


def begin(account: Account, *, name: str, form: str, language: str) -> Startup:
    """A draft, kept by this account. Raises Refused("startups_many")."""
    # Two first taps at once: the second waits here, and counts what the first made.
    db.session.get(Account, account.id, with_for_update=True, populate_existing=True)
    mine = (StartupMember.account_id == account.id) & (StartupMember.state == MemberState.ACTIVE)
    if (db.session.scalar(select(func.count()).where(mine)) or 0) >= MOST_STARTUPS:
        raise Refused("startups_many")
    made = Startup(
        slug=slugs.slug(name),
        name=name,
        form=form,
        language=language,
        state=StartupState.DRAFT,
    )
    db.session.add(made)
    db.session.flush()  # fills in what the columns begin with
    index(made)
    manager = StartupMember(
        startup_id=made.id,
        account_id=account.id,
        name=account.name,
        role=MemberRole.MANAGER,
        joined_on=local(now()).date(),
    )
    db.session.add(manager)
    db.session.flush()
    audit.record("startups.page.begun", subject(made))
    return made


def said(startup: Startup, step: Step) -> dict[str, Any]:
    """What a screen shows of a page: with the name and the links that wait for the team."""
    values = {name: getattr(startup, name) for name in COLUMNS[step]}
    waiting = startup.wanted or {}
    return values | {name: waiting[name] for name in CHECKED if name in waiting and name in values}


def print_of(startup: Startup, step: Step) -> str:
    """What tells whether a screen was changed since it was shown."""
    text = json.dumps(said(startup, step), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write(startup: Startup, step: Step, values: Mapping[str, Any], *, seen: str = "") -> Startup:
    """Keep what was said on a screen; what is not in `values` stays.

    `seen`: the print of the screen as it was shown. Raises Refused("page_changed") where another
    member said something else meanwhile.
    """
    held = hold(startup.id)
    before = said(held, step)
    new = {name for name in values if values[name] != before[name]}
    if new and seen and seen != print_of(held, step) and changes.by_another(held, values):
        raise Refused("page_changed")
    waits = held.published_at is not None
    for name in new:
        if waits and name in CHECKED:
            _want(held, name, values[name])
        else:
            setattr(held, name, values[name])
    if step == Step.HOURS:
        held.hours_at = now()
    if new:
        note(held, ",".join(sorted(new)))
    return held


def passed(startup: Startup, step: Step) -> None:
    """The button of a screen was pressed: it counts as done, also where it is left empty."""
    held = hold(startup.id)
    if step not in held.steps:
        held.steps = [*held.steps, str(step)]


def hours_are_right(startup: Startup) -> None:
    """ "These hours are still right." """
    held = hold(startup.id)
    held.hours_at = now()
    audit.record("startups.page.hours_right", subject(held))


def note(held: Startup, fields: str) -> None:
    """A held page says something else: it is found by it, and the team looks again where
    everyone could see it."""
    index(held)
    changed(held)
    if held.published_at is not None:
        held.look_again = True
    audit.record(CHANGED, subject(held), fields)


def _want(held: Startup, name: str, value: Any) -> None:
    """Ask for a new name or new links; asking for what holds already takes the wish back."""
    waiting = {key: kept for key, kept in (held.wanted or {}).items() if key != name}
    if value != getattr(held, name):
        waiting[name] = value
    held.wanted = waiting or None
