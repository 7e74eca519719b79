"""Entry point of the web server."""

import os

from portal.app import create_app
from portal.web import logs

logs.set_up(os.environ.get("PORTAL_LOG_LEVEL", "INFO"))
app = create_app()
