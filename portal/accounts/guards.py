"""Who is asking, and may they? Each blueprint states its guard, even when it is "everyone"."""

from functools import wraps

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for

from portal.accounts import operations, queries, rules
from portal.accounts.models import Staff
from portal.accounts.permissions import HELD_BY, Can
from portal.core import audit
from portal.core.clock import now
from portal.core.db import transaction

REFRESH = "HX-Redirect"


def init_app(app: Flask) -> None:
    app.before_request(_recognise)
    app.jinja_env.globals.update(allowed=allowed, Can=Can, signed_in=signed_in)


def cookie_name() -> str:
    """With https the browser itself refuses a cookie that another host could have set."""
    return "__Host-sid" if current_app.extensions["settings"].secure else "sid"


def signed_in() -> Staff | None:
    return g.get("staff")


def allowed(permission: Can) -> bool:
    staff = signed_in()
    return staff is not None and permission in HELD_BY.get(staff.role, frozenset())


def guard(permission: Can):
    """A before_request function: the whole blueprint needs `permission`."""

    def check():
        if signed_in() is None:
            return _to_the_door()
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


def open_to_all() -> None:
    """Say aloud that a blueprint is public."""


def _recognise() -> None:
    """Look up the session, for requests that carry its cookie: visitors cost no query."""
    token = request.cookies.get(cookie_name())
    audit.actor.set("person")
    if not token:
        return
    session = queries.live_session(token)
    if session is None:
        return
    g.staff, g.session_id = session.staff, session.token_hash
    audit.actor.set(f"staff:{session.staff_id}")
    if now() - session.seen_at > rules.SEEN_EVERY:
        with transaction():
            operations.touch(session.id)


def _to_the_door() -> Response:
    """To the sign-in page, whole, even when a fragment was asked for."""
    address = url_for("accounts.sign_in")
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={REFRESH: address})
    return redirect(address, code=303)  # type: ignore[return-value]
