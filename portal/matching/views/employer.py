"""An employer says how many candidates it wants for an opening."""

from flask import Blueprint

from portal.employers.guards import members_only

bp = Blueprint("employer_matching", __name__, url_prefix="/<lang>/employer/opportunities")
bp.before_request(members_only)


@bp.get("/<token>/candidates")
def wanted(token):
    return ""
