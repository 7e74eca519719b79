"""The files of photos."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("startup_photos", __name__, url_prefix="/photos")
bp.before_request(open_to_all)
