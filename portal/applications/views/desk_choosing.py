"""The desk: choose an opening to which a counsellor applies for someone."""

from flask import Blueprint, abort, request

from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.opportunities.queries import browsing
from portal.people.queries import desk as people
from portal.web.forms import whole_number
from portal.web.locale import language
from portal.web.render import render

bp = Blueprint("desk_choosing", __name__, url_prefix="/<lang>/desk/applications/for")
bp.before_request(guard(Can.ACT_FOR_PEOPLE))


@bp.get("/<person_token>/")
def choose(person_token):
    """Openings that take applications: those in her city, unless other words are typed."""
    staff = signed_in() or abort(403)
    person = people.person_for(staff, person_token) or abort(404)
    text = request.args.get("q", "")[:200].replace("\x00", "")
    city = "" if text or "q" in request.args else person.city_code
    wanted = browsing.Wanted(text=text, city=city, language=language())
    found = browsing.listing(wanted, whole_number(request.args.get("page", "1")) or 1)
    return render(
        "applications/desk/choose.html",
        partial="applications/desk/_choose.html",
        person=person,
        found=found,
        text=text,
        in_city=city,
    )
