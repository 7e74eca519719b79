"""The desk: the printed list, typed in afterwards."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_paper", __name__, url_prefix="/<lang>/desk/events/<slug>/doors/paper")
bp.before_request(guard(Can.CHECK_IN))
