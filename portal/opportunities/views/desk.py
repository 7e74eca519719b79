"""The desk: what waits to be checked, and what is open."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, current_app, request, url_for
from flask_babel import gettext as _

from portal.accounts import queries as accounts
from portal.accounts.guards import guard, requires, signed_in
from portal.accounts.permissions import Can
from portal.core.audit import Deed
from portal.core.errors import Refused
from portal.employers.models import Organisation
from portal.opportunities import cards, labels
from portal.opportunities.forms.posting import ForWhomForm, NoteForm, OpeningForm
from portal.opportunities.labels import REFUSALS
from portal.opportunities.models import Opportunity
from portal.opportunities.operations import life, moderation
from portal.opportunities.operations import posting as writing
from portal.opportunities.queries import posting as queries
from portal.opportunities.rules import detector
from portal.opportunities.rules.life import EDITABLE
from portal.reference import trades
from portal.web.forms import whole_number
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_opportunities", __name__, url_prefix="/<lang>/desk/opportunities")
bp.before_request(guard(Can.CHECK_OPPORTUNITIES))

LAST_PAGE = 1000


@bp.get("/")
def index():
    asked = request.args.get("list", "")
    which = asked if asked in queries.LISTS else queries.LISTS[0]
    number = min(max(whole_number(request.args.get("page", "1")), 1), LAST_PAGE)
    page = queries.desk(which, number)
    context: dict[str, Any] = {"page": page, "which": which, "words": labels}
    context["waiting"] = queries.waiting()
    context["reports"] = queries.reports_of(page.openings)
    return render("opportunities/desk/index.html", **context)


@bp.route("/new", methods=["GET", "POST"])
@requires(Can.POST_FOR_PROGRAMME)
def new():
    form = ForWhomForm()

    def deed() -> str:
        firm = _firm_named(form.firm.data)
        made = writing.start(firm, facts, language=language(), staff_id=_me())
        return url_for(".edit", token=made.token)

    if form.was_sent():
        facts = form.facts()  # finds the trade, before the transaction
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    status = 422 if request.method == "POST" else 200
    context: dict[str, Any] = {"form": form, "words": labels, "firms": queries.firm_names()}
    return render("opportunities/desk/new.html", status=status, **context)


@bp.get("/<token>/")
def show(token):
    return _page_of(_opening(token), NoteForm())


@bp.route("/<token>/edit", methods=["GET", "POST"])
@requires(Can.POST_FOR_PROGRAMME)
def edit(token):
    form = OpeningForm()
    form.offer(_ours(token))

    def deed() -> str:
        writing.change(_ours(token), facts)
        return url_for(".show", token=token)

    if form.was_sent():
        facts = form.facts()
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    elif request.method == "GET":
        form.show()
    status = 422 if request.method == "POST" else 200
    context: dict[str, Any] = {"form": form, "opening": _ours(token), "words": labels}
    return render("opportunities/desk/edit.html", status=status, **context)


@bp.post("/<token>/publish")
@requires(Can.POST_FOR_PROGRAMME)
def publish(token):
    _ours(token)
    return _do(token, lambda opening, _form: moderation.publish(opening, _me(), _days()))


@bp.post("/<token>/approve")
def approve(token):
    def act(opening, form):
        moderation.approve(opening, _me(), whole_number(form.version.data), _days())

    return _do(token, act)


@bp.post("/<token>/send-back")
def send_back(token):
    def act(opening, form):
        version = whole_number(form.version.data)
        moderation.send_back(opening, _me(), version, form.note.data or "")

    return _do(token, act)


@bp.post("/<token>/withdraw")
def withdraw(token):
    return _do(token, lambda o, form: moderation.withdraw(o, _me(), form.note.data or ""))


@bp.post("/<token>/seen")
def seen(token):
    return _do(token, lambda opening, _form: moderation.look_at(opening, _me()))


@bp.post("/<token>/confirm")
def confirm(token):
    return _do(token, lambda opening, _form: life.confirm(opening, _days()))


@bp.post("/<token>/pause")
def pause(token):
    return _do(token, lambda opening, _form: life.pause(opening))


@bp.post("/<token>/go-on")
def go_on(token):
    return _do(token, lambda opening, _form: life.go_on(opening, _days()))


@bp.post("/<token>/filled")
def filled(token):
    return _do(token, lambda opening, _form: life.fill(opening))


def _do(token: str, act: Callable[[Opportunity, NoteForm], None]):
    trades.known()  # slow the first time: before the transaction
    form = NoteForm()

    def deed() -> str:
        act(_opening(token), form)
        return url_for(".show", token=token)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    return _page_of(_opening(token), form, 422)


def _page_of(opening: Opportunity, form: NoteForm, status: int = 200):
    context: dict[str, Any] = {"opening": opening, "form": form, "words": labels}
    context |= {"facts": cards.facts(opening), "firm": cards.firm(opening)}
    context |= {"found": _found(opening), "reports": queries.reports(opening)}
    context |= {"history": _history(opening), "missing": writing.missing(opening)}
    context["may_edit"] = _is_ours(opening) and opening.state in EDITABLE
    return render("opportunities/desk/show.html", status=status, **context)


def _found(opening: Opportunity) -> list[dict]:
    """Each field in which something was found: its name, its words with the place marked, why."""
    found = writing.found_in(opening)
    texts = []
    for name in dict.fromkeys(one.field for one in found):
        here = [one for one in found if one.field == name]
        pieces = detector.pieces(writing.text_of(opening, name), here)
        texts.append({"name": labels.FIELDS[name], "pieces": pieces, "why": detector.codes(here)})
    return texts


def _history(opening: Opportunity) -> list[dict]:
    deeds = queries.history(opening)
    emails = accounts.emails({whole_number(d.actor.removeprefix("staff:")) for d in deeds})
    return [_line(deed, emails) for deed in deeds]


def _line(deed: Deed, emails: dict[int, str]) -> dict:
    """A deed in plain words. Which answers changed, never what they are."""
    staff = emails.get(whole_number(deed.actor.removeprefix("staff:")), "")
    other = _("By itself") if deed.actor == "system" else _("The employer")
    if deed.what == labels.REPORTED:
        other = ""  # a reader, as the words say; nobody is to know which
    changed = [labels.FIELDS[name] for name in deed.fields.split(",") if name in labels.FIELDS]
    what = labels.DEEDS.get(deed.what, deed.what)
    return {"at": deed.at, "who": staff or other, "what": what, "changed": changed}


def _firm_named(name: str | None) -> Organisation | None:
    """The employer that was written; None where none was: the programme itself."""
    if not name:
        return None
    found = queries.firms_named(name)
    if len(found) != 1:
        raise Refused("employer_unknown", "firm")
    return found[0]


def _opening(token: str) -> Opportunity:
    return queries.one(token) or abort(404)


def _is_ours(opening: Opportunity) -> bool:
    """Written at the desk: for the programme, or for an employer who asked us to."""
    return opening.posted_by_staff is not None


def _ours(token: str) -> Opportunity:
    found = _opening(token)
    return found if _is_ours(found) else abort(404)


def _me() -> int:
    return (signed_in() or abort(404)).id


def _days() -> int:
    return current_app.extensions["settings"].confirm_days
