"""The desk: the people of an event. Find them, register one at the desk, correct, merge."""

from flask import Blueprint, abort, request, url_for

from portal.accounts.guards import guard, requires
from portal.accounts.permissions import Can
from portal.core.clock import now
from portal.core.errors import Refused
from portal.events import badges, queries, rules
from portal.events.forms import DeskPersonForm
from portal.events.labels import REFUSALS
from portal.events.models import Event, Registration, Seat
from portal.events.operations import arrivals, merging, registration, telling
from portal.events.operations.registration import GONE
from portal.events.states import EventState, RegistrationState, Source
from portal.notifications import queries as outbox
from portal.notifications import sentences
from portal.reference import cities
from portal.web import forms
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_people", __name__, url_prefix="/<lang>/desk/events/<slug>")
bp.before_request(guard(Can.SEE_REGISTRATIONS))

LAST_PAGE = 10_000


@bp.get("/registrations/")
def index(slug):
    event = _event(slug)
    wanted = filter_asked_for()
    page = min(max(_number("page"), 1), LAST_PAGE)
    people, total = queries.registrations(event, wanted, page)
    return render(
        "events/desk/people.html",
        partial="events/desk/_people.html",
        event=event,
        wanted=wanted,
        people=people,
        total=total,
        page=page,
        pages=-(-total // queries.PAGE),
    )


@bp.route("/walk-in", methods=["GET", "POST"])
@requires(Can.REGISTER_OTHERS)
def walk_in(slug):
    event = _event(slug)
    form = DeskPersonForm()
    form.offer(event.sessions)

    def deed() -> str:
        made = registration.register(event, form.answers(), source=Source.STAFF)
        return url_for(".walk_in", slug=slug, made=made.id)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    elif request.method == "GET":
        form.language.data = language()
        form.session.data = queries.current_or_next(event)
    event = _event(slug)
    made = queries.registration(event, _number("made"))
    return _form_page("events/desk/walk_in.html", form, event=event, made=made)


@bp.get("/registrations/<id:registration_id>/")
def show(slug, registration_id):
    event = _event(slug)
    return render("events/desk/person.html", **_about(event, _registration(event, registration_id)))


@bp.route("/registrations/<id:registration_id>/edit", methods=["GET", "POST"])
@requires(Can.REGISTER_OTHERS)
def edit(slug, registration_id):
    found = _registration(_event(slug), registration_id)
    form = DeskPersonForm()
    form.offer(found.event.sessions)
    form.show(found)

    def deed() -> str:
        fresh = queries.registration(found.event, registration_id)
        registration.change(fresh or abort(404), form.answers())
        return url_for(".show", slug=slug, registration_id=registration_id)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    found = _registration(_event(slug), registration_id)
    return _form_page("events/desk/edit_person.html", form, event=found.event, person=found)


@bp.post("/registrations/<id:registration_id>/cancel")
@requires(Can.REGISTER_OTHERS)
def cancel(slug, registration_id):
    return _do(slug, registration_id, registration.cancel)


@bp.post("/registrations/<id:registration_id>/release")
@requires(Can.REGISTER_OTHERS)
def release(slug, registration_id):
    return _do(slug, registration_id, registration.release_hold)


@bp.post("/registrations/<id:registration_id>/seats/<id:seat_id>/here")
@requires(Can.REGISTER_OTHERS)
def here(slug, registration_id, seat_id):
    return _do(slug, registration_id, lambda person: arrivals.arrive(_seat(person, seat_id)))


@bp.post("/registrations/<id:registration_id>/seats/<id:seat_id>/not-here")
@requires(Can.REGISTER_OTHERS)
def not_here(slug, registration_id, seat_id):
    return _do(slug, registration_id, lambda person: arrivals.undo(_seat(person, seat_id)))


@bp.get("/duplicates/")
@requires(Can.MERGE)
def duplicates(slug):
    event = _event(slug)
    pairs = queries.possible_duplicates(event)
    return render("events/desk/duplicates.html", event=event, pairs=pairs, form=Form())


@bp.post("/duplicates/")
@requires(Can.MERGE)
def merge(slug):
    event = _event(slug)
    keep, drop = _number("keep"), _number("drop")

    def deed() -> str:
        kept = _registration(event, keep)
        merging.merge(kept, _registration(event, drop))
        return url_for(".show", slug=slug, registration_id=kept.id)

    try:
        return once(deed)
    except Refused as no:
        form = Form()
        form.refuse(REFUSALS[no.code])
        fresh = _event(slug)
        pairs = queries.possible_duplicates(fresh)
        page = "events/desk/duplicates.html"
        return render(page, status=422, event=fresh, pairs=pairs, form=form)


def _do(slug: str, registration_id: int, act):
    def deed() -> str:
        act(_registration(_event(slug), registration_id))
        return url_for(".show", slug=slug, registration_id=registration_id)

    try:
        return once(deed)
    except Refused as no:
        event = _event(slug)
        about = _about(event, _registration(event, registration_id))
        about["form"].refuse(REFUSALS[no.code])
        return render("events/desk/person.html", status=422, **about)


def _event(slug: str) -> Event:
    return queries.event_by_slug(slug) or abort(404)


def _registration(event: Event, registration_id: int) -> Registration:
    return queries.registration(event, registration_id) or abort(404)


def _seat(person: Registration, seat_id: int) -> Seat:
    mine = (seat for seat in person.seats if seat.id == seat_id and seat.state not in GONE)
    return next(mine, None) or abort(404)


def _can_be_noted(seat: Seat) -> bool:
    mine = seat.registration
    live = mine.state == RegistrationState.ACTIVE and mine.event.state != EventState.CANCELLED
    return live and rules.arrival_may_be_noted(seat.session, now())


def _number(name: str) -> int:
    """A number in the address; 0, which names nothing, for anything that can't be an id."""
    return forms.whole_number(request.values.get(name, ""))


def filter_asked_for() -> queries.Filter:
    return queries.Filter(
        text=request.args.get("q", "")[:200].replace("\x00", ""),
        session_id=_number("session"),
        seat=request.args.get("seat", "")[:20],
        state=request.args.get("state", "active")[:20],
        interest=request.args.get("interest", "")[:20],
    )


def _form_page(template: str, form: DeskPersonForm, **context):
    status = 422 if request.method == "POST" else 200
    return render(template, status=status, form=form, cities=cities.names(language()), **context)


def _about(event: Event, person: Registration) -> dict:
    messages, _ = outbox.latest(cause=telling.cause(person))
    badge = badges.context(person)
    return {
        "event": event,
        "person": person,
        "seats": badge["seats"],
        "stopped": badge["stopped"],
        "to_note": {s.id for s in badge["seats"] if _can_be_noted(s)},
        "sharing": queries.shared_phone(person),
        "messages": sentences.of_all(messages),
        "form": Form(),
    }
