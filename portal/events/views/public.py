"""What a visitor sees of the events: what there is, one event with its form, the form alone."""

from flask import Blueprint, abort, render_template, request, url_for

from portal.accounts.guards import open_to_all
from portal.core.clock import now
from portal.core.errors import Refused
from portal.events import queries, rules
from portal.events.forms import RegistrationForm
from portal.events.labels import REFUSALS
from portal.events.models import Event
from portal.events.operations import registration
from portal.events.states import Kind, Source
from portal.reference import cities
from portal.web.locale import language
from portal.web.once import once
from portal.web.public import public_page
from portal.web.render import render

bp = Blueprint("events", __name__, url_prefix="/<lang>")
bp.before_request(open_to_all)

# Seconds that browsers keep the home page: start-ups stand on it, and one that was hidden is gone
# from everywhere within a minute.
HOME_LASTS = 30


@bp.get("/")
def home():
    def page() -> str:
        return render_template("events/home.html", events=_featured())

    return public_page(page, lasts=HOME_LASTS)


def _featured() -> list[Event]:
    """What the home page names: the next job fair, then what comes next."""
    coming = queries.public_events(now())
    fairs = [event for event in coming if event.kind == Kind.JOB_FAIR][:1]
    return (fairs + [event for event in coming if event not in fairs])[:2]


@bp.get("/events/")
def index():
    return public_page(
        lambda: render_template("events/index.html", events=queries.public_events(now()))
    )


@bp.get("/events/<slug>/")
def show(slug):
    return public_page(lambda: _form_page("events/show.html", slug))


@bp.get("/events/<slug>/register")
def form_alone(slug):
    return public_page(lambda: _form_page("events/register.html", slug))


@bp.post("/events/<slug>/register")
def register(slug):
    form = RegistrationForm()

    def deed() -> str:
        event = queries.public_event(slug, whole=False) or abort(404)
        made = registration.register(event, form.answers(), source=Source.WEB)
        return url_for("badges.show", token=made.token)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    event = queries.public_event(slug) or abort(404)
    _offer(form, event)
    return render("events/register.html", status=422, **_context(event, form))


@bp.post("/events/<slug>/register/phone")
def check_phone(slug):
    """How a number is understood, before the form is sent."""
    form = RegistrationForm()
    form.phone.validate(form)
    shown = bool(request.form.get("phone"))
    return render("events/_phone.html", partial="events/_phone.html", field=form.phone, shown=shown)


def _offer(form: RegistrationForm, event: Event) -> None:
    at = now()
    form.offer(session for session in event.sessions if rules.joinable(session, at))


def _form_page(template: str, slug: str) -> str:
    event = queries.public_event(slug) or abort(404)
    form = RegistrationForm()
    _offer(form, event)
    form.language.data = language()
    if len(form.session.choices) == 1:
        form.session.data = [form.session.choices[0][0]]
    return render_template(template, **_context(event, form))


def _context(event: Event, form: RegistrationForm) -> dict:
    stands = queries.opens_soon_or_now(event)
    return {"event": event, "form": form, "stands": stands, "cities": cities.names(language())}
