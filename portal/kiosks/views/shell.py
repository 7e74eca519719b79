"""The page that a kiosk shows: the same for all, kept on the device; it holds nobody's data.

Its worker (static/js/kiosk-worker.js) is told here which files belong to the page: those that it
loads (href, src), and those that it may ask for later (named in any other attribute).
"""

import hashlib
import json
import re

from flask import Blueprint, Response, make_response, render_template, request

from portal.accounts.guards import open_to_all
from portal.kiosks import texts
from portal.web.assets import PREFIX, static_url

bp = Blueprint("kiosk", __name__, url_prefix="/<lang>/kiosk")
bp.before_request(open_to_all)
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",  # the decoder
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
PERMISSIONS = "geolocation=(), microphone=(), camera=(self), payment=()"
NAMED = re.compile(rf'([a-z-]+)="({PREFIX}[^"]+)"')


@bp.get("/")
def shell():
    """The page itself, with every sentence in every language."""
    answer = make_response(_page())
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Permissions-Policy"] = PERMISSIONS
    return _shared(answer)


@bp.get("/worker.js")
def worker():
    """The service worker of this page: another as soon as one byte of page or files is."""
    page = _page()
    named = NAMED.findall(page)
    files = sorted({name for attribute, name in named if attribute in {"href", "src"}})
    wanted = sorted({name for _, name in named} - set(files))
    version = hashlib.sha256(page.encode()).hexdigest()[:16]
    told = json.dumps({"version": version, "files": files, "wanted": wanted})
    source = json.dumps(static_url("js/kiosk-worker.js"))
    answer = make_response(f"self.shell = {told};\nimportScripts({source});\n")
    answer.mimetype = "text/javascript"
    return _shared(answer)


def _page() -> str:
    return render_template("kiosks/shell.html", words=texts.words())


def _shared(answer: Response) -> Response:
    """The same for all, and asked about each time: a new version is noticed at once."""
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.add_etag(weak=True)
    return answer.make_conditional(request)  # type: ignore[return-value]
