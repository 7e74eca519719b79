"""Structured logs: a JSON line with facts; never a name, a number, an address or a body."""

import json
import logging
import secrets
import sys
import time

from flask import Flask, Response, g, request

log = logging.getLogger("portal.web.request")
_STANDARD = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
SLOW_MS = 500


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, event and the facts given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        facts = {k: v for k, v in record.__dict__.items() if k not in _STANDARD}
        line = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **facts,
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, default=str)


def set_up(level: str = "INFO") -> None:
    """Send the logs of this process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for talkative in ("rq", "alembic"):
        logging.getLogger(talkative).setLevel("WARNING")


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_note)


def _begin() -> None:
    g.began = time.perf_counter()


def _note(response: Response) -> Response:
    """Write what changed something, failed or was slow; the endpoint, never the address."""
    ms = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000)
    if request.method == "GET" and response.status_code < 400 and ms < SLOW_MS:
        return response
    request_id = secrets.token_hex(4)
    response.headers["X-Request-Id"] = request_id
    facts = {"request": request_id, "endpoint": request.endpoint, "method": request.method}
    log.info("request", extra={**facts, "status": response.status_code, "ms": ms})
    return response
