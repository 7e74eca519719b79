"""Where providers say what became of a message: a secret address, a signed body."""

import hmac
import logging

from flask import Blueprint, abort, current_app, request

from portal.core.db import committed
from portal.notifications import wiring
from portal.notifications.operations import receipts
from portal.notifications.wires.base import Callback, Forged

log = logging.getLogger(__name__)
LARGEST = 1024 * 1024  # bytes: Meta and Infobip tell of hundreds of messages at once

# Open to all, without a form's token: see portal/app.py. The provider proves itself here.
bp = Blueprint("hooks", __name__, url_prefix="/hooks/<channel>/<provider>/<secret>")


@bp.route("", methods=["GET", "POST"])
def receive(channel, provider, secret):
    """Take the receipts in. 404 when they name no message: the provider will ask again, and they
    are kept for ten minutes in case they only came before our own note."""
    wire = wiring.named(provider)
    right = wiring.hook_secret(current_app.extensions["settings"].keys, provider)
    if not hmac.compare_digest(right.encode(), secret.encode()):
        abort(404)
    if wire is None or wire.channel != channel:
        abort(404)
    request.max_content_length = LARGEST
    found, answer = _read(wire)
    unknown = committed(lambda: receipts.take(wire.name, found)) if found else 0
    if unknown:
        log.warning("receipts for unknown messages", extra={"wire": provider, "count": unknown})
    every_one = bool(found) and unknown == len(found)
    return answer, 404 if every_one else 200, {"Content-Type": "text/plain; charset=utf-8"}


def _read(wire):
    callback = Callback(
        method=request.method,
        # As the provider was told it: a proxy may have changed host or scheme on the way.
        url=wire.hook + ("?" + request.query_string.decode("latin-1") if request.args else ""),
        headers={name.lower(): value for name, value in request.headers.items()},
        query=request.args.to_dict(),
        body=request.get_data(),
    )
    try:
        return wire.read(callback)
    except Forged:
        log.warning("forged receipt", extra={"wire": wire.name})
        abort(403)
    except (ValueError, KeyError, TypeError):
        log.warning("unreadable receipt", extra={"wire": wire.name})
        abort(400)
