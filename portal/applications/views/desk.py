"""The desk: the applications of a hub's people."""

from flask import Blueprint, abort, current_app, request, url_for

from portal.accounts.guards import guard, requires, signed_in
from portal.accounts.models import Staff
from portal.accounts.permissions import Can
from portal.applications import labels, rules
from portal.applications.forms import DeskApplyForm, MoveForm, StepForm
from portal.applications.models import Application
from portal.applications.operations import answering, applying, caring, sharing
from portal.applications.queries import hub, mine
from portal.core import audit
from portal.core.clock import now
from portal.core.db import transaction
from portal.core.errors import Refused
from portal.people import cards
from portal.people.models import Person
from portal.people.queries import desk as people
from portal.people.queries import reads
from portal.web.forms import Form, whole_number
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_applications", __name__, url_prefix="/<lang>/desk/applications")
bp.before_request(guard(Can.SEE_APPLICATIONS))

LAST_PAGE = 10_000


@bp.get("/")
def index():
    wanted = hub.Filter(
        state=request.args.get("state", hub.UNDER_WAY)[:20],
        opening=request.args.get("opening", "")[:200],
        days=whole_number(request.args.get("days", "")),
    )
    page = min(max(whole_number(request.args.get("page", "1")), 1), LAST_PAGE)
    found, total = hub.applications(_me(), wanted, page)
    return render(
        "applications/desk/index.html",
        partial="applications/desk/_list.html",
        wanted=wanted,
        found=found,
        total=total,
        page=page,
        pages=-(-total // hub.PAGE),
        days_of=lambda one: rules.waiting_days(one.heard_at, now()),
        words=labels,
    )


@bp.get("/<token>/")
def show(token):
    _note_look(hub.person_behind(_me(), token) or abort(404))
    return _shown(_one(token), Form())


@bp.post("/<token>/move")
@requires(Can.ACT_FOR_PEOPLE)
def move(token):
    form = MoveForm()
    form.offer(_one(token).state)
    return _kept(token, form, lambda found: caring.move(found, form.move()), move=form)


@bp.post("/<token>/next-step")
@requires(Can.ACT_FOR_PEOPLE)
def next_step(token):
    form = StepForm()

    def deed(found: Application) -> None:
        caring.note_step(found, form.next_step.data, form.next_step_on.data)

    return _kept(token, form, deed, step=form)


@bp.post("/<token>/number")
@requires(Can.ACT_FOR_PEOPLE)
def write_down_number(token):
    """The person, who is here, says that the employer may call her."""

    def deed(found: Application) -> None:
        sharing.give(found, language=language(), given_to=_me().id)

    return _kept(token, Form(), deed)


@bp.post("/<token>/number/take-back")
@requires(Can.ACT_FOR_PEOPLE)
def take_number_back(token):
    return _kept(token, Form(), sharing.end)


@bp.post("/<token>/line")
@requires(Can.CHECK_OPPORTUNITIES)
def judge_line(token):
    """The employer's own words: may they reach the person?"""
    good = request.form.get("line") == "good"
    return _kept(token, Form(), answering.let_line_through if good else answering.drop_line)


@bp.route("/for/<person_token>/<slug>", methods=["GET", "POST"])
@requires(Can.ACT_FOR_PEOPLE)
def apply_for(person_token, slug):
    form = DeskApplyForm()

    def deed() -> str:
        person, opening = _person(person_token), mine.opening(slug) or abort(404)
        made = applying.apply(
            person,
            opening,
            sentence=form.sentence.data or "",
            made_by=_me().id,
            made_present=form.present.data,
        )
        return url_for(".show", token=made.token)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(labels.REFUSALS[no.code])
    if request.method == "GET":
        _note_look(_person(person_token).id)
    person, opening = _person(person_token), mine.opening(slug) or abort(404)
    return render(
        "applications/desk/apply_for.html",
        status=422 if request.method == "POST" else 200,
        person=person,
        opening=opening,
        form=form,
        card=cards.card(person, language()),
        unfinished=person.complete_at is None,
        there=mine.of_opening(person, slug),
        takes=mine.is_open(opening, now()),
    )


def _kept(token: str, form: Form, deed, **forms: Form):
    """Do `deed` with an application and show it; or the page again, with what was wrong."""

    def unit() -> str:
        deed(_one(token))
        return url_for(".show", token=token)

    if form.was_sent():
        try:
            return once(unit)
        except Refused as no:
            form.refuse(labels.REFUSALS[no.code], no.field)
    return _shown(_one(token), form, status=422, **forms)


def _shown(found: Application, form: Form, status: int = 200, **forms: Form):
    move_form = forms.get("move") or MoveForm()
    move_form.offer(found.state)
    step_form = forms.get("step") or StepForm(obj=found)
    opening, said = found.opportunity, found.disclosure
    days = current_app.extensions["settings"].answer_days
    return render(
        "applications/desk/show.html",
        status=status,
        application=found,
        person=found.person,
        opening=opening,
        firm=opening.organisation,
        card=cards.card(found.person, language()),
        form=form,
        move_form=move_form,
        step_form=step_form,
        said=said,
        holds=_holds(found),
        shareable=found.state in rules.SHAREABLE and opening.organisation is not None,
        sharing=labels.SHARING[rules.SHARE_VERSION],
        until=rules.answer_until(found.heard_at, days),
        waits=rules.waiting_days(found.heard_at, now()),
        words=labels,
    )


def _holds(found: Application) -> bool:
    said = found.disclosure
    live = said is not None and said.withdrawn_at is None and said.ends_at > now()
    return live and found.state in rules.SHAREABLE


def _me() -> Staff:
    return signed_in() or abort(403)


def _one(token: str) -> Application:
    return hub.one(_me(), token) or abort(404)


def _person(token: str) -> Person:
    return people.person_for(_me(), token) or abort(404)


def _note_look(person_id: int) -> None:
    """Her page says that the team looked; who turns back within the hour has looked once."""
    if not reads.looked_already(person_id):
        with transaction():
            audit.record(reads.FILE_READ, f"person:{person_id}", "application")
