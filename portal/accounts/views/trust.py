"""What a person can rely on: leave without a trace, know what is kept of her."""

from flask import Blueprint, current_app, redirect, render_template, request

from portal.accounts.guards import COME_BACK, cookie, forget_here, open_to_all, take
from portal.accounts.operations import sessions, staff_keys, visits
from portal.core.db import transaction
from portal.web.public import public_page

bp = Blueprint("trust", __name__, url_prefix="/<lang>")
bp.before_request(open_to_all)


@bp.post("/leave")
def leave():
    """End the session, empty what this phone kept of the portal, go to another site."""
    staff, person, visit = cookie("sid"), cookie("me"), cookie("door")
    if staff or person or visit:
        with transaction():
            staff_keys.close_session(staff)
            sessions.close(person)
            visits.forget(visit)
    answer = redirect(current_app.extensions["settings"].programme.quit_url, code=303)
    # Not every browser knows the header below, and none obeys it on a plain http address.
    take(answer, "sid", "me", "door", "phone")
    answer.delete_cookie(COME_BACK)
    forget_here(answer, "cache", "cookies", "storage")
    return answer


@bp.get("/my-data/")
def my_data():
    deleted = "deleted" in request.args
    return public_page(lambda: render_template("accounts/my_data.html", deleted=deleted))
