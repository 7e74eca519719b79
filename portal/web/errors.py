"""The pages shown when something can't be done, each with what to do next."""

import logging
import secrets

from flask import Flask, Response, abort, current_app, g, render_template, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from portal.core.db import db

log = logging.getLogger(__name__)
KNOWN = {400, 403, 404, 405, 413, 429, 500, 503}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(Exception, _surprise)
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    """Nothing that we serve has a NUL byte in its address, and PostgreSQL takes none."""
    if "\x00" in request.path or b"%00" in request.query_string:
        abort(404)


def _http_error(error: HTTPException) -> Response | HTTPException:
    code = error.code or 500
    if code < 400:
        return error
    page = _page(code)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            page.headers[name] = value
    return page


def _database_error(error: DBAPIError) -> Response:
    """The database is away, full or too busy: nothing was kept, trying again is safe."""
    log.error("database error", extra={"error": type(error.orig).__name__})
    page = _page(503)
    page.headers["Retry-After"] = "5"
    return page


def _surprise(error: Exception) -> Response:
    """A mistake of ours: the person gets a short reference that the log has too."""
    if current_app.testing:
        raise error
    reference = secrets.token_hex(3).upper()
    # Only where it broke: the message of an exception may quote what a person typed.
    log.error("surprise", extra={"reference": reference, "where": _where(error)})
    return _page(500, reference=reference)


def _where(error: Exception) -> str:
    steps = []
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        steps.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} " + " ".join(steps[-6:])


def _page(code: int, reference: str = "") -> Response:
    db.session.rollback()
    g.shared_page = False
    shown = code if code in KNOWN else (400 if code < 500 else 500)
    html = render_template("errors/error.html", code=shown, reference=reference)
    return Response(html, status=code)
