"""A person's suggestions: why, what is missing, yes, no, later."""

from flask import Blueprint

from portal.accounts.guards import with_account

bp = Blueprint("my_suggestions", __name__, url_prefix="/<lang>/me/suggestions")
bp.before_request(with_account)


@bp.get("/")
def index():
    return ""
