"""A party without an account (a school) reads and signs."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("signing", __name__, url_prefix="/<lang>/sign/<token>")
bp.before_request(open_to_all)
