"""The page that a kiosk shows: the same for all, kept on the device; it holds nobody's data."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("kiosk", __name__, url_prefix="/<lang>/kiosk")
bp.before_request(open_to_all)
