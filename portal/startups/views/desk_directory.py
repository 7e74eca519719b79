"""The desk: lists brought in, turns on the home page, the catalogue, Ramadan."""

from flask import Blueprint

from portal.accounts.guards import guard
from portal.accounts.permissions import Can

bp = Blueprint("desk_directory", __name__, url_prefix="/<lang>/desk/startups/directory")
bp.before_request(guard(Can.RUN_STARTUPS))
