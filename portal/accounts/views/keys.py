"""A person looks after her keys: number, PIN, phones, connections."""

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import guards, queries
from portal.accounts.forms import CodeForm, NewNumberForm, NewPinForm
from portal.accounts.guards import my_account, pin_just_given, with_account
from portal.accounts.labels import REFUSALS
from portal.accounts.models import Account, DoorVisit
from portal.accounts.operations import changing, codes, phones, pins, sessions, visits
from portal.accounts.states import VisitFor
from portal.core.db import committed, db
from portal.core.errors import Refused
from portal.web.form_token import FIELD
from portal.web.forms import whole_number
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("my_keys", __name__, url_prefix="/<lang>/me/keys")
bp.before_request(with_account)


@bp.get("/")
def home():
    account = _me()
    done, waiting = request.args.get("done", ""), queries.waiting_pin(account.id)
    return render("accounts/keys/home.html", account=account, done=done, waiting=waiting)


@bp.route("/number", methods=["GET", "POST"])
@pin_just_given
def number():
    form = NewNumberForm()
    if form.was_sent():
        try:
            return _ask_number(form.phone.e164 or "")
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    return render("accounts/keys/number.html", status=_status(), form=form)


@bp.route("/number/code", methods=["GET", "POST"])
@pin_just_given
def number_code():
    visit = queries.visit(guards.cookie("door"), VisitFor.NUMBER)
    if visit is None or visit.account_id != _me().id:
        return redirect(url_for(".number"), code=303)
    form = CodeForm()
    if form.was_sent():
        try:
            if _moved(visit, form.code.data):
                answer = redirect(url_for(".home", done="number"), code=303)
                return guards.take(answer, "door")
            form.refuse(REFUSALS["code_wrong"], "code")
        except Refused as no:
            form.refuse(REFUSALS[no.code])
    return render("accounts/keys/number_code.html", status=_status(), form=form)


@bp.route("/pin", methods=["GET", "POST"])
@pin_just_given
def pin():
    form = NewPinForm()
    if form.was_sent():
        try:
            pins.check_strength(form.new_pin.data, _me().phone)
            return _change_pin(form.new_pin.data)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    return render("accounts/keys/pin.html", status=_status(), form=form)


@bp.post("/pin/keep")
def keep_pin():
    """A new PIN was asked for at the door, and she did not ask for it."""

    def deed() -> str:
        change = queries.waiting_pin(_me().id)
        if change is not None:
            changing.take_back(change)
        return url_for(".home", done="kept")

    return once(deed)


@bp.get("/connections")
def connections():
    account = _me()
    mine = {row.id: row for row in queries.devices(guards.cookie("phone"))}
    return render(
        "accounts/keys/connections.html",
        sessions=queries.sessions_of(account.id),
        this=g.account_session.id,
        phones=queries.devices_of(account.id),
        here=set(mine),
    )


@bp.post("/connections/end")
def end():
    """End one connection, or all the others."""

    def deed() -> str:
        which = whole_number(request.form.get("which", ""))
        sessions.end(_me().id, which=which, but=g.account_session.id)
        return url_for(".connections")

    return once(deed)


@bp.post("/connections/forget")
def forget():
    """A phone is no longer hers: there a code is needed again."""

    def deed() -> str:
        phones.forget(_me().id, whole_number(request.form.get("which", "")))
        return url_for(".connections")

    return once(deed)


def _me() -> Account:
    """Fresh from the database: inside a deed it is the row that will be changed."""
    account = my_account()
    assert account is not None  # noqa: S101 - the blueprint's guard
    return db.session.get_one(Account, account.id)


def _status() -> int:
    return 422 if request.method == "POST" else 200


def _ask_number(phone: str) -> Response:
    def deed() -> str:
        account = _me()
        visit, token, new = visits.begin(
            request.form[FIELD],
            phone=phone,
            account_id=account.id,
            instead_of=guards.cookie("door"),
        )
        if new:
            codes.limit_changes(account.id)
            codes.send(visit, network=guards.network(), language=language())
        return token

    answer = redirect(url_for(".number_code"), code=303)
    return guards.give(answer, "door", committed(deed))


def _moved(visit: DoorVisit, typed: str) -> bool:
    def deed() -> bool:
        if not codes.use(visit, typed):
            return False
        changing.change_number(_me(), visit.phone or "")
        return True

    return committed(deed)


def _change_pin(typed: str) -> Response:
    """The cookies that were given before open nothing any more; here a new one does."""
    pin_hash = pins.hashed(typed)

    def deed() -> str:
        account = _me()
        changing.change_pin(account, pin_hash)
        return sessions.open_for(account)

    answer = redirect(url_for(".home", done="pin"), code=303)
    return guards.give(answer, "me", committed(deed))
