"""Entry point of the web server."""

import os

from portal.app import create_app
from portal.reference import trades
from portal.web import logs

logs.set_up(os.environ.get("PORTAL_LOG_LEVEL", "INFO"))
app = create_app()
trades.known()  # a second now, or a second for the first person who searches
