"""The desk: check points, and the kiosks that stand there."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_kiosks", __name__, url_prefix="/<lang>/desk/events/<slug>/doors/kiosks")
bp.before_request(guard(Can.RUN_DOORS))
