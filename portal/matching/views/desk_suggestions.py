"""The desk: what is suggested to one person of one's hub; add, remove, move, with a reason."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_suggestions", __name__, url_prefix="/<lang>/desk/people")
bp.before_request(guard(Can.SEE_MATCHING))


@bp.get("/<token>/suggestions")
def index(token):
    return ""
