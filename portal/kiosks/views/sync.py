"""The two addresses that a kiosk speaks to: one turns a code into a token, one synchronises."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("kiosk_sync", __name__, url_prefix="/kiosk")
bp.before_request(open_to_all)  # each view asks for the kiosk's own code or token
