"""The desk: create, edit and watch an event."""

from flask import Blueprint, abort, request, url_for

from portal.accounts import queries as staff
from portal.accounts.guards import guard, requires
from portal.accounts.permissions import Can
from portal.core.audit import Deed
from portal.events import charts, labels, queries
from portal.events.event_forms import CapacityForm, EventForm, PlaceForm, SessionForm
from portal.events.models import Event, EventSession, Place
from portal.events.operations import cancelling, editing
from portal.reference import cities
from portal.web.forms import Form, whole_number
from portal.web.locale import direction, language
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("desk_events", __name__, url_prefix="/<lang>/desk/events")
bp.before_request(guard(Can.SEE_REGISTRATIONS))

LAST_PAGE = 10_000


@bp.get("/<slug>/")
def show(slug):
    event = _event(slug)
    row = whole_number(request.args.get("row", ""))
    board = _board(event, row)
    partial = "events/desk/_session.html" if board["one"] else None
    return render("events/desk/show.html", partial=partial, **board)


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.EDIT_EVENTS)
def new():
    form = EventForm()

    def deed() -> str:
        return url_for(".show", slug=editing.create(form.facts()).slug)

    return ask(form, deed, labels.REFUSALS) or _form_page("events/desk/new.html", form)


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@requires(Can.EDIT_EVENTS)
def edit(slug):
    form = EventForm(_event(slug))

    def deed() -> str:
        event = _event(slug)
        editing.change(event, form.facts())
        return url_for(".show", slug=event.slug)

    return ask(form, deed, labels.REFUSALS) or _form_page(
        "events/desk/edit.html", form, event=_event(slug)
    )


@bp.post("/<slug>/publish")
@requires(Can.EDIT_EVENTS)
def publish(slug):
    return _do(slug, editing.publish)


@bp.post("/<slug>/withdraw")
@requires(Can.EDIT_EVENTS)
def withdraw(slug):
    return _do(slug, editing.withdraw)


@bp.route("/<slug>/cancel", methods=["GET", "POST"])
@requires(Can.EDIT_EVENTS)
def cancel(slug):
    if request.method == "POST":
        return _do(slug, cancelling.cancel)
    event = _event(slug)
    return render("events/desk/cancel_event.html", event=event, totals=queries.totals(event))


@bp.route("/<slug>/places/new", methods=["GET", "POST"])
@requires(Can.EDIT_EVENTS)
def new_place(slug):
    event = _event(slug)
    form = PlaceForm()

    def deed() -> str:
        editing.add_place(_event(slug), form.facts())
        return url_for(".show", slug=slug, _anchor="places")

    return ask(form, deed, labels.REFUSALS) or _form_page(
        "events/desk/place.html", form, event=event, place=None
    )


@bp.route("/<slug>/places/<id:place_id>", methods=["GET", "POST"])
@requires(Can.EDIT_EVENTS)
def place(slug, place_id):
    form = PlaceForm(_place(_event(slug), place_id))

    def deed() -> str:
        editing.change_place(_place(_event(slug), place_id), form.facts())
        return url_for(".show", slug=slug, _anchor="places")

    return ask(form, deed, labels.REFUSALS) or _place_page(slug, place_id, form)


@bp.post("/<slug>/places/<id:place_id>/remove")
@requires(Can.EDIT_EVENTS)
def remove_place(slug, place_id):
    return _do(slug, lambda event: editing.remove_place(_place(event, place_id)))


@bp.route("/<slug>/sessions/new", methods=["GET", "POST"])
@requires(Can.EDIT_EVENTS)
def new_session(slug):
    event = _event(slug)
    form = SessionForm(event)

    def deed() -> str:
        made = editing.add_session(_event(slug), form.facts(), capacity=form.capacity.data)
        return url_for(".show", slug=slug, _anchor=f"session-{made.id}")

    page = "events/desk/session.html"
    return ask(form, deed, labels.REFUSALS) or _form_page(
        page, form, event=_event(slug), session=None, people=0
    )


@bp.route("/<slug>/sessions/<id:session_id>", methods=["GET", "POST"])
@requires(Can.EDIT_EVENTS)
def session(slug, session_id):
    event = _event(slug)
    form = SessionForm(event, _session(event, session_id))

    def deed() -> str:
        found = _session(_event(slug), session_id)
        editing.change_session(found, form.facts(), capacity=form.capacity.data)
        return url_for(".show", slug=slug, _anchor=f"session-{session_id}")

    return ask(form, deed, labels.REFUSALS) or _session_page(slug, session_id, form)


@bp.post("/<slug>/sessions/<id:session_id>/remove")
@requires(Can.EDIT_EVENTS)
def remove_session(slug, session_id):
    return _do(slug, lambda event: editing.remove_session(_session(event, session_id)))


@bp.post("/<slug>/sessions/<id:session_id>/capacity")
@requires(Can.EDIT_EVENTS)
def capacity(slug, session_id):
    """From the dashboard, in place."""
    _session(_event(slug), session_id)
    form = CapacityForm()

    def deed() -> str:
        editing.set_capacity(_session(_event(slug), session_id), form.capacity.data)
        return url_for(".show", slug=slug, row=session_id, _anchor=f"session-{session_id}")

    partial = "events/desk/_session.html"
    return ask(form, deed, labels.REFUSALS) or render(
        "events/desk/show.html",
        partial=partial,
        status=422,
        **_board(_event(slug), session_id, capacity_form=form),
    )


@bp.get("/<slug>/history")
def history(slug):
    event = _event(slug)
    page = min(max(whole_number(request.args.get("page", "")), 1), LAST_PAGE)
    deeds, more = queries.history(event, page)
    emails = staff.emails({_staff_id(deed) for deed in deeds})
    lines = [_line(deed, emails) for deed in deeds]
    return render("events/desk/history.html", event=event, lines=lines, more=more, page=page)


def _staff_id(deed: Deed) -> int:
    return whole_number(deed.actor.removeprefix("staff:"))


def _line(deed: Deed, emails: dict[int, str]) -> dict:
    """A deed in plain words. Which answers changed, never what they are."""
    kind, _colon, _id = deed.actor.partition(":")
    who = labels.ACTORS.get(kind) or emails.get(_staff_id(deed), deed.actor)
    changed = [labels.FIELDS[name] for name in deed.fields.split(",") if name in labels.FIELDS]
    return {
        "at": deed.at,
        "who": who,
        "what": {**labels.DEEDS, **labels.DOOR_DEEDS}.get(deed.what, deed.what),
        "changed": changed,
        "registration_id": whole_number(deed.subject.removeprefix("registration:")),
    }


def _do(slug: str, act):
    """Do what a button asks and show the event; a refusal stands above it."""
    form = Form()

    def deed() -> str:
        act(_event(slug))
        return url_for(".show", slug=slug)

    return ask(form, deed, labels.REFUSALS) or render(
        "events/desk/show.html", status=422, **_board(_event(slug), form=form)
    )


def _form_page(template: str, form: Form, **context):
    status = 422 if request.method == "POST" else 200
    return render(template, status=status, form=form, **context)


def _place_page(slug: str, place_id: int, form: PlaceForm):
    event = _event(slug)
    found = _place(event, place_id)
    return _form_page("events/desk/place.html", form, event=event, place=found)


def _session_page(slug: str, session_id: int, form: SessionForm):
    event = _event(slug)
    found = _session(event, session_id)
    figures = next(f for f in queries.figures(event) if f.session.id == session_id)
    people = figures.seated + figures.offered + figures.waiting
    page = "events/desk/session.html"
    return _form_page(page, form, event=event, session=found, people=people)


def _board(event: Event, row: int = 0, form: Form | None = None, capacity_form=None) -> dict:
    """All that the dashboard shows. `row`: the session that is shown alone to htmx."""
    mirrored = direction() == "rtl"
    rows = [(f, _bar(f, mirrored)) for f in queries.figures(event)]
    return {
        "event": event,
        "city": cities.name_of(event.city, language()),
        "rows": rows,
        "one": next((pair for pair in rows if pair[0].session.id == row), None),
        "totals": queries.totals(event),
        "columns": charts.columns(queries.arrivals_by_day(event), mirrored=mirrored),
        "form": form or Form(),
        "capacity_form": capacity_form,
        "wrong_row": row if capacity_form else 0,
    }


def _bar(figures: queries.SessionFigures, mirrored: bool) -> charts.Bar:
    return charts.bar(
        seated=figures.seated,
        offered=figures.offered,
        waiting=figures.waiting,
        capacity=figures.session.capacity,
        mirrored=mirrored,
    )


def _event(slug: str) -> Event:
    return queries.event_by_slug(slug) or abort(404)


def _place(event: Event, place_id: int) -> Place:
    return next((p for p in event.places if p.id == place_id), None) or abort(404)


def _session(event: Event, session_id: int) -> EventSession:
    return next((s for s in event.sessions if s.id == session_id), None) or abort(404)
