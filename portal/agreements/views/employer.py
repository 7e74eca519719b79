"""An employer drafts, reads and signs agreements."""

from flask import Blueprint, abort

from portal.employers.guards import members_only

bp = Blueprint("employer_agreements", __name__, url_prefix="/<lang>/employer/agreements")
bp.before_request(members_only)


@bp.get("/")
def index():
    abort(404)
