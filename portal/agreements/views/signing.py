"""A party without an account (a school) reads and signs."""

from flask import Blueprint, abort

from portal.accounts.guards import open_to_all
from portal.agreements import queries
from portal.agreements.models import Signature
from portal.agreements.operations.signing import Signer
from portal.agreements.states import Party
from portal.agreements.views import steps
from portal.agreements.views.steps import Table

bp = Blueprint("signing", __name__, url_prefix="/<lang>/sign/<token>")
bp.before_request(open_to_all)


def _find(token: str, *, lock: bool = False) -> tuple[Signature, Signer]:
    seat = queries.signature_of_school(token) or abort(404)
    found = queries.by_id(seat.agreement_id, lock=lock) or abort(404)
    now_there = queries.signature(found, Party.SCHOOL)
    if now_there is None or now_there.token != token:  # another school by now
        abort(404)
    return now_there, Signer()


steps.add(bp, Table(Party.SCHOOL, "agreements/letter.html", _find, base=""))
