"""The desk: the people of a hub. Find them, read a file, see how to reach someone."""

from collections.abc import Iterable

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import queries as staff_queries
from portal.accounts.guards import allowed, guard, requires, signed_in
from portal.accounts.models import Staff
from portal.accounts.permissions import Can
from portal.core import audit
from portal.core.db import transaction
from portal.people import exports, labels, rules
from portal.people.models import Person
from portal.people.operations import files
from portal.people.queries import desk, keys
from portal.people.states import Step
from portal.settings import Settings
from portal.web import downloads
from portal.web.forms import Form, whole_number
from portal.web.render import render

bp = Blueprint("desk_persons", __name__, url_prefix="/<lang>/desk/people")
bp.before_request(guard(Can.SEE_PEOPLE))

LAST_PAGE = 10_000


@bp.get("/")
def index():
    staff, wanted = me(), filter_asked_for()
    page = min(max(whole_number(request.args.get("page", "1")), 1), LAST_PAGE)
    people, total = desk.people(staff, wanted, page)
    followed = known(p.file.counsellor_id for p in people if p.file)
    return render(
        "people/desk/index.html",
        partial="people/desk/_people.html",
        wanted=wanted,
        people=people,
        total=total,
        page=page,
        pages=-(-total // desk.PAGE),
        figures=desk.figures(staff, wanted.hub),
        hubs=hubs(),
        emails=staff_queries.emails(followed),
        today=desk.today(),
    )


@bp.post("/export")
@requires(Can.EXPORT_PEOPLE)
def export():
    """Not once(): whoever presses twice takes the list away twice, and both are noted."""
    kind = downloads.kind_asked_for()
    staff, wanted = me(), filter_asked_for()
    with transaction():
        audit.record("people.list.exported", f"staff:{staff.id}")
    people = desk.every_person(staff, wanted)
    emails = staff_queries.emails(known(p.file.counsellor_id for p in people if p.file))
    rows = exports.rows(people, emails)
    return downloads.table(kind, downloads.dated("people"), exports.header(), rows)


@bp.get("/<token>/")
def show(token):
    found = desk.person_for(me(), token)
    if found is None:
        return _where_it_went(token)
    person_id, page = found.id, render("people/desk/person.html", **about(found))
    if not files.was_read(person_id):
        with transaction():  # before the page leaves: what is not noted is not shown
            files.note_read(person_id)
    return page


@bp.post("/<token>/phone")
def phone(token):
    """Not once(): whoever presses twice looks twice, and both looks are noted."""
    person_id = person(token).id
    with transaction():
        files.note_phone_seen(person_id)
    return render(
        "people/desk/person.html",
        partial="people/desk/_reach.html",
        **about(person(token), number_shown=True),
    )


def me() -> Staff:
    """The member of staff who asks."""
    return signed_in() or abort(403)


def person(token: str) -> Person:
    """The person with this address; 404 for one of another hub, as for none."""
    return desk.person_for(me(), token) or abort(404)


def hubs() -> tuple[str, ...]:
    """The offices whose people this member of staff sees."""
    settings: Settings = current_app.extensions["settings"]
    mine = me().hub
    return (mine,) if mine else settings.programme.hubs


def about(person: Person, **more) -> dict:
    """What a person's page shows."""
    asks = keys.open_asks(person)
    acted = desk.acted_for(person)
    file = person.file
    team = {person.made_by, *(one.by for one in acted), *(ask.by for ask in asks)}
    team |= {file.counsellor_id, file.work_route_by} if file else set()
    usual = {
        "person": person,
        "acted": acted,
        "asks": asks,
        "merges": desk.merges_to_undo(person) if allowed(Can.MERGE_PEOPLE) else [],
        "emails": staff_queries.emails(known(team)),
        "stamp": files.stamp(person),
        "today": desk.today(),
        "number_shown": False,
        "form": Form(),
        "words": labels,
        "missing": next(iter(rules.steps_left(person.steps)), Step.TRADES),
        "just_made": request.args.get("made") == "1",
        "band_of": rules.band_of,
        "groups_of": rules.groups_of,
    }
    return usual | more


def known(ids: Iterable[int | None]) -> set[int]:
    """Those that name someone."""
    return {one for one in ids if one}


def filter_asked_for() -> desk.Filter:
    asked = request.args
    return desk.Filter(
        text=asked.get("q", "")[:200].replace("\x00", ""),
        hub=asked.get("hub", "")[:60].replace("\x00", ""),
        mine=me().id if asked.get("mine") == "1" else 0,
        due=asked.get("due") == "1",
        incomplete=asked.get("incomplete") == "1",
        contested=asked.get("contested") == "1",
    )


def _where_it_went(token: str) -> Response:
    """To the record that a merged one became part of."""
    gone = desk.merged_person(me(), token) or abort(404)
    kept = desk.kept_of(me(), gone) or abort(404)
    return redirect(url_for(".show", token=kept.token), code=303)
