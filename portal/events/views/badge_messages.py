"""A person's messages: what she wants to read and where, and one button that stops them all."""

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException

from portal.accounts.guards import open_to_all
from portal.core.db import committed
from portal.events import queries
from portal.events.forms import MessagesForm
from portal.events.models import Registration
from portal.events.operations import wishes
from portal.notifications import queries as outbox
from portal.web.locale import language
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("my_messages", __name__, url_prefix="/<lang>/badges/<token>/messages")
bp.before_request(open_to_all)
one_click = Blueprint("one_click", __name__)
one_click.before_request(open_to_all)


@bp.route("", methods=["GET", "POST"])
def choose(token):
    found = _person(token)
    if found.token != token:  # merged: the kept one is theirs
        return redirect(url_for(".choose", token=found.token), code=303)
    form = MessagesForm()
    form.offer(found)

    def deed() -> str:
        fresh = _person(token)
        wished = form.wishes(wishes.of(fresh))
        wishes.keep(fresh, wished, how="page", language=language())
        return url_for(".choose", token=fresh.token, kept=1)

    if form.was_sent():
        return once(deed)
    now = wishes.of(found)
    if request.method == "GET":
        form.show(now)
    status = 422 if request.method == "POST" else 200
    kept, stopped = "kept" in request.args, wishes.are_stopped(now)
    context: dict = {"registration": found, "form": form, "kept": kept, "stopped": stopped}
    return render("events/messages.html", status=status, **context)


@bp.post("/stop")
def stop(token):
    return _do(token, wishes.stop)


@bp.post("/again")
def again(token):
    return _do(token, wishes.again)


@one_click.post("/m/<token>", endpoint="stop")
def stop_in_one_click(token):
    """A mail program stops e-mail for its reader (RFC 8058): no page, no form of ours, no cookie.

    Whoever holds a message's short link may do so. A program that only looks ahead does not send
    these words.
    """
    if request.form.get("List-Unsubscribe") != "One-Click":
        abort(400)
    page = _behind(token) or abort(404)
    committed(lambda: wishes.stop_mail(_person(page["token"]), language=page["lang"]))
    return "ok", 200, {"Content-Type": "text/plain; charset=utf-8"}


def _behind(short: str) -> dict:
    """Language and token of the badge page that a short link leads to; {} for any other page."""
    path = outbox.path_of(short[:64])
    try:
        endpoint, values = current_app.url_map.bind("localhost").match(f"/{path or ''}")
    except HTTPException:
        return {}
    return dict(values) if endpoint == "badges.show" else {}


def _do(token: str, deed):
    def unit() -> str:
        found = _person(token)
        deed(found, how="page", language=language())
        return url_for("badges.show", token=found.token) + "#messages"

    return once(unit)


def _person(token: str) -> Registration:
    return queries.badge(token) or abort(404)
