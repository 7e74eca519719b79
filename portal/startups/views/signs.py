"""Browsers tell that a button of a page was pressed."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("startup_signs", __name__, url_prefix="/<lang>/startups/<slug>/did")
bp.before_request(open_to_all)
