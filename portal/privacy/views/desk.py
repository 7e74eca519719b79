"""The desk: what is kept for how long."""

from flask import Blueprint, abort

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_privacy", __name__, url_prefix="/<lang>/desk/privacy")
bp.before_request(guard(Can.SEE_RETENTION))


@bp.get("/")
def index():
    abort(404)
