"""The first page of a person who is signed in."""

from flask import Blueprint, abort

from portal.accounts.guards import with_account

bp = Blueprint("me", __name__, url_prefix="/<lang>/me")
bp.before_request(with_account)


@bp.get("/")
def home():
    abort(404)
