"""The desk: the applications of a hub's people."""

from flask import Blueprint, abort

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_applications", __name__, url_prefix="/<lang>/desk/applications")
bp.before_request(guard(Can.SEE_APPLICATIONS))


@bp.get("/")
def index():
    abort(404)
