"""An employer registers and looks after the organisation."""

from flask import Blueprint, abort

from portal.accounts.guards import with_account

bp = Blueprint("organisation", __name__, url_prefix="/<lang>/employer/organisation")
bp.before_request(with_account)


@bp.get("/")
def show():
    abort(404)


@bp.get("/register")
def register():
    abort(404)
