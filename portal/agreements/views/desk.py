"""The desk: agreements to write, to sign, to close."""

from flask import Blueprint, abort

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_agreements", __name__, url_prefix="/<lang>/desk/agreements")
bp.before_request(guard(Can.WRITE_AGREEMENTS))


@bp.get("/")
def index():
    abort(404)
