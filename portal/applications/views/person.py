"""A person follows her applications."""

from flask import Blueprint, abort

from portal.accounts.guards import with_account

bp = Blueprint("applications", __name__, url_prefix="/<lang>/me/applications")
bp.before_request(with_account)


@bp.get("/")
def index():
    abort(404)
