"""The desk: open an account for someone, print what she needs to come in."""

from flask import Blueprint, abort, request, url_for

from portal.accounts.guards import guard
from portal.accounts.labels import REFUSALS as DOOR_REFUSALS
from portal.accounts.operations import changing, opening
from portal.accounts.permissions import Can
from portal.accounts.rules import FIRST_CODE_HOLDS
from portal.core import once as answers
from portal.core.clock import now
from portal.core.db import committed
from portal.core.errors import Refused
from portal.people.forms.desk import NewPersonForm, WitnessForm
from portal.people.labels import CONSENT, REFUSALS
from portal.people.models import Person
from portal.people.operations import acting
from portal.people.queries import doubles
from portal.people.views.desk import hubs, me, person
from portal.reference import cities
from portal.web import form_token
from portal.web.locale import LANGUAGES, language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_opening", __name__, url_prefix="/<lang>/desk/people")
bp.before_request(guard(Can.ACT_FOR_PEOPLE))


@bp.route("/new", methods=["GET", "POST"])
def new():
    form = NewPersonForm()
    form.offer(hubs())

    def deed() -> str:
        made = acting.open_for(form.newcomer(), me())
        return url_for("desk_persons.show", token=made.token, made=1)

    alike: list[Person] = []
    if form.was_sent():
        # Sent twice, the answer to the first is given again: she is not her own double.
        sent_before = answers.used(form_token.session_id(), request.form[form_token.FIELD])
        alike = [] if sent_before else _alike(form)
        if form.another.data or not alike:
            try:
                return once(deed)
            except Refused as no:
                form.refuse({**REFUSALS, **DOOR_REFUSALS}[no.code], no.field)
                alike = _alike(form)
    elif request.method == "GET":
        form.language.data = form.consent_language.data = language()
        form.present.data = True
    status = 422 if request.method == "POST" else 200
    return render(
        "people/desk/new.html",
        status=status,
        form=form,
        alike=alike,
        cities=cities.names(language()),
        consent=CONSENT,
        hubs=hubs(),
    )


@bp.route("/<token>/code", methods=["GET", "POST"])
def code(token):
    """Not once(): whoever presses twice is given a second code, and the first one dies."""
    return _keys(token, "first")


@bp.route("/<token>/pin", methods=["GET", "POST"])
def pin(token):
    """The PIN is lost, and a counsellor knows the person: a printed code opens the door."""
    return _keys(token, "pin")


def _keys(token: str, what: str):
    found = person(token)
    if found.account is None:
        abort(404)
    form = WitnessForm()
    if form.was_sent():
        give = opening.first_code if what == "first" else changing.vouch_pin
        code = committed(lambda: give(person(token).account or abort(404), me().id))
        return _paper(person(token), code)
    status = 422 if request.method == "POST" else 200
    return render("people/desk/keys.html", status=status, form=form, person=found, what=what)


def _paper(found: Person, code: str):
    """The slip, in the person's language (the form's address says which)."""
    until = now() + FIRST_CODE_HOLDS
    mine = request.form.get("back", "")
    back = mine if mine in LANGUAGES else language()
    return render("people/desk/slip.html", person=found, code=code, until=until, back=back)


def _alike(form: NewPersonForm) -> list[Person]:
    """Who may already be this person, to be looked at before she is written down twice."""
    phone = form.phone.e164
    near = doubles.matches(me(), form.name.data, form.city.data or "", phone)
    sharing = doubles.same_phone(me(), phone)
    return list({found.id: found for found in [*near, *sharing]}.values())
