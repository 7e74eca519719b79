"""The desk: scans that a person has to decide on."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_reviews", __name__, url_prefix="/<lang>/desk/events/<slug>/doors/reviews")
bp.before_request(guard(Can.CHECK_IN))
