"""An employer: whom to answer, and what is known of them."""

from flask import Blueprint, abort

from portal.employers.guards import members_only

bp = Blueprint("employer", __name__, url_prefix="/<lang>/employer")
bp.before_request(members_only)


@bp.get("/")
def home():
    abort(404)
