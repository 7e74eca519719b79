"""Choose a PIN: the first time here, with a code on paper, or because the old one is lost."""

from collections.abc import Callable

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from portal.accounts import guards
from portal.accounts.forms import FirstForm, LostPinForm, NewPinForm, PaperPinForm
from portal.accounts.guards import open_to_all
from portal.accounts.labels import REFUSALS
from portal.accounts.models import Account, DoorVisit
from portal.accounts.operations import changing, entering, pins
from portal.accounts.operations.entering import Opened
from portal.accounts.views import door
from portal.core.db import committed, db
from portal.core.errors import Refused
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("new_pin", __name__, url_prefix="/<lang>/me/sign-in")
bp.before_request(open_to_all)


@bp.post("/first")
def first():
    visit = door.visit_here()
    if visit is None or visit.passed_at is None or visit.phone is None:
        return redirect(url_for("door.enter"), code=303)
    form = FirstForm()
    answer = _judged(form, visit.phone, lambda: _open_account(visit, form))
    return answer or door.pin_page(visit, first=form)


@bp.route("/new-pin", methods=["GET", "POST"])
def choose():
    """With the code on a paper of the team."""
    visit = door.visit_here()
    if visit is None or visit.passed_at is None or visit.number is None:
        return redirect(url_for("door.enter"), code=303)
    form = PaperPinForm()
    account = db.session.get_one(Account, visit.account_id)
    answer = _judged(form, account.phone, lambda: _choose_pin(account, visit, form))
    return answer or render("accounts/door/new_pin.html", status=door.status(), form=form)


@bp.route("/lost", methods=["GET", "POST"])
def lost():
    visit = door.visit_here()
    if visit is None or visit.passed_at is None or visit.phone is None:
        return redirect(url_for("door.enter"), code=303)
    form = LostPinForm()
    answer = _judged(form, visit.phone, lambda: _ask_new_pin(visit, form))
    return answer or render("accounts/door/lost.html", status=door.status(), form=form)


@bp.get("/lost/asked")
def lost_asked():
    return render("accounts/door/lost_asked.html")


def _judged(form: NewPinForm, phone: str | None, deed: Callable[[], Response]) -> Response | None:
    """What `deed` answers; None where the form must be shown again, with what is wrong."""
    if form.was_sent():
        try:
            pins.check_strength(form.new_pin.data, phone)
            return deed()
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    return None


def _open_account(visit: DoorVisit, form: FirstForm) -> Response:
    """A new account; where number and PIN are those of someone here already, her session."""
    account, tally = door.owner(visit, form.new_pin.data)
    if account is not None:
        return door.let_in(account, visit, tally, mine=form.own.data)
    pin_hash, phone = pins.hashed(form.new_pin.data), guards.cookie("phone")
    then = guards.safe_address(visit.then)

    def deed() -> Opened:
        account_id = entering.open_first(
            visit, form.name.data, language=form.language.data or language(), pin_hash=pin_hash
        )
        return entering.open_to(
            account_id, visit, tally=None, phone_token=phone, mine=form.own.data
        )

    return door.welcome(committed(deed), then)


def _choose_pin(account: Account, visit: DoorVisit, form: PaperPinForm) -> Response:
    pin_hash, phone, account_id = pins.hashed(form.new_pin.data), guards.cookie("phone"), account.id

    def deed() -> Opened:
        changing.change_pin(db.session.get_one(Account, account_id), pin_hash)
        return entering.open_to(
            account_id, visit, tally=None, phone_token=phone, mine=form.own.data
        )

    return door.welcome(committed(deed), "")


def _ask_new_pin(visit: DoorVisit, form: LostPinForm) -> Response:
    pin_hash, member = pins.hashed(form.new_pin.data), form.lost_member.member

    def deed() -> str:
        changing.ask_new_pin(visit, member=member, pin_hash=pin_hash, language=language())
        return url_for(".lost_asked")

    return guards.take(once(deed), "door")
