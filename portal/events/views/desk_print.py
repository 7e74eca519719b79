"""The desk: paper: badges and gate lists."""

from flask import Blueprint, abort, request

from portal.accounts.guards import guard
from portal.accounts.permissions import Can
from portal.events import queries
from portal.events.models import Event, Registration, Seat
from portal.events.operations.registration import GONE
from portal.web.forms import whole_number
from portal.web.render import render

bp = Blueprint("desk_print", __name__, url_prefix="/<lang>/desk/events/<slug>/print")
bp.before_request(guard(Can.SEE_REGISTRATIONS))

A_SHEET = 8


@bp.get("/badges")
def badges(slug):
    """Badges to cut out, eight on a sheet of A4."""
    event, session_id = _asked(slug)
    people = _people(event, session_id)
    sheets = [people[i : i + A_SHEET] for i in range(0, len(people), A_SHEET)]
    context: dict = {"event": event, "session_id": session_id, "count": len(people)}
    return render("events/print/badges.html", sheets=sheets, **context)


@bp.get("/gate")
def gate(slug):
    """Who is expected, to tick at the door."""
    event, session_id = _asked(slug)
    people = [(person, _live(person)) for person in _people(event, session_id)]
    context: dict = {"event": event, "session_id": session_id, "count": len(people)}
    return render("events/print/gate.html", people=people, **context)


def _asked(slug: str) -> tuple[Event, int]:
    event = queries.event_by_slug(slug) or abort(404)
    return event, whole_number(request.args.get("session", ""))


def _people(event: Event, session_id: int) -> list[Registration]:
    """By name, those who have or wait for a seat (in this session, where one is named)."""
    everyone = queries.every_registration(event, queries.Filter(session_id=session_id))
    wanted = {session_id} if session_id else {session.id for session in event.sessions}
    return [p for p in everyone if any(seat.session_id in wanted for seat in _live(p))]


def _live(person: Registration) -> list[Seat]:
    live = [seat for seat in person.seats if seat.state not in GONE]
    return sorted(live, key=lambda seat: seat.session.starts_at)
