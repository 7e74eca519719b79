"""Staff sign in and out."""

import pyotp
from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import guards, queries
from portal.accounts.forms import SignInForm
from portal.accounts.guards import cookie_name, forget_here, open_to_all, signed_in
from portal.accounts.labels import REFUSALS
from portal.accounts.models import Staff
from portal.accounts.operations import staff_keys
from portal.accounts.permissions import Role
from portal.core.db import transaction
from portal.core.errors import Refused
from portal.core.folding import ascii_digits
from portal.web.render import render

bp = Blueprint("accounts", __name__, url_prefix="/<lang>/desk")
bp.before_request(open_to_all)


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in():
    if signed_in():
        return redirect(_first_page(signed_in()), code=303)
    form = SignInForm()
    if form.was_sent():
        try:
            token = _open(form.email.data, form.password.data, form.otp.data)
        except Refused as no:
            form.refuse(REFUSALS[no.code])
        else:
            return _with_cookie(token, _first_page(queries.staff_by_email(form.email.data)))
    status = 422 if request.method == "POST" else 200
    return render("accounts/sign_in.html", status=status, form=form, demo=_demo_accounts())


@bp.post("/sign-out")
def sign_out():
    with transaction():
        staff_keys.close_session(request.cookies.get(cookie_name(), ""))
    answer = redirect(url_for("accounts.sign_in"), code=303)
    answer.delete_cookie(cookie_name(), secure=_secure(), httponly=True, samesite="Lax")
    forget_here(answer, "cache")
    return answer


def _open(email: str, password: str, otp: str) -> str:
    network = guards.network()
    if not staff_keys.may_try(email, network):
        raise Refused("sign_in_wait")
    staff = queries.staff_by_email(email)
    right = staff_keys.password_is_right(staff.password_hash if staff else None, password)
    try:
        if staff is None or not right:
            raise Refused("sign_in_wrong")
        with transaction():
            return staff_keys.open_session(staff.id, ascii_digits(otp).replace(" ", ""))
    except Refused:
        with transaction():
            staff_keys.note_failure(email, network)
        raise


def _first_page(staff: Staff | None) -> str:
    """A counsellor begins with the people of her hub and their next steps; others with events."""
    with_people = staff is not None and staff.role == Role.COUNSELLOR
    return url_for("desk_persons.index" if with_people else "desk.home")


def _with_cookie(token: str, address: str) -> Response:
    answer = redirect(address, code=303)
    answer.set_cookie(cookie_name(), token, secure=_secure(), httponly=True, samesite="Lax")
    return answer


def _secure() -> bool:
    return current_app.extensions["settings"].secure


def _demo_accounts() -> list[dict[str, str]]:
    """The way in to the demonstration, shown on the page. Never in production."""
    if current_app.extensions["settings"].production:
        return []
    return [
        {"email": s.email, "role": s.role, "otp": pyotp.TOTP(s.totp_secret).now()}
        for s in queries.demo_staff()
    ]
