"""The desk: who may post, and why."""

from flask import Blueprint, abort

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_employers", __name__, url_prefix="/<lang>/desk/employers")
bp.before_request(guard(Can.CHECK_EMPLOYERS))


@bp.get("/")
def index():
    abort(404)
