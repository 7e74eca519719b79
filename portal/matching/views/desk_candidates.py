"""The desk: who is suggested for one opening."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_candidates", __name__, url_prefix="/<lang>/desk/opportunities")
bp.before_request(guard(Can.SEE_MATCHING))


@bp.get("/<token>/candidates")
def index(token):
    return ""
