"""What search engines may find: robots.txt and the sitemap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template, request, url_for

from portal.accounts.guards import open_to_all
from portal.core.clock import now
from portal.events import queries as events
from portal.opportunities.queries import browsing as openings
from portal.startups.queries import found as startups
from portal.web.locale import LANGUAGES

bp = Blueprint("sitemap", __name__)
bp.before_request(open_to_all)

# Behind these stands what is someone's own, or what only counts who came.
PRIVATE = ("desk", "me", "founder", "employer", "badges", "sign", "keys", "cv", "kiosk")
PRIVATE_EVERYWHERE = ("s", "m", "hooks", "kiosk")
KEPT = "public, max-age=30"  # a page that was hidden is named for no longer
PART = 500  # pages in one file, each in four languages: a search engine takes 50,000 addresses


@dataclass(frozen=True)
class Page:
    """A page that everyone may find: its whole address in each language, its last change."""

    addresses: dict[str, str]
    changed_at: datetime | None = None


@bp.get("/robots.txt")
def robots():
    """Which addresses are for nobody's machine; where the sitemap is."""
    closed = [f"/{lang}/{name}/" for lang in LANGUAGES for name in PRIVATE]
    closed += [f"/{name}/" for name in PRIVATE_EVERYWHERE]
    base = current_app.extensions["settings"].base_url
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {base}{url_for('.whole')}")
    return _answer("\n".join([*lines, ""]), "text/plain")


@bp.get("/sitemap.xml")
def whole():
    """The names of the files that name the pages."""
    count = sum(1 for _ in _named())
    parts = range(1, -(-count // PART) + 1)
    return _answer(render_template("sitemap/index.xml", parts=parts), "application/xml")


@bp.get("/sitemap-<id:number>.xml")
def part(number):
    named = islice(_named(), max(0, number - 1) * PART, number * PART)
    pages = [Page(_addresses(endpoint, slug), changed) for endpoint, slug, changed in named]
    if not pages or not number:
        abort(404)
    return _answer(render_template("sitemap/part.xml", pages=pages), "application/xml")


def _named() -> Iterator[tuple[str, str, datetime | None]]:
    """(endpoint, slug, last change) of every page that may be found now, always in one order."""
    for endpoint in ("events.home", "startups.index", "opportunities.index", "events.index"):
        yield endpoint, "", None
    for event in events.public_events(now()):
        yield "events.show", event.slug, None
    for slug, changed_at in startups.listed():
        yield "startups.show", slug, changed_at
    for slug, changed_at in openings.addresses():
        yield "opportunities.show", slug, changed_at


def _addresses(endpoint: str, slug: str) -> dict[str, str]:
    base = current_app.extensions["settings"].base_url
    named: dict[str, Any] = {"slug": slug} if slug else {}
    return {code: base + url_for(endpoint, lang=code, **named) for code in LANGUAGES}


def _answer(text: str, mimetype: str) -> Response:
    answer = Response(text, mimetype=mimetype)
    answer.headers["Cache-Control"] = KEPT
    answer.add_etag(weak=True)
    return answer.make_conditional(request)  # type: ignore[return-value]
