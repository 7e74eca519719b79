"""Everyone: leave a number, to be called back."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("startup_asking", __name__, url_prefix="/<lang>/startups/<slug>/ask")
bp.before_request(open_to_all)
