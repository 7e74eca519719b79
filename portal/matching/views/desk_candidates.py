"""The desk: who is suggested for one opening."""

from flask import Blueprint, abort, request

from portal.accounts import queries as accounts
from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.applications.queries import mine as applications
from portal.core.clock import now
from portal.matching import labels
from portal.matching.queries import desk
from portal.matching.views.lacking import lacking
from portal.opportunities.queries import posting as openings
from portal.people.queries import desk as people
from portal.web.render import render

bp = Blueprint("desk_candidates", __name__, url_prefix="/<lang>/desk/opportunities")
bp.before_request(guard(Can.SEE_MATCHING))


@bp.get("/<token>/candidates")
def index(token):
    """Those of one's own office, in their order, and by name whom one may add."""
    staff = signed_in() or abort(403)
    opening = openings.one(token) or abort(404)
    text = request.args.get("q", "")[:200].replace("\x00", "")
    changes = desk.changes_of_opening(staff, opening)
    return render(
        "matching/desk/candidates.html",
        partial="matching/desk/_find_people.html",
        opening=opening,
        takes=applications.is_open(opening, now()),
        candidates=desk.candidates(staff, opening),
        lacks=lacking,
        wanted=desk.wanted(opening),
        changes=changes,
        emails=accounts.emails({one.by for one in changes}),
        text=text,
        found=people.people(staff, people.Filter(text=text))[0] if text.strip() else [],
        words=labels,
    )
