"""What htmx 4 changed since htmx-flask 0.1.0 was written. Every HX-* header is read here.

The package gives `request.htmx`; htmx 4 asks for a whole page with HX-Request-Type: full.
"""

from flask import Flask, Response, request
from htmx_flask import Htmx

VARY = ("HX-Request", "HX-Request-Type")


def init_app(app: Flask) -> None:
    Htmx(app)


def wants_partial() -> bool:
    """Does the asker want the fragment alone, rather than the page it stands in?"""
    htmx = request.htmx  # type: ignore[attr-defined]
    whole = (
        htmx.boosted
        or htmx.history_restore_request
        or request.headers.get("HX-Request-Type") == "full"
    )
    return bool(htmx) and not whole


def vary(response: Response) -> Response:
    """The answer depends on who asked: no cache may mix page and fragment."""
    response.vary.update(VARY)
    return response
