"""All that is kept of me: download, who read it, delete."""

from datetime import timedelta

from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _

from portal.accounts.guards import cookie_name, forget_here, my_account, pin_again, with_account
from portal.accounts.models import Account
from portal.core import audit
from portal.core.db import transaction
from portal.core.errors import Refused
from portal.people import queries as people
from portal.privacy import queries
from portal.privacy.forms import EraseForm
from portal.privacy.labels import ACTIONS, REFUSALS, TABLES
from portal.privacy.operations import erasing, exporting
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("my_file", __name__, url_prefix="/<lang>/me/data")
bp.before_request(with_account)


@bp.get("/")
def index():
    person = people.person_of(_mine().id)
    reads = people.reads_of(person) if person else []
    return render("privacy/index.html", reads=reads)


@bp.get("/how-long")
def how_long():
    words = {"tables": TABLES, "actions": ACTIONS}
    rules = [(kept, timedelta(days=kept.days or 0)) for kept in queries.shown_rules()]
    return render("privacy/how_long.html", rules=rules, words=words)


@bp.get("/all.zip")
@pin_again
def download():
    """Everything, as one file: made while one waits, kept nowhere."""
    with transaction():
        audit.record("privacy.export.made", f"account:{_mine().id}")
    found = exporting.gather(queries.account(_mine().id))
    names = {table: str(words) for table, words in TABLES.items()}
    packed = exporting.bundle(found, title=_("My data"), names=names)
    answer = Response(packed, mimetype="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return answer


@bp.route("/delete", methods=["GET", "POST"])
@pin_again
def delete():
    form = EraseForm()

    def deed() -> str:
        if not form.sure.data:
            raise Refused("erase_unsure", "sure")
        erasing.erase_account(queries.account(_mine().id))
        return url_for("trust.my_data", deleted=1)

    if form.was_sent():
        try:
            answer = once(deed)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
        else:
            return _forgotten(answer)
    status = 422 if request.method == "POST" else 200
    return render("privacy/delete.html", status=status, form=form)


def _forgotten(answer):
    """This phone forgets, too."""
    for name in ("me", "phone", "door"):
        secure = current_app.extensions["settings"].secure
        answer.delete_cookie(cookie_name(name), secure=secure, httponly=True, samesite="Lax")
    forget_here(answer, "cache", "storage")
    return answer


def _mine() -> Account:
    account = my_account()
    assert account is not None  # noqa: S101 - the blueprint's guard has seen to it
    return account
