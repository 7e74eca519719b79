"""A person reads and signs her agreements."""

from flask import Blueprint, abort

from portal.accounts.guards import my_account, pin_again, pin_just_given, with_account
from portal.agreements import labels, queries
from portal.agreements.models import Signature
from portal.agreements.operations.signing import Signer
from portal.agreements.states import Party
from portal.agreements.views import evaluations, steps
from portal.agreements.views.steps import Table
from portal.web.render import render

bp = Blueprint("my_agreements", __name__, url_prefix="/<lang>/me/agreements")
bp.before_request(with_account)


@bp.get("/")
@pin_just_given
def index():
    found = queries.all_of(queries.of_account(my_account() or abort(404)))
    return render("agreements/mine.html", agreements=found, said=labels)


def _find(token: str, *, lock: bool = False) -> tuple[Signature, Signer]:
    account = my_account() or abort(404)
    found = queries.agreement(token, queries.of_account(account), lock=lock) or abort(404)
    return queries.signature(found, Party.PERSON) or abort(404), Signer(account=account)


TABLE = Table(Party.PERSON, "me.html", _find, asks=pin_just_given, asks_again=pin_again)
steps.add(bp, TABLE)
evaluations.add(bp, TABLE)
