"""Members: who wants to be called back."""

from flask import Blueprint

from portal.startups.guards import founders_only

bp = Blueprint("founder_requests", __name__, url_prefix="/<lang>/founder/requests")
bp.before_request(founders_only)
