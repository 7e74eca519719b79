"""Everyone: find a business, read its page, say that something is wrong."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("startups", __name__, url_prefix="/<lang>/startups")
bp.before_request(open_to_all)
