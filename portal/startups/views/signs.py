"""Browsers tell that a button of a page was pressed."""

from flask import Blueprint, Response, abort

from portal.accounts.guards import network, open_to_all
from portal.startups.operations import counting
from portal.startups.queries import pages
from portal.startups.states import Sign
from portal.startups.views.counting import saw

bp = Blueprint("startup_signs", __name__, url_prefix="/<lang>/startups/<slug>/did")
bp.before_request(open_to_all)

PRESSED = {"called": Sign.CALLED, "wrote": Sign.WROTE, "way": Sign.WAY}


@bp.post("/<what>")
def did(slug, what):
    """`<a ping>`: sent by the browser itself, also without JavaScript. Nobody reads the answer."""
    if counting.too_many(network()):
        return Response(status=429, mimetype="text/plain")
    sign = PRESSED.get(what) or abort(404)
    saw(pages.shown_id(slug) or abort(404), sign)
    return Response(status=204, mimetype="text/plain")
