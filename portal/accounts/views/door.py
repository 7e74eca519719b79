"""People come in: number, code, PIN. Every page is the same for numbers we know and do not."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import guards, queries, rules
from portal.accounts.forms import (
    CodeForm,
    DoorForm,
    FirstForm,
    OnlyPinForm,
    PinForm,
)
from portal.accounts.guards import open_to_all
from portal.accounts.labels import REFUSALS
from portal.accounts.models import Account, DoorVisit
from portal.accounts.operations import (
    changing,
    codes,
    entering,
    pins,
    sessions,
    tallies,
    visits,
)
from portal.accounts.operations.entering import Opened
from portal.core.db import committed
from portal.core.errors import Refused
from portal.web.form_token import FIELD
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("door", __name__, url_prefix="/<lang>/me")
bp.before_request(open_to_all)


@bp.route("/sign-in", methods=["GET", "POST"])
def enter():
    if guards.my_account():
        then = guards.safe_address(request.args.get("then", ""))
        return redirect(then or url_for("me.home"), code=303)
    form = DoorForm()
    if form.was_sent():
        return _go_on(form)
    if request.method == "GET":
        form.then.data = guards.safe_address(request.args.get("then", ""))
    return render("accounts/door/enter.html", status=status(), form=form)


@bp.route("/sign-in/code", methods=["GET", "POST"])
def code():
    visit = visit_here()
    if visit is None or visit.passed_at is not None:
        return redirect(url_for(".pin" if visit else ".enter"), code=303)
    form = CodeForm()
    if form.was_sent():
        if _is_right(visit, form.code.data):
            return redirect(url_for(".pin"), code=303)
        form.refuse(REFUSALS["code_wrong"], "code")
    again = "again" in request.args
    return render("accounts/door/code.html", status=status(), form=form, visit=visit, again=again)


@bp.post("/sign-in/code/again")
def send_again():
    visit = visit_here()
    if visit is None or visit.phone is None or visit.passed_at is not None:
        return redirect(url_for(".enter"), code=303)

    def deed() -> str:
        _send(visit)
        return url_for(".code", again=1)

    return once(deed)


@bp.route("/sign-in/pin", methods=["GET", "POST"])
def pin():
    visit, elsewhere = visit_here(), ""
    if visit is None:
        elsewhere = ".enter"
    elif visit.passed_at is not None and visit.phone is None:
        elsewhere = "new_pin.choose"
    elif visit.passed_at is None and visit.phone and not _knows_this_phone():
        elsewhere = ".code"
    if visit is None or elsewhere:
        return redirect(url_for(elsewhere), code=303)
    form = PinForm()
    if form.was_sent():
        try:
            account, tally = owner(visit, form.pin.data, form.member.member)
            return let_in(account, visit, tally, mine=form.mine.data)
        except Refused as no:
            form.refuse(REFUSALS[no.code])
    return pin_page(visit, form=form)


@bp.get("/sign-in/closed")
def closed():
    return render("accounts/door/closed.html")


@bp.route("/pin", methods=["GET", "POST"])
def pin_again():
    account = guards.my_account()
    if account is None:
        return redirect(url_for(".enter"), code=303)
    form = OnlyPinForm()
    if form.was_sent():
        try:
            _prove_again(account, form.pin.data)
            then = guards.safe_address(form.then.data or "")
            return redirect(then or url_for("me.home"), code=303)
        except Refused as no:
            form.refuse(REFUSALS[no.code], no.field)
    if request.method == "GET":
        form.then.data = guards.safe_address(request.args.get("then", ""))
    return render("accounts/door/pin_again.html", status=status(), form=form)


def status() -> int:
    """Of a page with a form: 422 where the form was sent and is shown again."""
    return 422 if request.method == "POST" else 200


def visit_here() -> DoorVisit | None:
    """The visit of this browser, while it lasts."""
    token = guards.cookie("door")
    return queries.visit(token) if token else None


def _knows_this_phone() -> bool:
    """Is this the phone of somebody? Never asked of a number: the page must not depend on it."""
    token = guards.cookie("phone")
    return bool(token) and bool(queries.devices(token))


def _go_on(form: DoorForm) -> Response:
    at_home = form.e164 is not None and _knows_this_phone()

    def deed() -> str:
        visit, token, new = visits.begin(
            request.form[FIELD],
            phone=form.e164,
            number=form.account_number,
            then=guards.safe_address(form.then.data or ""),
            instead_of=guards.cookie("door"),
        )
        if new and form.e164 and not at_home:
            _send(visit)
        return token

    token = committed(deed)
    answer = redirect(url_for(".pin" if at_home else ".code"), code=303)
    return guards.give(answer, "door", token)


def _send(visit: DoorVisit) -> None:
    here = {row.account_id for row in queries.devices(guards.cookie("phone"))}
    spared = bool(here & {account.id for account in queries.on_number(visit.phone_index)})
    codes.send(visit, network=guards.network(), language=language(), spared=spared)


def _is_right(visit: DoorVisit, typed: str) -> bool:
    use = codes.use if visit.phone else codes.use_printed
    try:
        return committed(lambda: use(visit, typed))
    except Refused:  # too many: the same words
        return False


def owner(visit: DoorVisit, typed: str, member: int = 0) -> tuple[Account | None, int]:
    """Whose PIN is it, among those who may be tried here; and the try, counted as wrong so far."""
    place = entering.standing(visit, guards.cookie("phone"))
    tally = committed(lambda: entering.try_pin(place))
    if queries.due_pins(place.accounts):
        committed(lambda: changing.carry_out_due(place.accounts))
    asked = [account for account in place.accounts if member in {0, account.member}]
    return pins.owner(asked, typed), tally


def let_in(account: Account | None, visit: DoorVisit, tally: int, *, mine: bool) -> Response:
    """Open to whose PIN it was. Raises Refused("pin_wrong") where it was nobody's."""
    if account is None:
        raise Refused("pin_wrong")
    phone = guards.cookie("phone")
    then = guards.safe_address(visit.then)
    account_id = account.id
    return welcome(
        committed(
            lambda: entering.open_to(account_id, visit, tally=tally, phone_token=phone, mine=mine)
        ),
        then,
    )


def _prove_again(account: Account, typed: str) -> None:
    who = tallies.digest("pin_again", guards.cookie("me"))
    tally = committed(lambda: tallies.begin_pin(who, rules.KNOWN_DEVICE))
    if not pins.is_right(account, typed):
        raise Refused("pin_again_wrong", "pin")

    def deed() -> None:
        tallies.forgive(tally)
        sessions.pin_given(queries.hashed(guards.cookie("me")))

    committed(deed)


def welcome(opened: Opened, then: str) -> Response:
    """Into the house: a new session, and where she said so a phone that is known from now on."""
    answer = redirect(then or url_for("me.home"), code=303)
    if opened.phone_token:
        guards.give(answer, "phone", opened.phone_token, lasts=rules.DEVICE_LASTS)
    return guards.take(guards.give(answer, "me", opened.token), "door")


def pin_page(
    visit: DoorVisit, form: PinForm | None = None, first: FirstForm | None = None
) -> Response:
    """The page that is the same for all: "I have a PIN" and, after a code, "First time here"."""
    shown = first or FirstForm()
    if first is None:
        shown.language.data = language()
    context: dict = {"form": form or PinForm(), "first": shown, "opened": first is not None}
    return render("accounts/door/pin.html", status=status(), visit=visit, **context)
