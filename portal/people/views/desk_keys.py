"""The desk: a new number, for which two of the team vouch; accounts that were contested."""

from flask import Blueprint, abort, request, url_for

from portal.accounts import queries as staff_queries
from portal.accounts.guards import guard
from portal.accounts.labels import REFUSALS as DOOR_REFUSALS
from portal.accounts.permissions import Can
from portal.core.errors import Refused
from portal.people.forms.desk import NewNumberForm, WitnessForm
from portal.people.labels import REFUSALS
from portal.people.models import NumberAsk
from portal.people.operations import acting
from portal.people.queries import keys
from portal.people.views.desk import about, me, person
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_keys", __name__, url_prefix="/<lang>/desk/people")
bp.before_request(guard(Can.ACT_FOR_PEOPLE))

SENTENCES = {**REFUSALS, **DOOR_REFUSALS}


@bp.route("/<token>/number", methods=["GET", "POST"])
def number(token):
    found, form = person(token), NewNumberForm()

    def deed() -> str:
        ask = acting.ask_number(person(token), form.phone.e164 or "", staff_id=me().id)
        return url_for(".confirm", token=ask.token)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(SENTENCES[no.code], no.field)
    status = 422 if request.method == "POST" else 200
    return render("people/desk/number.html", status=status, form=form, person=found)


@bp.get("/numbers/")
def numbers():
    """What waits for a second member of the team."""
    asks = keys.waiting_asks(me())
    emails = staff_queries.emails({ask.by for ask in asks})
    return render("people/desk/numbers.html", asks=asks, emails=emails)


@bp.route("/numbers/<token>/", methods=["GET", "POST"])
def confirm(token):
    ask, form = _ask(token), WitnessForm()
    wants = request.form.get("answer") == "yes"

    def deed() -> str:
        acting.answer_number(_ask(token), yes=wants, staff_id=me().id)
        return url_for("desk_persons.show", token=ask.person.token)

    if request.method == "POST" and (not wants or form.validate()):
        try:
            return once(deed)
        except Refused as no:
            form.refuse(SENTENCES[no.code])
    status = 422 if request.method == "POST" else 200
    ask = _ask(token)
    emails = staff_queries.emails({ask.by})
    mine = ask.by == me().id
    return render(
        "people/desk/number_ask.html", status=status, form=form, ask=ask, emails=emails, mine=mine
    )


@bp.post("/<token>/reopen")
def reopen(token):
    """She says now that the account is hers after all."""

    def deed() -> str:
        acting.reopen(person(token).account or abort(404))
        return url_for("desk_persons.show", token=token)

    try:
        return once(deed)
    except Refused as no:
        context = about(person(token))
        context["form"].refuse(SENTENCES[no.code])
        return render("people/desk/person.html", status=422, **context)


def _ask(token: str) -> NumberAsk:
    return keys.ask_for(me(), token) or abort(404)
