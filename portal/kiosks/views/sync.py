"""The two addresses that a kiosk speaks to: one turns a code into a token, one synchronises.

Both speak JSON and look at nothing but the code or the token: no cookie, no form.
"""

from flask import Blueprint, jsonify, request
from werkzeug.exceptions import HTTPException

from portal.accounts.guards import network, open_to_all
from portal.core import audit
from portal.core.clock import now
from portal.core.db import committed
from portal.core.errors import Refused
from portal.kiosks.operations import enrolling, hearing, syncing
from portal.kiosks.queries import config, devices
from portal.kiosks.queries.listing import differences
from portal.kiosks.queries.news import news
from portal.kiosks.queries.rules_of import ms

LARGEST = 256 * 1024  # bytes of a batch
ERRORS = {413: "size", 429: "wait"}

bp = Blueprint("kiosk_sync", __name__, url_prefix="/kiosk")
bp.before_request(open_to_all)  # each view asks for the kiosk's own code or token


@bp.post("/enrol")
def enrol():
    """A device becomes a kiosk. Its token is told this once."""
    code = hearing.code(_body())
    audit.actor.set("system")
    try:
        guesses = committed(lambda: enrolling.count_guess(network()))
    except Refused:
        return _error("wait", 429)
    try:
        kiosk, token = committed(lambda: enrolling.enrol(code, guesses))
    except Refused:
        return _error("code", 404)
    return jsonify(token=token, event=kiosk.event_id, name=kiosk.name)


@bp.post("/sync")
def sync():
    """Take the kiosk's scans in, and tell it what is new."""
    token = _token()
    kiosk = devices.kiosk_by_token(token)
    if kiosk is None:
        return _error("stopped", 401)
    sent, at = hearing.heard(_body()), now()
    found = differences(kiosk.event_id, at)
    acks: dict[str, str] = {}
    if syncing.has_to_write(kiosk, sent, found, at):
        taken = committed(lambda: syncing.take_in(token, sent, found, at))
        if taken is None:
            return _error("stopped", 401)
        kiosk, acks = taken
    return jsonify(_told(kiosk, sent, acks, list_is_whole=found.whole))


@bp.errorhandler(hearing.UnreadableError)
def unreadable(_error_):
    return _error("form", 400)


@bp.errorhandler(HTTPException)
def refused(error):
    return _error(ERRORS.get(error.code, "form"), error.code)


def _told(kiosk, sent, acks, *, list_is_whole: bool) -> dict:
    new = news(kiosk, sent.since)
    told = {
        "now": ms(now()),
        "acks": acks,
        "since": new.since,
        "more": new.more or not list_is_whole,
        "entries": new.entries,
        "gone": new.gone,
        "present": new.present,
    }
    setting = config.config_of(kiosk)
    return told if setting["id"] == sent.config else {**told, "config": setting}


def _body() -> bytes:
    request.max_content_length = LARGEST
    return request.get_data()


def _token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _error(code: str, status: int):
    return jsonify(error=code), status
