"""Members: who is of the start-up, who keeps its page."""

from flask import Blueprint

from portal.startups.guards import founders_only

bp = Blueprint("founder_members", __name__, url_prefix="/<lang>/founder/members")
bp.before_request(founders_only)
