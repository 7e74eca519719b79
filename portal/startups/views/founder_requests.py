"""Members: who wants to be called back. The team never sees this page."""

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from portal.accounts.guards import pin_just_given
from portal.core import audit
from portal.core.db import transaction
from portal.notifications.texts import speaking
from portal.startups import guards, labels
from portal.startups.models import CallRequest, Startup
from portal.startups.operations import asking
from portal.startups.operations.holding import subject
from portal.startups.queries import requests as queries
from portal.startups.rules import asking as rules
from portal.web.forms import Form, whole_number
from portal.web.locale import LANGUAGES
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("founder_requests", __name__, url_prefix="/<lang>/founder/requests")
bp.before_request(guards.founders_only)


@bp.get("/")
@pin_just_given
def index():
    """Numbers of other people, on a phone that may be shared: the PIN first. A read leaves its
    line in the history, without what was read."""
    startup = guards.my_startup()
    with transaction():
        audit.record("startups.requests.read", subject(startup))
    return _list(Form(), 200)


@bp.post("/<token>/done")
@pin_just_given
def done(token):
    return _do(token, asking.done)


@bp.post("/<token>/remove")
@pin_just_given
def remove(token):
    return _do(token, asking.remove)


def _do(token: str, act):
    def deed() -> str:
        act(_one(token))
        return url_for(".index")

    form = Form()
    return ask(form, deed, labels.REFUSALS) or _list(form, 422)


def _one(token: str) -> CallRequest:
    return queries.request(guards.my_startup().id, token) or abort(404)


def _list(form: Form, status: int):
    startup = guards.my_startup()
    page = max(1, whole_number(request.args.get("page", "1")))
    found, total = queries.requests(startup.id, page)
    about: dict = {
        "requests": [(one, _answer(one, startup)) for one in found],
        "page": page,
        "pages": max(1, -(-total // queries.PAGE)),
        "days": rules.KEPT_DAYS,
        "LANGUAGES": LANGUAGES,
    }
    return render("startups/founder/requests.html", status=status, form=form, **about)


def _answer(one: CallRequest, startup: Startup) -> str:
    """The beginning of a message to her, in the language of the page that she read."""
    with speaking(one.language):
        return _("Hello, this is %(name)s. You asked us to call you back.", name=startup.name)
