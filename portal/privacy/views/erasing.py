"""The desk: delete a person who asks for it, or who says that she never asked for an account."""

from flask import Blueprint, abort, request, url_for

from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.core.errors import Refused
from portal.people.models import Person
from portal.people.queries import desk as people
from portal.privacy.forms import EraseForPersonForm
from portal.privacy.labels import REFUSALS
from portal.privacy.operations import erasing
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_erasing", __name__, url_prefix="/<lang>/desk/people/<token>/erase")
bp.before_request(guard(Can.ACT_FOR_PEOPLE))


@bp.route("", methods=["GET", "POST"])
def erase(token):
    form = EraseForPersonForm()

    def deed() -> str:
        if not form.sure.data:
            raise Refused("erase_unsure", "sure")
        found = _person(token)
        if found.account is not None:
            erasing.erase_account(found.account)
        else:
            erasing.erase_person(found)
        return url_for("desk_persons.index")

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    status = 422 if request.method == "POST" else 200
    return render("privacy/erase.html", status=status, form=form, person=_person(token))


def _person(token: str) -> Person:
    staff = signed_in() or abort(404)
    return people.person_for(staff, token) or abort(404)
