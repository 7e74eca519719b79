"""An employer drafts, reads and signs agreements."""

from flask import Blueprint, abort

from portal.accounts.guards import my_account, pin_again, pin_just_given
from portal.agreements import labels, queries
from portal.agreements.models import Signature
from portal.agreements.operations.drafting import Writer
from portal.agreements.operations.signing import Signer
from portal.agreements.states import Party
from portal.agreements.views import evaluations, steps, writing
from portal.agreements.views.steps import Table
from portal.agreements.views.writing import Desk
from portal.employers.guards import members_only, membership
from portal.web.render import render

bp = Blueprint("employer_agreements", __name__, url_prefix="/<lang>/employer/agreements")
bp.before_request(members_only)


@bp.get("/")
def index():
    return render(
        "agreements/ours.html",
        agreements=queries.all_of(_mine()),
        waiting=queries.waiting_for_one(_ready()),
        said=labels,
    )


def _mine():
    return queries.of_member(membership())


def _ready():
    return queries.ready_for_member(membership())


def _find(token: str, *, lock: bool = False) -> tuple[Signature, Signer]:
    account = my_account() or abort(404)
    found = queries.agreement(token, _mine(), lock=lock) or abort(404)
    return queries.signature(found, Party.EMPLOYER) or abort(404), Signer(account=account)


def _who() -> Writer:
    account = my_account() or abort(404)
    return Writer(account_id=account.id)


TABLE = Table(Party.EMPLOYER, "employer.html", _find, asks=pin_just_given, asks_again=pin_again)
steps.add(bp, TABLE)
evaluations.add(bp, TABLE)
writing.add(bp, Desk(TABLE, _mine, _ready, _who))
