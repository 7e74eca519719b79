"""A person looks after her keys: number, PIN, phones, sessions, messages."""

from flask import Blueprint

from portal.accounts.guards import with_account

bp = Blueprint("my_keys", __name__, url_prefix="/<lang>/me/keys")
bp.before_request(with_account)
