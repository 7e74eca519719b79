"""A person applies."""

from flask import Blueprint, abort

from portal.accounts.guards import with_account

bp = Blueprint("applying", __name__, url_prefix="/<lang>/opportunities/<slug>/apply")
bp.before_request(with_account)


@bp.get("")
def apply(slug):
    abort(404)
