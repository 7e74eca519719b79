"""An employer posts, previews, confirms, pauses."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, redirect, request, url_for

from portal.accounts.guards import my_account
from portal.core.errors import Refused
from portal.employers.guards import members_only, membership
from portal.opportunities import cards, labels
from portal.opportunities.forms.posting import OpeningForm, StartForm
from portal.opportunities.labels import REFUSALS
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import life
from portal.opportunities.operations import posting as writing
from portal.opportunities.queries import posting as queries
from portal.opportunities.rules.life import EDITABLE
from portal.reference import trades
from portal.web import forms
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("posting", __name__, url_prefix="/<lang>/employer/opportunities")
bp.before_request(members_only)

LAST_PAGE = 1000


@bp.get("/")
def index():
    number = min(max(forms.whole_number(request.args.get("page", "1")), 1), LAST_PAGE)
    page = queries.of_firm(membership().organisation_id, number)
    return render("opportunities/posting/index.html", page=page, words=labels, firm=_firm())


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = StartForm()

    def deed() -> str:
        made = writing.start(_firm(), facts, language=language(), account_id=_me())
        return url_for(".edit", token=made.token)

    if form.was_sent():
        facts = form.facts(city=_firm().city)  # finds the trade, before the transaction
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    status = 422 if request.method == "POST" else 200
    return render("opportunities/posting/new.html", status=status, form=form, words=labels)


@bp.get("/<token>/")
def show(token):
    return _page_of(_mine(token), Form())


@bp.route("/<token>/edit", methods=["GET", "POST"])
def edit(token):
    form = OpeningForm()
    opening = _mine(token)
    if request.method == "GET" and opening.state not in EDITABLE:
        return redirect(url_for(".show", token=token), code=303)
    form.offer(opening)

    def deed() -> str:
        writing.change(_mine(token), facts)
        return url_for(".show" if form.later else ".preview", token=token)

    if form.was_sent():
        facts = form.facts()
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    elif request.method == "GET":
        form.show()
    opening = _mine(token)
    status = 422 if request.method == "POST" else 200
    context: dict[str, Any] = {"form": form, "opening": opening, "words": labels}
    return render("opportunities/posting/edit.html", status=status, **context)


@bp.get("/<token>/preview")
def preview(token):
    return _preview(_mine(token), Form())


@bp.post("/<token>/send")
def send(token):
    return _do(token, writing.send, refused=_preview)


@bp.post("/<token>/confirm")
def confirm(token):
    return _do(token, lambda opening: life.confirm(opening, _days()))


@bp.post("/<token>/pause")
def pause(token):
    return _do(token, life.pause)


@bp.post("/<token>/go-on")
def go_on(token):
    return _do(token, lambda opening: life.go_on(opening, _days()))


@bp.post("/<token>/filled")
def filled(token):
    return _do(token, life.fill)


@bp.post("/<token>/withdraw")
def withdraw(token):
    return _do(token, life.withdraw)


@bp.post("/<token>/copy")
def copy(token):
    trades.known()  # slow the first time: before the transaction

    def deed() -> str:
        made = writing.copy(_mine(token), account_id=_me())
        return url_for(".edit", token=made.token)

    try:
        return once(deed)
    except Refused as no:
        return _refused(token, no, _page_of)


def _do(token: str, act: Callable[[Opportunity], None], refused=None):
    def deed() -> str:
        act(_mine(token))
        return url_for(".show", token=token)

    try:
        return once(deed)
    except Refused as no:
        return _refused(token, no, refused or _page_of)


def _refused(token: str, no: Refused, page):
    form = Form()
    form.refuse(REFUSALS[no.code])
    return page(_mine(token), form)


def _page_of(opening: Opportunity, form: Form):
    status = 422 if form.refusals else 200
    context: dict[str, Any] = {"opening": opening, "form": form, "firm": _firm(), "words": labels}
    context["may_edit"] = opening.state in EDITABLE
    context["missing"] = writing.missing(opening)
    return render("opportunities/posting/show.html", status=status, **context)


def _preview(opening: Opportunity, form: Form):
    status = 422 if form.refusals else 200
    context: dict[str, Any] = {"opening": opening, "form": form, "words": labels}
    context |= {"facts": cards.facts(opening), "firm": cards.firm(opening)}
    context |= {"missing": writing.missing(opening), "may_edit": opening.state in EDITABLE}
    return render("opportunities/posting/preview.html", status=status, **context)


def _mine(token: str) -> Opportunity:
    return queries.of_firm_one(membership().organisation_id, token) or abort(404)


def _firm():
    return membership().organisation


def _me() -> int:
    return (my_account() or abort(404)).id


def _days() -> int:
    return current_app.extensions["settings"].confirm_days
