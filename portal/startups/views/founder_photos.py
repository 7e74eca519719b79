"""Members: the photos of the page."""

from flask import Blueprint

from portal.startups.guards import founders_only

bp = Blueprint("founder_photos", __name__, url_prefix="/<lang>/founder/photos")
bp.before_request(founders_only)
