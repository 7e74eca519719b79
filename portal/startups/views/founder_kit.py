"""Members: what they print and share."""

from flask import Blueprint

from portal.startups.guards import founders_only

bp = Blueprint("founder_kit", __name__, url_prefix="/<lang>/founder/kit")
bp.before_request(founders_only)
