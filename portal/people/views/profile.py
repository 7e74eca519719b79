"""The profile, in five short screens."""

from flask import Blueprint, abort

from portal.accounts.guards import with_account

bp = Blueprint("profile", __name__, url_prefix="/<lang>/me/profile")
bp.before_request(with_account)


@bp.get("/")
def show():
    abort(404)
