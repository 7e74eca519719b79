"""The desk's first screen: the events and how full they are, and messages that need somebody."""

from flask import Blueprint

from portal.accounts.guards import allowed, guard
from portal.accounts.permissions import Can
from portal.core.clock import now
from portal.events import queries
from portal.notifications import queries as outbox
from portal.notifications import sentences
from portal.web.render import render

bp = Blueprint("desk", __name__, url_prefix="/<lang>/desk")
bp.before_request(guard(Can.SEE_REGISTRATIONS))


@bp.get("/")
def home():
    sees = allowed(Can.SEE_MESSAGES)
    return render(
        "events/desk/home.html",
        events=queries.all_events(),
        counts=queries.registered_by_event(),
        to_look_at=outbox.to_look_at() if sees else 0,
        alarms=sentences.alarms(now()) if sees else [],
    )
