"""The desk: what waits to be checked, and what is open."""

from flask import Blueprint, abort

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_opportunities", __name__, url_prefix="/<lang>/desk/opportunities")
bp.before_request(guard(Can.CHECK_OPPORTUNITIES))


@bp.get("/")
def index():
    abort(404)
