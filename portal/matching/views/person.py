"""A person's suggestions: why, what is missing and where to learn it; yes, no, later."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.guards import with_account
from portal.applications import labels as applying
from portal.applications.forms import ApplyForm
from portal.core.errors import Refused
from portal.matching import labels
from portal.matching.forms.person import ConsentForm, NoForm
from portal.matching.models import Suggestion
from portal.matching.operations import answering
from portal.matching.queries import mine
from portal.matching.states import OPEN, NoReason
from portal.matching.views import showing
from portal.people import cards
from portal.people.guards import my_profile
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("my_suggestions", __name__, url_prefix="/<lang>/me/suggestions")
bp.before_request(with_account)


@bp.get("/")
def index():
    return _home(ConsentForm(), 200)


@bp.post("/consent")
def consent():
    """Look for openings for me; or not, or not any more."""
    form = ConsentForm()

    def deed() -> str:
        person = my_profile() or abort(404)
        answering.consent(person, given=form.given.data == "yes", language=language())
        return url_for(".index")

    answer = _kept(form, deed) if form.was_sent() else None
    return answer or _home(form, 422)


@bp.get("/<token>/")
def show(token):
    return _shown(token, NoForm(), 200)


@bp.route("/<token>/yes", methods=["GET", "POST"])
def yes(token):
    """What the employer will see; then she applies in one tap, with a sentence if she likes."""
    found, form = _mine(token), ApplyForm()
    asks = form.holds_contact() and not form.as_it_is.data
    answer = _kept(form, lambda: _say_yes(token, form)) if form.was_sent() and not asks else None
    ready = showing.is_ready(found.person)
    if answer is None and found.state not in OPEN:
        answer = redirect(url_for(".show", token=token), code=303)
    elif answer is None and not ready and request.method == "GET":
        answer = redirect(url_for(".index"), code=303)
    return answer or render(
        "matching/yes.html",
        status=422 if request.method == "POST" else 200,
        suggestion=found,
        form=form,
        asks=asks,
        card=cards.card(found.person, language()) if ready else None,
    )


@bp.post("/<token>/later")
def later(token):
    def deed() -> str:
        answering.later(_mine(token))
        return url_for(".index")

    return _answered(token, NoForm(), deed)


@bp.post("/<token>/no")
def no(token):
    form = NoForm()

    def deed() -> str:
        answering.no(_mine(token), NoReason(form.reason.data), words=form.words.data or "")
        return url_for(".show", token=token)

    _mine(token)
    return _answered(token, form, deed) if form.was_sent() else _shown(token, form, 422)


@bp.post("/<token>/back")
def back(token):
    def deed() -> str:
        answering.put_back(_mine(token))
        return url_for(".show", token=token)

    return _answered(token, NoForm(), deed)


def _say_yes(token: str, form: ApplyForm) -> str:
    answering.yes(_mine(token), sentence=form.sentence.data or "")
    return url_for(".show", token=token)  # which says what came of it


def _answered(token: str, form: Form, deed: Callable[[], str]) -> Response:
    return _kept(form, deed) or _shown(token, form, 422)


def _kept(form: Form, deed: Callable[[], str]) -> Response | None:
    try:
        return once(deed)
    except Refused as why:
        form.refuse((labels.REFUSALS | applying.REFUSALS)[why.code], why.field)
        return None


def _mine(token: str) -> Suggestion:
    person = my_profile()
    return (mine.one(person, token) if person else None) or abort(404)


def _home(form: ConsentForm, status: int) -> Response:
    person = my_profile()
    if person is None:
        return render("matching/begin.html", status=200)
    found = mine.all_of(person)
    if found.consent is None or not found.consent.given:
        page = "matching/consent.html"
        return render(page, status=status, form=form, said=found.consent, words=labels)
    return render(
        "matching/index.html",
        status=status,
        form=form,
        person=person,
        found=found,
        words=labels,
        **showing.home(person, found),
    )


def _shown(token: str, form: Form, status: int) -> Response:
    found = _mine(token)
    page, context = showing.one(found)
    return render(page, status=status, suggestion=found, form=form, words=labels, **context)
