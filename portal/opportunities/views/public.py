"""Everyone: search, read, share, print."""

from flask import Blueprint, abort

from portal.accounts.guards import open_to_all

bp = Blueprint("opportunities", __name__, url_prefix="/<lang>/opportunities")
bp.before_request(open_to_all)


@bp.get("/")
def index():
    abort(404)


@bp.get("/<slug>/")
def show(slug):
    abort(404)
