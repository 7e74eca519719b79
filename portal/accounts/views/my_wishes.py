"""A person chooses what we write to her, and where."""

from flask import Blueprint, request, url_for

from portal.accounts.forms import EmailAddressForm, WishesForm
from portal.accounts.guards import my_account, pin_just_given, with_account
from portal.accounts.models import Account
from portal.accounts.operations import wishes
from portal.core.db import db
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("my_wishes", __name__, url_prefix="/<lang>/me/keys")
bp.before_request(with_account)


@bp.route("/messages", methods=["GET", "POST"])
def messages():
    account = _me()
    form = WishesForm()
    form.offer(phone=account.phone, email=account.email)
    if form.was_sent():

        def deed() -> str:
            wishes.keep(_me(), form.wanted(), form.first.data or "")
            return url_for(".messages", kept=1)

        return once(deed)
    holds = wishes.wanted(account)
    if request.method == "GET":
        form.show(holds, next(iter(account.channels), "sms" if account.phone else "email"))
    status = 422 if request.method == "POST" else 200
    kept, nothing = "kept" in request.args, not holds & set(wishes.ASKED)
    context: dict = {"form": form, "kept": kept, "nothing": nothing, "account": account}
    return render("accounts/keys/messages.html", status=status, **context)


@bp.post("/messages/stop")
def stop():
    def deed() -> str:
        wishes.stop(_me())
        return url_for(".messages", kept=1)

    return once(deed)


@bp.route("/email", methods=["GET", "POST"])
@pin_just_given
def email():
    form = EmailAddressForm()
    if form.was_sent():

        def deed() -> str:
            wishes.change_email(_me(), (form.email.data or "").lower() or None)
            return url_for("my_keys.home", done="email")

        return once(deed)
    if request.method == "GET":
        form.email.data = _me().email
    status = 422 if request.method == "POST" else 200
    return render("accounts/keys/email.html", status=status, form=form)


def _me() -> Account:
    """Fresh from the database: inside a deed it is the row that will be changed."""
    account = my_account()
    assert account is not None  # noqa: S101 - the blueprint's guard
    return db.session.get_one(Account, account.id)
