"""The desk: how the matching does, in figures, and its runs."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_matching", __name__, url_prefix="/<lang>/desk/matching")
bp.before_request(guard(Can.SEE_MATCHING))


@bp.get("/")
def index():
    return ""
