"""The desk: lists in and out."""

import hashlib
from operator import itemgetter

from flask import Blueprint, Response, abort, request, url_for
from flask_babel import gettext as _

from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.core import audit, tables
from portal.core.db import transaction
from portal.core.errors import Refused
from portal.core.localised import pick
from portal.events import exports, queries
from portal.events.forms import ImportForm
from portal.events.labels import FILE_AGAIN, IMPORT_FIELDS, IMPORT_PROBLEMS, REFUSALS
from portal.events.models import Event, EventSession, ImportList
from portal.events.operations import importing, list_columns
from portal.events.views import desk_people
from portal.web import downloads
from portal.web.forms import Form
from portal.web.locale import clock, day, language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_lists", __name__, url_prefix="/<lang>/desk/events/<slug>")
bp.before_request(guard(Can.EXCHANGE_LISTS))

SHOWN = 50  # problems on the page; the file has them all


@bp.route("/import", methods=["GET", "POST"])
def upload(slug):
    event = _event(slug)
    form = ImportForm()
    form.session.choices = _session_choices(event)
    if form.was_sent():
        try:
            return _bring(slug, form)
        except Refused as no:
            form.refuse(FILE_AGAIN if no.code == "form_changed" else REFUSALS[no.code], no.field)
    elif request.method == "GET" and len(event.sessions) == 1:
        form.session.data = event.sessions[0].id
    status = 422 if request.method == "POST" else 200
    event = _event(slug)
    latest = queries.latest_imports(event)
    return render("events/desk/import.html", status=status, event=event, form=form, latest=latest)


@bp.get("/imports/<token>")
def import_page(slug, token):
    event = _event(slug)
    return _import_page(event, _import_list(event, token), Form())


@bp.post("/imports/<token>/register")
def register(slug, token):
    brought = _import_list(_event(slug), token)

    def deed() -> str:
        importing.confirm(brought.token, send_messages=bool(request.form.get("send")))
        return url_for(".import_page", slug=slug, token=token)

    try:
        return once(deed)
    except Refused as no:
        form = Form()
        form.refuse(REFUSALS[no.code])
        event = _event(slug)
        return _import_page(event, _import_list(event, token), form, status=422)


@bp.get("/imports/<token>/problems.csv")
def problems(slug, token):
    brought = _import_list(_event(slug), token)
    lines = [[str(row), column, problem] for row, column, problem in _said(brought.problems)]
    header = [_("Row"), _("Column"), _("What is wrong")]
    return downloads.table("csv", f"{slug}-problems", header, lines)


@bp.post("/export")
def export(slug):
    """Not once(): whoever presses twice takes the list away twice, and both are noted."""
    event = _event(slug)
    kind = downloads.kind_asked_for()
    with transaction():
        audit.record("events.list.exported", f"event:{event.id}")
    event = _event(slug)
    people = exports.rows(event, queries.every_registration(event, desk_people.filter_asked_for()))
    return downloads.table(kind, downloads.dated(slug), exports.header(), people)


def _bring(slug: str, form: ImportForm):
    """Read the file, keep its rows, let a job check them."""
    staff = signed_in() or abort(403)
    content = form.file.data.read(tables.MOST_BYTES + 1)
    rows, ignored = list_columns.people(tables.read(content))

    def deed() -> str:
        brought = importing.begin(
            _event(slug),
            rows,
            ignored=ignored,
            session_id=form.session.data or None,
            language=language(),
            staff_id=staff.id,
        )
        return url_for(".import_page", slug=slug, token=brought.token)

    return once(deed, also=hashlib.sha256(content).hexdigest())


def _import_page(event: Event, brought: ImportList, form: Form, status: int = 200) -> Response:
    bad = len({row for row, *_ in brought.problems})
    return render(
        "events/desk/import_list.html",
        partial="events/desk/_import_list.html",
        status=status,
        event=event,
        brought=brought,
        form=form,
        bad=bad,
        good=brought.total - bad,
        said=_said(brought.problems, most=SHOWN),
        more=len(brought.problems) - SHOWN,
    )


def _said(problems, most: int | None = None) -> list[tuple[int, str, str]]:
    """Each problem as row, column and sentence, in the order of the rows."""
    return [
        (row, str(IMPORT_FIELDS.get(column, "")), str(IMPORT_PROBLEMS[code]))
        for row, column, code in sorted(problems, key=itemgetter(0))[:most]
    ]


def _session_choices(event: Event) -> list[tuple[int, str]]:
    """Each session by its number in order, as a list may name it."""
    sessions = enumerate(event.sessions, start=1)
    return [
        (0, _("None: each row names its session")),
        *((session.id, f"{number}. {_when(session)}") for number, session in sessions),
    ]


def _when(session: EventSession) -> str:
    hour = f"{day(session.starts_at)}, {clock(session.starts_at)}"
    title = pick(session.title, language())
    return f"{hour} · {title}" if title else hour


def _event(slug: str) -> Event:
    return queries.event_by_slug(slug) or abort(404)


def _import_list(event: Event, token: str) -> ImportList:
    return queries.import_list(event, token) or abort(404)
