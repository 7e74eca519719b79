"""The page behind a notice: "this was not me"."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("taking_back", __name__, url_prefix="/<lang>/keys/<token>")
bp.before_request(open_to_all)
