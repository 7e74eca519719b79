"""A CV that its owner shows by a link."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("shared_cv", __name__, url_prefix="/<lang>/cv/<token>")
bp.before_request(open_to_all)
