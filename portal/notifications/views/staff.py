"""What staff see of the messages: to whom (two digits), what, and what became of it."""

from flask import Blueprint, abort, request

from portal.core.clock import now
from portal.notifications import queries, sentences, texts, wiring
from portal.notifications.labels import STATES
from portal.notifications.queries import LOOK
from portal.web.forms import Form, whole_number
from portal.web.render import render

# Its guard stands in portal/app.py: messages lie below accounts and don't know who may enter.
bp = Blueprint("outbox", __name__, url_prefix="/<lang>/desk/messages")

LAST_PAGE = 10_000


@bp.get("/")
def index():
    return render("notifications/index.html", **_list())


@bp.get("/<id:message_id>/")
def show(message_id):
    return render("notifications/message.html", **about(message_id))


def about(message_id: int) -> dict:
    """Everything that the page of one message shows."""
    message = queries.message(message_id) or abort(404)
    copies = queries.copies(message)
    after = next((copy for copy in copies if copy.id > message.id), None)
    return {
        "message": message,
        "text": texts.of(message),
        "sentence": sentences.of(message, after),
        "steps": sentences.story(message, queries.receipts(message), after),
        "others": [copy for copy in copies if copy.id != message.id],
        "open": message.state in queries.TO_LOOK_AT and message.words_kept and after is None,
        "form": Form(),
    }


def _list() -> dict:
    state = request.args.get("state", "")
    state = state if state in STATES or state == LOOK else ""
    why = queries.reasons(state) if state else {}
    reason = request.args.get("reason")
    reason = reason if reason in why else None
    page = min(max(whole_number(request.args.get("page", "")), 1), LAST_PAGE)
    found, more = queries.latest(state=state, page=page, reason=reason)
    at = now()
    health = queries.wires_health()
    wires = [wire for mine in wiring.wires().values() for wire in mine]
    return {
        "messages": [(message, texts.of(message), sentences.of(message)) for message in found],
        "counts": queries.count_by_state(),
        "to_look_at": queries.to_look_at(),
        "state": state,
        "why": [(code, count, sentences.why(code)) for code, count in why.items()],
        "reason": reason,
        "page": page,
        "more": more,
        "done": request.args.get("done", type=whole_number),
        "wires": [(wire, sentences.wire(wire, health.get(wire.name), at)) for wire in wires],
        "alarms": sentences.alarms(at),
        "money": queries.money(at),
    }
