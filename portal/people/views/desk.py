"""The desk: the people of a hub, their next steps, acting for one, merging."""

from flask import Blueprint, abort

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_persons", __name__, url_prefix="/<lang>/desk/people")
bp.before_request(guard(Can.SEE_PEOPLE))


@bp.get("/")
def index():
    abort(404)
