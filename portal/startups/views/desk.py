"""The desk: the start-ups, what their pages lack, what waits for a look."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_startups", __name__, url_prefix="/<lang>/desk/startups")
bp.before_request(guard(Can.CHECK_STARTUPS))
