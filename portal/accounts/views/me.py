"""The first page of a person who is signed in, and the way out."""

from flask import Blueprint, abort, redirect, request, url_for

from portal.accounts import guards, queries
from portal.accounts.guards import forget_here, my_account, with_account
from portal.accounts.models import Account
from portal.accounts.operations import changing, entering, sessions
from portal.core.db import committed, db, transaction
from portal.web.render import render

bp = Blueprint("me", __name__, url_prefix="/<lang>/me")
bp.before_request(with_account)


@bp.get("/")
def home():
    account = my_account() or abort(404)
    waiting = queries.waiting_pin(account.id)
    return render("accounts/door/home.html", account=account, waiting=waiting)


@bp.route("/confirm", methods=["GET", "POST"])
def confirm():
    """The team opened this account: is it hers?"""
    account = my_account() or abort(404)
    if account.made_by is None or account.confirmed_at is not None:
        return redirect(url_for(".home"), code=303)
    if request.method == "GET":
        return render("accounts/door/confirm.html", account=account)
    hers = request.form.get("answer") == "yes"
    decide = entering.confirm if hers else changing.contest
    committed(lambda: decide(db.session.get_one(Account, account.id)))
    if hers:
        return redirect(url_for(".home"), code=303)
    return guards.take(redirect(url_for("door.closed"), code=303), "me")


@bp.post("/sign-out")
def sign_out():
    with transaction():
        sessions.close(guards.cookie("me"))
    answer = guards.take(redirect(url_for("door.enter"), code=303), "me", "door")
    answer.delete_cookie(guards.COME_BACK)
    forget_here(answer, "cache")
    return answer
