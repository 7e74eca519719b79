"""Members: begin a page, fill it in, look at it, send it to the team, hide it."""

from flask import Blueprint

from portal.startups.guards import founders_only

bp = Blueprint("founder", __name__, url_prefix="/<lang>/founder")
bp.before_request(founders_only)


@bp.get("/begin")
def begin():
    return ""
