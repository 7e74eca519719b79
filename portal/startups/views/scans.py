"""What a QR on paper leads to."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("startup_scans", __name__, url_prefix="/s")
bp.before_request(open_to_all)
