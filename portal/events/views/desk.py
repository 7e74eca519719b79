"""The desk's first screen: the events and how full they are."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can
from portal.events import queries
from portal.web.render import render

bp = Blueprint("desk", __name__, url_prefix="/<lang>/desk")
bp.before_request(guard(Can.SEE_REGISTRATIONS))


@bp.get("/")
def home():
    events = queries.all_events()
    return render("events/desk/home.html", events=events, counts=queries.registered_by_event())
