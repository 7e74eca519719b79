"""The CV: look, hide lines, print, download, show."""

from flask import Blueprint

from portal.accounts.guards import with_account

bp = Blueprint("cv", __name__, url_prefix="/<lang>/me/cv")
bp.before_request(with_account)
