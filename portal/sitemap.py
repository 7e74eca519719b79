"""What search engines may find: robots.txt and the sitemap."""

from flask import Blueprint

from portal.accounts.guards import open_to_all

bp = Blueprint("sitemap", __name__)
bp.before_request(open_to_all)
