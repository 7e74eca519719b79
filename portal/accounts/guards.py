"""Who is asking, and may they? Each blueprint states its guard, even when it is "everyone"."""

from datetime import timedelta
from functools import wraps
from ipaddress import ip_network

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import queries, rules
from portal.accounts.models import Account, Staff
from portal.accounts.operations import sessions, staff_keys
from portal.accounts.permissions import HELD_BY, Can
from portal.core import audit
from portal.core.clock import now
from portal.core.db import transaction
from portal.web.render import render

REFRESH = "HX-Redirect"
# The cookie with the opening that someone wanted who has to finish the profile first.
COME_BACK = "apply"


def init_app(app: Flask) -> None:
    app.before_request(_recognise)
    app.jinja_env.globals.update(
        allowed=allowed, Can=Can, signed_in=signed_in, my_account=my_account
    )


def cookie_name(name: str = "sid") -> str:
    """With https the browser itself refuses a cookie that another host could have set.

    `name`: "sid" for staff, "me" for a person's account, "door" for a visit, "phone" for a known
    device.
    """
    return f"__Host-{name}" if current_app.extensions["settings"].secure else name


def give(answer: Response, name: str, value: str, lasts: timedelta | None = None) -> Response:
    """Keep `value` in a cookie that scripts and other sites can't reach; until the browser is
    closed, unless it `lasts`."""
    secure = current_app.extensions["settings"].secure
    answer.set_cookie(
        cookie_name(name), value, max_age=lasts, secure=secure, httponly=True, samesite="Lax"
    )
    return answer


def take(answer: Response, *names: str) -> Response:
    """Take these cookies out of the browser."""
    secure = current_app.extensions["settings"].secure
    for name in names:
        answer.delete_cookie(cookie_name(name), secure=secure, httponly=True, samesite="Lax")
    return answer


def cookie(name: str) -> str:
    """What the browser sent in the cookie `name`; "" for nothing."""
    return request.cookies.get(cookie_name(name), "")[:200]


def forget_here(answer: Response, *what: str) -> None:
    """Have the browser forget what it keeps of the portal: "cache", "cookies", "storage".

    A browser that is a kiosk as well (static/js/kiosk/station.js marks it) keeps scans that nobody
    else has: there nothing but the cache is emptied.
    """
    wanted = ("cache",) if request.cookies.get("kiosk") else what
    answer.headers["Clear-Site-Data"] = ", ".join(f'"{one}"' for one in wanted)


def signed_in() -> Staff | None:
    """The member of staff who asks."""
    return g.get("staff")


def my_account() -> Account | None:
    """The account of the person who asks."""
    return g.get("account")


def allowed(permission: Can) -> bool:
    staff = signed_in()
    return staff is not None and permission in HELD_BY.get(staff.role, frozenset())


def guard(permission: Can):
    """A before_request function: the whole blueprint needs `permission`."""

    def check():
        if signed_in() is None:
            return _to_the_door("accounts.sign_in")
        if not allowed(permission):
            abort(403)
        return None

    return check


def requires(permission: Can):
    """For a view that needs more than its blueprint does."""

    def decorate(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            if not allowed(permission):
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return decorate


def with_account():
    """A before_request function: the whole blueprint is for people who are signed in.

    Someone for whom the team opened an account is asked first whether it is hers.
    """
    account = my_account()
    if account is None:
        return _to_the_door("door.enter", then=_here())
    unsaid = account.made_by is not None and account.confirmed_at is None
    if unsaid and request.endpoint not in {"me.confirm", "me.sign_out"}:
        return _to_the_door("me.confirm")
    return None


def pin_just_given(view):
    """For a view that asks for the PIN again, unless it was given in the last five minutes."""

    @wraps(view)
    def guarded(*args, **kwargs):
        session = g.get("account_session")
        if session is None:
            return _to_the_door("door.enter", then=_here())
        if now() - session.pin_at > rules.PIN_HOLDS:
            return _to_the_door("door.pin_again", then=_here())
        return view(*args, **kwargs)

    return guarded


def not_careful(view):
    """For a view that is closed for a day after the account's number has changed."""

    @wraps(view)
    def guarded(*args, **kwargs):
        account = my_account()
        if account and account.careful_until and account.careful_until > now():
            return render("accounts/keys/careful.html", status=403, until=account.careful_until)
        return view(*args, **kwargs)

    return guarded


def pin_again(view):
    """For a view that could harm in the wrong hands: the PIN again, and no change of number in the
    last 24 hours."""
    return pin_just_given(not_careful(view))


def open_to_all() -> None:
    """Say aloud that a blueprint is public."""


def safe_address(address: str) -> str:
    """`address` where it is a page of ours below a language; else ""."""
    plain = address.isprintable() and not set(address) & set("\\ @")
    first = address.split("/")[1:2]
    ours = first and first[0] in {"fr", "ar", "en", "es"}
    return address if plain and ours and address.startswith("/") and "//" not in address else ""


def _recognise() -> None:
    """Look up the sessions, for requests that carry a cookie: visitors cost no query."""
    audit.actor.set("person")
    names = []
    account = _account_session()
    if account is not None:
        g.account, g.account_session = account.account, account
        names.append(account.token_hash)
        audit.actor.set(f"account:{account.account_id}")
        if now() - account.seen_at > rules.SEEN_EVERY:
            with transaction():
                sessions.touch(account.id)
    staff = _staff_session()
    if staff is not None:
        g.staff = staff.staff
        names.append(staff.token_hash)
        if account is None or "/desk" in request.path:
            audit.actor.set(f"staff:{staff.staff_id}")
        if now() - staff.seen_at > rules.SEEN_EVERY:
            with transaction():
                staff_keys.touch(staff.id)
    if names:
        g.session_id = "+".join(names)


def _account_session():
    token = request.cookies.get(cookie_name("me"))
    return queries.live_account_session(token) if token else None


def _staff_session():
    token = request.cookies.get(cookie_name())
    return queries.live_session(token) if token else None


def network() -> str:
    """The neighbourhood of the asker's address: carriers put thousands behind one."""
    address = request.remote_addr or "127.0.0.1"
    return str(ip_network(f"{address}/{64 if ':' in address else 24}", strict=False))


def _here() -> str:
    """Where the asker will want to come back to: a page, never an address that only takes forms."""
    rule = request.url_rule
    shown = request.method == "GET" or (rule is not None and "GET" in (rule.methods or ()))
    return request.full_path.rstrip("?") if shown else ""


def _to_the_door(endpoint: str, **values: str) -> Response:
    """To a sign-in page, whole, even when a fragment was asked for."""
    address = url_for(endpoint, **{k: v for k, v in values.items() if v})  # type: ignore[arg-type]
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={REFRESH: address})
    return redirect(address, code=303)
