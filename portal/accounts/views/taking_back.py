"""The page behind a notice: "this was not me". Programs that look ahead change nothing."""

from flask import Blueprint, abort, url_for

from portal.accounts import queries
from portal.accounts.guards import open_to_all
from portal.accounts.models import KeyChange
from portal.accounts.operations import changing
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("taking_back", __name__, url_prefix="/<lang>/keys/<token>")
bp.before_request(open_to_all)


@bp.get("/")
def show(token):
    change = _change(token)
    possible = changing.can_take_back(change)
    return render("accounts/door/taking_back.html", change=change, possible=possible)


@bp.post("/stop")
def stop(token):
    def deed() -> str:
        change = _change(token)
        changing.take_back(change)
        return url_for(".show", token=change.token)

    return once(deed)


def _change(token: str) -> KeyChange:
    return queries.change(token[:64]) or abort(404)
