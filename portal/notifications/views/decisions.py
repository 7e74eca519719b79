"""Messages that did not arrive: a coordinator sends them again, or leaves it at that."""

from flask import Blueprint, abort, request, url_for

from portal.core.errors import Refused
from portal.notifications import queries
from portal.notifications.labels import REFUSALS
from portal.notifications.models import Message
from portal.notifications.operations import deciding, posting
from portal.notifications.queries import LOOK
from portal.notifications.views import staff
from portal.web.once import once
from portal.web.render import render

# Its guard stands in portal/app.py.
bp = Blueprint("outbox_decisions", __name__, url_prefix="/<lang>/desk/messages")


@bp.post("/<id:message_id>/again")
def again(message_id):
    def deed() -> str:
        posting.replay(_message(message_id))
        return url_for("outbox.show", message_id=message_id)

    try:
        return once(deed)
    except Refused as no:
        about = staff.about(message_id)
        about["form"].refuse(REFUSALS[no.code])
        return render("notifications/message.html", status=422, **about)


@bp.post("/<id:message_id>/seen")
def seen(message_id):
    def deed() -> str:
        deciding.seen(_message(message_id))
        return url_for("outbox.index", state=LOOK)

    return once(deed)


@bp.post("/again")
def all_again():
    return _all(deciding.all_again)


@bp.post("/seen")
def all_seen():
    return _all(deciding.all_seen)


def _all(decide):
    def deed() -> str:
        done = decide(request.form.get("reason", "")[:100])
        return url_for("outbox.index", state=LOOK, done=done)

    return once(deed)


def _message(message_id: int) -> Message:
    return queries.message(message_id) or abort(404)
