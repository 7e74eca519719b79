"""What a QR on paper leads to."""

from flask import Blueprint, abort, redirect, url_for

from portal.accounts.guards import network, open_to_all
from portal.core import codes
from portal.startups.operations import counting
from portal.startups.queries import pages
from portal.startups.states import Sign
from portal.startups.views.counting import saw
from portal.web import locale

bp = Blueprint("startup_scans", __name__)
bp.before_request(open_to_all)

MEDIA = {"p": Sign.POSTER, "f": Sign.FLYER, "c": Sign.CARD}


# In capitals a QR needs fewer squares, and then the whole address stands in capitals.
@bp.get("/s/<code>")
@bp.get("/s/<code>/<medium>")
@bp.get("/S/<code>")
@bp.get("/S/<code>/<medium>")
def go(code, medium=""):
    """To the page, in the reader's language. Paper outlives pages: else to all the others."""
    sign = MEDIA.get(medium.lower())
    if medium and sign is None:
        abort(404)
    found = pages.by_code(codes.read(code) or "")
    language = locale.guess()
    if found is None:
        answer = redirect(url_for("startups.index", lang=language), code=302)
    else:
        startup_id, slug = found
        if sign and not counting.too_many(network()):
            saw(startup_id, sign)
        answer = redirect(url_for("startups.show", slug=slug, lang=language), code=302)
    answer.headers["Cache-Control"] = "no-store, private"
    answer.vary.update(("Cookie", "Accept-Language"))
    return answer
