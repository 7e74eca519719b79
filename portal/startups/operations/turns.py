"""Start-ups take turns on the home page: put one in the pool, take it out, draw a day's."""

from datetime import date, timedelta

from portal.core import audit
from portal.core.db import db, in_turn, insert_new
from portal.core.errors import Refused
from portal.startups.models import HomeTurn, Startup
from portal.startups.operations import holding
from portal.startups.queries import turns as queries
from portal.startups.rules import turns as rules
from portal.startups.states import StartupState


def take_turns(day: date) -> int:
    """See to it that two start-ups stand on the home page on this day; how many are new?

    Asked twice, even at the same instant, it is done once. Where one of the day's was hidden or
    left the pool, the next in line takes its place.
    """
    in_turn("startup turns")
    line = queries.in_line()
    turns = queries.turns_since(day - timedelta(days=rules.LOOKS_BACK))
    today = {one for one, days in turns.items() if day in days}
    free = rules.A_DAY - len(today & set(line))
    chosen = rules.next_ones([one for one in line if one not in today], turns, free)
    return sum(insert_new(HomeTurn, startup_id=one, day=day) for one in chosen)


def join(startup: Startup) -> None:
    """From now on it takes its turn. Raises Refused("startup_not_shown")."""
    held = holding.hold(startup.id)
    if held.on_home:
        return
    if held.state != StartupState.SHOWN:
        raise Refused("startup_not_shown")
    held.on_home = True
    audit.record("startups.home.joined", holding.subject(held))
    db.session.flush()


def leave(startup: Startup) -> None:
    """It stands on the home page no more, from now on."""
    held = holding.hold(startup.id)
    if held.on_home:
        held.on_home = False
        audit.record("startups.home.left", holding.subject(held))
        db.session.flush()
