"""Members: does the page work? Week by week, drawn."""

from flask import Blueprint

from portal.startups.guards import founders_only

bp = Blueprint("founder_figures", __name__, url_prefix="/<lang>/founder/figures")
bp.before_request(founders_only)
