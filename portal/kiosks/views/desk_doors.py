"""The desk: the doors of an event as they are now."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_doors", __name__, url_prefix="/<lang>/desk/events/<slug>/doors")
bp.before_request(guard(Can.CHECK_IN))
