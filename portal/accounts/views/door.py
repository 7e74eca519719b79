"""People come in: number, code, PIN, and the counter that sees to it."""

from flask import Blueprint, abort

from portal.accounts.guards import open_to_all

bp = Blueprint("door", __name__, url_prefix="/<lang>/me")
bp.before_request(open_to_all)


@bp.get("/sign-in")
def enter():
    abort(404)


@bp.get("/pin")
def pin_again():
    abort(404)
