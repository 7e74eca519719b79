"""An employer says how many candidates it wants for an opening."""

from flask import Blueprint, abort, request, url_for

from portal.core.errors import Refused
from portal.employers.guards import members_only, membership
from portal.matching import labels
from portal.matching.forms.employer import WantedForm
from portal.matching.operations import wanting
from portal.matching.queries import desk
from portal.opportunities.models import Opportunity
from portal.opportunities.queries import posting as openings
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("employer_matching", __name__, url_prefix="/<lang>/employer/opportunities")
bp.before_request(members_only)


@bp.route("/<token>/candidates", methods=["GET", "POST"])
def wanted(token):
    form = WantedForm()

    def deed() -> str:
        wanting.want(_mine(token), form.wanted.data)
        return url_for(".wanted", token=token, kept=1)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(labels.REFUSALS[no.code], no.field)
    opening = _mine(token)
    asked = desk.wanted(opening)
    if request.method == "GET":
        form.wanted.data = asked
    return render(
        "matching/wanted.html",
        status=422 if request.method == "POST" else 200,
        opening=opening,
        form=form,
        asked=asked,
        come=desk.come(opening),
        kept=request.args.get("kept") == "1",
    )


def _mine(token: str) -> Opportunity:
    return openings.of_firm_one(membership().organisation_id, token) or abort(404)
