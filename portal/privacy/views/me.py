"""All that is kept of me: download, who read it, delete."""

from flask import Blueprint, abort

from portal.accounts.guards import with_account

bp = Blueprint("my_file", __name__, url_prefix="/<lang>/me/data")
bp.before_request(with_account)


@bp.get("/")
def index():
    abort(404)
