"""An employer posts, previews, confirms, pauses."""

from flask import Blueprint, abort

from portal.employers.guards import members_only

bp = Blueprint("posting", __name__, url_prefix="/<lang>/employer/opportunities")
bp.before_request(members_only)


@bp.get("/")
def index():
    abort(404)
