"""The desk: what is suggested to one person of one's hub; add, remove, move, with a reason."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, request, url_for

from portal.accounts import queries as accounts
from portal.accounts.guards import guard, requires, signed_in
from portal.accounts.models import Staff
from portal.accounts.permissions import Can
from portal.applications import labels as application_labels
from portal.applications.queries import mine as applications
from portal.core import audit
from portal.core.db import transaction
from portal.core.errors import Refused
from portal.matching import labels, sentences, texts
from portal.matching.forms.desk import AnswerForm, ChangeForm, PresentForm, WhyForm
from portal.matching.models import Suggestion
from portal.matching.operations import answering, overriding
from portal.matching.queries import desk, pairs
from portal.matching.states import OPEN, Change, NoReason
from portal.matching.views.lacking import lacking
from portal.opportunities.queries import browsing
from portal.people.models import Person
from portal.people.queries import reads
from portal.reference import trades
from portal.web.forms import Form, whole_number
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_suggestions", __name__, url_prefix="/<lang>/desk/people")
bp.before_request(guard(Can.SEE_MATCHING))


@bp.get("/<token>/suggestions")
def index(token):
    _note_look(_person(token).id)
    return _shown(token, PresentForm())


@bp.get("/<token>/suggestions/why")
def why(token):
    """What stands between her and the openings there are, counted now."""
    person = _person(token)
    found = pairs.in_the_way(person.id)
    return render("matching/desk/why.html", person=person, found=found, words=texts)


@bp.get("/<token>/suggestions/find")
def find(token):
    """Openings that take answers, to choose one from."""
    person = _person(token)
    text = request.args.get("q", "")[:200].replace("\x00", "")
    wanted = browsing.Wanted(text=text, language=language())
    found = browsing.listing(wanted, whole_number(request.args.get("page", "1")) or 1)
    context: dict[str, Any] = {"person": person, "found": found, "text": text}
    return render("matching/desk/find.html", partial="matching/desk/_find.html", **context)


@bp.post("/<token>/suggestions/consent")
@requires(Can.ACT_FOR_PEOPLE)
def consent(token):
    """The person, who is here, says whether the portal may look for openings for her."""
    form = PresentForm()
    given = request.form.get("given") == "yes"

    def deed() -> str:
        answering.consent(_person(token), given=given, language=language(), staff=_me())
        return _list(token)

    return _done(form, deed) or _shown(token, form, status=422)


@bp.route("/<token>/suggestions/add/<slug>", methods=["GET", "POST"])
@requires(Can.CHANGE_MATCHING)
def add(token, slug):
    form = WhyForm()
    opening = applications.opening(slug) or abort(404)
    person, standing = desk.between(_me(), token, opening) or abort(404)
    _note_look(person.id)
    explained = pairs.explained(person.id, opening.id, was_removed=desk.was_removed(standing))

    def deed() -> str:
        who, what = _person(token), applications.opening(slug) or abort(404)
        overriding.add(who, what, explained or abort(404), form.why(_me().id))
        return _back(token, what.token)

    answer = _done(form, deed)
    if answer is not None:
        return answer
    return render(
        "matching/desk/add.html",
        status=422 if request.method == "POST" else 200,
        person=person,
        opening=opening,
        standing=standing,
        form=form,
        fit=sentences.for_team(explained, opening, language()) if explained else None,
        never=overriding.forbidden(explained) if explained else "matching_closed",
        words=labels,
    )


@bp.route("/<token>/suggestions/<suggestion>/change", methods=["GET", "POST"])
@requires(Can.CHANGE_MATCHING)
def change(token, suggestion):
    form = ChangeForm()

    def deed() -> str:
        found, what = _one(token, suggestion), Change(form.what.data)
        if what == Change.REMOVE:
            overriding.remove(found, form.why(_me().id))
        else:
            overriding.move(found, what, form.why(_me().id))
        return _back(token, found.opportunity.token)

    return _done(form, deed) or _about("matching/desk/change.html", token, suggestion, form)


@bp.route("/<token>/suggestions/<suggestion>/answer", methods=["GET", "POST"])
@requires(Can.ACT_FOR_PEOPLE)
def answer(token, suggestion):
    """The person, who is here, answers."""
    form = AnswerForm()
    trades.known()  # slow the first time: before the transaction

    def deed() -> str:
        found, staff = _one(token, suggestion), _me()
        if form.answer.data == "yes":
            answering.yes(found, staff=staff)
        elif form.answer.data == "later":
            answering.later(found, staff=staff)
        else:
            reason = NoReason(form.reason.data or NoReason.OTHER)
            answering.no(found, reason, words=form.words.data or "", staff=staff)
        return _list(token)

    return _done(form, deed) or _about("matching/desk/answer.html", token, suggestion, form)


def _done(form: Form, deed: Callable[[], str]):
    """Do what a well-filled form asks; None when it has to be shown, first or again."""
    if not form.was_sent():
        return None
    try:
        return once(deed)
    except Refused as no:
        sentence = labels.REFUSALS.get(no.code) or application_labels.REFUSALS[no.code]
        form.refuse(sentence, no.field)
        return None


def _shown(token: str, form: Form, status: int = 200):
    person = _person(token)
    changes = desk.changes_of_person(person)
    return render(
        "matching/desk/person.html",
        status=status,
        person=person,
        agreed=desk.consent(person),
        match=desk.match(person),
        rows=desk.of_person(person),
        lacks=lacking,
        changes=changes,
        emails=accounts.emails({one.by for one in changes}),
        form=form,
        words=labels,
    )


def _about(page: str, token: str, suggestion: str, form: Form):
    found = _one(token, suggestion)
    status = 422 if request.method == "POST" else 200
    return render(
        page,
        status=status,
        suggestion=found,
        person=found.person,
        opening=found.opportunity,
        open=found.state in OPEN,
        lines=sentences.for_team(found, found.opportunity, language()),
        form=form,
        words=labels,
    )


def _back(token: str, opening: str) -> str:
    """To the list from which one came: of the opening, or of the person."""
    if request.args.get("from") == "opening":
        return url_for("desk_candidates.index", token=opening)
    return _list(token)


def _list(token: str) -> str:
    return url_for(".index", token=token)


def _me() -> Staff:
    return signed_in() or abort(403)


def _person(token: str) -> Person:
    """Of one's own office; 404 for another's, as for none."""
    return desk.person(_me(), token) or abort(404)


def _one(token: str, suggestion: str) -> Suggestion:
    return desk.suggestion(_me(), token, suggestion) or abort(404)


def _note_look(person_id: int) -> None:
    """Her page says that the team looked; who turns back within the hour has looked once."""
    if not reads.looked_already(person_id):
        with transaction():
            audit.record(reads.FILE_READ, f"person:{person_id}", "suggestions")
