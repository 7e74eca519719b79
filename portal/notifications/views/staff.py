"""What staff see of the messages: to whom (two digits), what, and what became of it."""

from flask import Blueprint, request

from portal.notifications import queries, texts
from portal.notifications.labels import STATES
from portal.web.forms import whole_number
from portal.web.render import render

# Its guard stands in portal/app.py: messages lie below accounts and don't know who may enter.
bp = Blueprint("outbox", __name__, url_prefix="/<lang>/desk/messages")

LAST_PAGE = 10_000


@bp.get("/")
def index():
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    page = min(max(whole_number(request.args.get("page", "")), 1), LAST_PAGE)
    found, more = queries.latest(state=state, page=page)
    return render(
        "notifications/index.html",
        messages=[(message, texts.of(message)) for message in found],
        counts=queries.count_by_state(),
        state=state,
        page=page,
        more=more,
    )
