"""The desk: agreements to write, to sign, to close."""

from flask import Blueprint, abort, request

from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.agreements import labels, queries
from portal.agreements.models import Agreement, Signature
from portal.agreements.operations import ending
from portal.agreements.operations.drafting import Writer
from portal.agreements.operations.signing import Signer
from portal.agreements.states import Party
from portal.agreements.views import steps, writing
from portal.agreements.views.steps import Table
from portal.agreements.views.writing import Desk
from portal.core import audit
from portal.core.db import transaction
from portal.people.queries.reads import FILE_READ, looked_already
from portal.web.forms import whole_number
from portal.web.render import render

bp = Blueprint("desk_agreements", __name__, url_prefix="/<lang>/desk/agreements")
bp.before_request(guard(Can.WRITE_AGREEMENTS))

LAST_PAGE = 10_000


@bp.get("/")
def index():
    state = request.args.get("state", "")
    state = state if state in labels.STATES else ""
    number = min(max(whole_number(request.args.get("page", "")), 1), LAST_PAGE)
    found, total = queries.page(_mine(), state, number)
    return render(
        "agreements/desk.html",
        agreements=found,
        total=total,
        page=number,
        pages=-(-total // queries.PAGE),
        state=state,
        waiting=queries.waiting_for_one(_mine()),
        figures=queries.figures(_mine()),
        said=labels,
    )


@bp.post("/<token>/end")
def end(token):
    return steps.do(TABLE, token, lambda seat, _: ending.end(seat.agreement))


def _mine():
    return queries.of_staff(signed_in() or abort(404))


def _find(token: str, *, lock: bool = False) -> tuple[Signature, Signer]:
    found = queries.agreement(token, _mine(), lock=lock) or abort(404)
    return queries.signature(found, Party.PROGRAMME) or abort(404), Signer(staff=signed_in())


def _who() -> Writer:
    staff = signed_in() or abort(404)
    return Writer(staff_id=staff.id)


def _read(agreement: Agreement) -> None:
    """The person can see that staff looked."""
    person = agreement.application.person_id
    if not looked_already(person):
        with transaction():
            audit.record(FILE_READ, f"person:{person}", "agreement")


TABLE = Table(Party.PROGRAMME, "desk.html", _find, read=_read)
steps.add(bp, TABLE)
writing.add(bp, Desk(TABLE, _mine, _mine, _who))
