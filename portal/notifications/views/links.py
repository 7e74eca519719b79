"""A short link from a message. It only leads somewhere: programs that look ahead change nothing."""

from flask import Blueprint, abort, redirect

from portal.notifications import queries

# Open to all: portal/app.py says so, since guards lie above.
bp = Blueprint("links", __name__)


@bp.get("/m/<token>")
def go(token):
    path = queries.path_of(token[:64]) or abort(404)
    return redirect(f"/{path}", code=302)
