"""The desk: write to many people of an event, watch it leave, read the report."""

from flask import Blueprint, abort, redirect, request, url_for

from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.core import audit
from portal.core.db import transaction
from portal.core.errors import Refused
from portal.events import exports, queries
from portal.events.labels import REFUSALS
from portal.events.models import Event, Sending
from portal.events.operations import campaigns, copies, sendings
from portal.events.sending_forms import SendingForm, measures
from portal.events.states import SendingState
from portal.events.views import sending_pages
from portal.notifications import queries as outbox
from portal.web import downloads
from portal.web.forms import Form, whole_number
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_sendings", __name__, url_prefix="/<lang>/desk/events/<slug>/sendings")
bp.before_request(guard(Can.WRITE_TO_PEOPLE))

LAST_PAGE = 10_000


@bp.get("/")
def index(slug):
    event = _event(slug)
    page = min(max(whole_number(request.args.get("page", "")), 1), LAST_PAGE)
    found, more = sendings.of_event(event, page)
    rows = sending_pages.rows(event, found)
    return render("events/desk/sendings.html", event=event, rows=rows, page=page, more=more)


@bp.route("/new", methods=["GET", "POST"])
def new(slug):
    event = _event(slug)
    form = SendingForm(event)

    def deed() -> str:
        made = campaigns.write(_event(slug), form.words(), staff_id=_staff_id())
        return _address(slug, made)

    return _ask(form, deed) or _form_page(slug, form)


@bp.route("/<token>/edit", methods=["GET", "POST"])
def edit(slug, token):
    event = _event(slug)
    sending = _sending(event, token)
    if request.method == "GET" and not campaigns.may_be_changed(sending):
        return redirect(_address(slug, sending), code=303)
    form = SendingForm(event, sending)

    def deed() -> str:
        changed = _sending(_event(slug), token)
        campaigns.change(changed, form.words())
        return _address(slug, changed)

    return _ask(form, deed) or _form_page(slug, form, token)


@bp.post("/letters")
def letters(slug):
    """How long the texts of a form are, while they are being written. Keeps nothing."""
    form = SendingForm(_event(slug))
    found = measures(form.text.data)
    return render("events/desk/_sending_letters.html", measures=found, slug=slug)


@bp.get("/<token>")
def show(slug, token):
    return _page(slug, token, Form())


@bp.post("/<token>/send")
def send(slug, token):
    seen = request.form.get("seen", "")
    return _do(slug, token, lambda sending: campaigns.send(sending, seen))


@bp.post("/<token>/hold")
def hold(slug, token):
    return _do(slug, token, sendings.hold)


@bp.post("/<token>/go-on")
def go_on(slug, token):
    return _do(slug, token, sendings.let_go)


@bp.post("/<token>/cancel")
def cancel(slug, token):
    return _do(slug, token, sendings.cancel)


@bp.post("/<token>/export")
def export(slug, token):
    """Counts alone: whoever reads the file learns of nobody."""
    sending = _sending(_event(slug), token)
    kind = downloads.kind_asked_for()
    with transaction():
        audit.record("events.sending.exported", f"event:{sending.event_id}")
    tally = outbox.tally([copies.named(sending)])
    header, lines = exports.report_header(), exports.report_rows(tally)
    return downloads.table(kind, downloads.dated(f"{slug}-report"), header, lines)


def _ask(form: Form, deed):
    """Do what a well-filled form asks; None when it has to be shown, first or again."""
    if not form.was_sent():
        return None
    try:
        return once(deed)
    except Refused as no:
        form.refuse(REFUSALS[no.code], no.field)
        return None


def _do(slug: str, token: str, act):
    """Do what a button asks and show how things stand; a refusal stands above."""
    form = Form()

    def deed() -> str:
        sending = _sending(_event(slug), token)
        act(sending)
        return _address(slug, sending)

    return _ask(form, deed) or _page(slug, token, form, status=422)


def _form_page(slug: str, form: SendingForm, token: str = ""):
    event = _event(slug)
    return render(
        "events/desk/sending_form.html",
        status=422 if request.method == "POST" else 200,
        event=event,
        form=form,
        token=token,
        slug=slug,
        measures=measures(form.text.data),
    )


def _page(slug: str, token: str, form: Form, status: int = 200):
    event = _event(slug)
    sending = _sending(event, token)
    draft = sending.state == SendingState.DRAFT
    facts = sending_pages.preview(sending) if draft else sending_pages.progress(sending)
    return render(
        "events/desk/sending.html",
        partial=None if draft else "events/desk/_sending_progress.html",
        status=status,
        event=event,
        sending=sending,
        session=sending_pages.session_of(event, sending),
        author=sending_pages.author(sending),
        changeable=campaigns.may_be_changed(sending),
        form=form,
        **facts,
    )


def _address(slug: str, sending: Sending) -> str:
    return url_for(".show", slug=slug, token=sending.token)


def _staff_id() -> int | None:
    staff = signed_in()
    return staff.id if staff else None


def _event(slug: str) -> Event:
    return queries.event_by_slug(slug) or abort(404)


def _sending(event: Event, token: str) -> Sending:
    return sendings.by_token(event, token) or abort(404)
