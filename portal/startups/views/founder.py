"""Members: begin a page, see how far it is, look at it, send it to the team, hide it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from portal.accounts.guards import my_account
from portal.reference import trades
from portal.startups import labels, sentences
from portal.startups.cards import page as pages_of
from portal.startups.forms.publishing import FoundForm
from portal.startups.forms.writing import BeginForm
from portal.startups.guards import founders_only, my_startup
from portal.startups.models import Startup
from portal.startups.operations import publishing, writing
from portal.startups.queries import members, photos, requests
from portal.startups.rules import contacts
from portal.startups.states import PhotoState, Step
from portal.startups.views import founder_frame
from portal.web.forms import Form
from portal.web.render import render

bp = Blueprint("founder", __name__, url_prefix="/<lang>/founder")
bp.before_request(founders_only)


@bp.get("/")
def home():
    return _home(my_startup(), Form())


@bp.route("/begin", methods=["GET", "POST"])
def begin():
    form = BeginForm()
    answer = None
    if form.was_sent():
        trades.known()  # slow the first time: before the transaction

        def deed() -> str:
            said = {"name": form.name.data, "form": form.form.data}
            writing.begin(_me(), language=form.written_in.data, **said)
            return url_for(founder_frame.ENDPOINTS[Step.WORK])

        answer = founder_frame.kept(form, deed)
    status = 422 if request.method == "POST" else 200
    kept = members.memberships_of(_me().id)
    page = "startups/founder/begin.html"
    return answer or render(page, form=form, status=status, kept=kept)


@bp.get("/look")
def look():
    return _look(my_startup(), FoundForm())


@bp.post("/send")
def send():
    form = FoundForm()

    def act(mine: Startup) -> None:
        publishing.let_be_found(mine, listed=bool(form.listed.data))
        publishing.send(mine)

    return _do(act) if form.was_sent() else _look(my_startup(), form)


@bp.post("/hide")
def hide():
    return _do(publishing.hide)


@bp.post("/show")
def show():
    return _do(publishing.show_again)


@bp.post("/found")
def found():
    """May search engines show the page?"""
    form = FoundForm()
    return _do(lambda mine: publishing.let_be_found(mine, listed=bool(form.listed.data)))


def _do(act: Callable[[Startup], None]) -> Response:
    form = Form()

    def deed() -> str:
        act(my_startup())
        return url_for(".home")

    return founder_frame.kept(form, deed) or _home(my_startup(), form)


def _home(startup: Startup, form: Form) -> Response:
    several = len(members.memberships_of(_me().id)) > 1
    context: dict[str, Any] = {
        **founder_frame.progress(startup),
        "startup": startup,
        "form": form,
        "next": labels.NEXT[startup.state],
        "may_send": startup.state in publishing.SENDABLE,
        "others": founder_frame.others(startup),
        "several": several,
        "waiting": requests.waiting_count(startup.id),
    }
    return render("startups/founder/home.html", status=422 if form.refusals else 200, **context)


def _look(startup: Startup, form: FoundForm) -> Response:
    if request.method == "GET":
        form.listed.data = startup.listed
    # Members see their photos before the team has: those are shown by an address of their own.
    own = [one for one in photos.all_of(startup) if one.state != PhotoState.LEFT]
    context: dict[str, Any] = {
        **founder_frame.progress(startup),
        "startup": startup,
        "form": form,
        "may_send": startup.state in publishing.SENDABLE,
        "page": replace(pages_of.page(startup), photos=[]),
        "own": own,
        "not_pressable": contacts.fields_with_one(startup),
        "sentences": sentences,
    }
    status = 422 if request.method == "POST" else 200
    return render("startups/founder/look.html", status=status, **context)


def _me():
    return my_account() or abort(404)
