"""A person reads and signs her agreements."""

from flask import Blueprint, abort

from portal.accounts.guards import with_account

bp = Blueprint("my_agreements", __name__, url_prefix="/<lang>/me/agreements")
bp.before_request(with_account)


@bp.get("/")
def index():
    abort(404)
