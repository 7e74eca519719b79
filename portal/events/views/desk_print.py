"""The desk: paper: badges and gate lists."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_print", __name__, url_prefix="/<lang>/desk/events")
bp.before_request(guard(Can.SEE_REGISTRATIONS))
