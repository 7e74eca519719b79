"""Public pages: the same bytes for everyone, kept for a moment, with an ETag.

A page that carries a form is kept without its one-time token, which is written in as the page is
sent. Its ETag names the token too: a browser that shows the page again is told "not modified"
only while that token is unused.
"""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, g, make_response, request

from portal.core import once
from portal.web import form_token, htmx
from portal.web.packed import Packed, pack

KEPT_SECONDS = 1.0  # how long a page may lag behind the database
LATE_SECONDS = 1.0  # and still be shown, while another request renews it
WORTH_PACKING = 2  # a page asked for so often is compressed once and for all
MOST = 500  # pages kept at once, in each process
BROWSERS_KEEP = 60  # seconds: without asking again
WITH_FORM = "private, no-cache"


@dataclass
class Page:
    html: str
    digest: str
    purpose: str  # of the form on it, or ""
    until: float = 0.0
    asked: int = 0
    packed: Packed | None = None


_kept: dict[tuple[str, ...], Page] = {}
_renewing = threading.Lock()


def public_page(render: Callable[[], str], *kind: str, lasts: int = BROWSERS_KEEP) -> Response:
    """Answer with what `render` returns, shared between visitors for a second.

    `kind` adds to what tells one page from another, beside its address. `lasts`: for so many
    seconds browsers show it again without asking.
    """
    key = (request.full_path, request.headers.get("Save-Data", ""), *kind)
    page = _page(key, render)
    if not page.purpose:
        return _answer(_written(page, ""), page.digest, f"public, max-age={lasts}")
    shown = _token_of_their_copy(page)
    if shown:
        return _answer(Response(), f"{page.digest}.{shown}", WITH_FORM)
    token = form_token.new(page.purpose)
    return _answer(_written(page, token), f"{page.digest}.{token}", WITH_FORM)


def forget() -> None:
    """Drop every kept page (tests do, between two facts)."""
    _kept.clear()


def _page(key: tuple[str, ...], render: Callable[[], str]) -> Page:
    """The kept page, or a new one. While one request renews it, the others are given the old."""
    page, at = _kept.get(key), time.monotonic()
    if page is not None and at < page.until:
        return page
    mine = _renewing.acquire(blocking=False)
    try:
        if not mine and page is not None and at < page.until + LATE_SECONDS:
            return page
        return _kept_page(key, render)
    finally:
        if mine:
            _renewing.release()


def _kept_page(key: tuple[str, ...], render: Callable[[], str]) -> Page:
    g.shared_page = True
    html = render()
    g.shared_page = False
    digest = hashlib.sha256(html.encode()).hexdigest()[:12]
    purpose = g.pop("shared_purpose", "")
    page = _kept.get(key)
    if page is None or page.digest != digest:
        page = Page(html, digest, purpose)
    page.until = time.monotonic() + KEPT_SECONDS
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = page
    return page


def _written(page: Page, token: str) -> Response:
    """The page with `token` in it, packed if it is asked for more than once."""
    hole = form_token.placeholder(page.purpose) if page.purpose else ""
    asked = page.asked = page.asked + 1
    if asked == WORTH_PACKING:
        page.packed = pack(page.html, hole, form_token.LENGTH)
    if page.packed is None or not request.accept_encodings["br"]:
        return make_response(page.html.replace(hole, token) if hole else page.html)
    response = make_response(page.packed.filled(token))
    response.headers["Content-Encoding"] = "br"
    return response


def _answer(response: Response, etag: str, caching: str) -> Response:
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = caching
    response.vary.add("Save-Data")
    htmx.vary(response)
    return response.make_conditional(request) if request.if_none_match else response  # type: ignore[return-value]


def _token_of_their_copy(page: Page) -> str | None:
    """The token in the copy that the browser has, if that copy may still be used."""
    for tag in request.if_none_match.as_set(include_weak=True):
        digest, _, token = tag.partition(".")
        if digest == page.digest and form_token.is_ours(token, page.purpose):
            return None if once.used(form_token.session_id(), token) else token
    return None
