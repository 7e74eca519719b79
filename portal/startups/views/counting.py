"""Who counts as a reader, and when what was counted is written down. Nobody is identified."""

import logging
import re

from flask import Flask, Response, request
from sqlalchemy.exc import DBAPIError, OperationalError

from portal.accounts.guards import network, signed_in
from portal.core.db import committed
from portal.startups.guards import keeps_a_page
from portal.startups.operations import counting
from portal.startups.states import Sign

log = logging.getLogger(__name__)
# Programs that fetch pages: search engines, previews of shared links, watchers, scripts. (Cubot
# makes phones.)
PROGRAM = re.compile(
    r"(?<!cu)bots?\b|crawl|spider|slurp|preview|scrape|fetch|monitor|uptime|probe|headlesschrome"
    r"|facebook|meta-external|whatsapp/|telegram|skype|viber|snapchat|discord|slack|pinterest"
    r"|linkedin|embedly|vkshare|lighthouse|pagespeed|google-|googleother|apis-google|mediapartners"
    r"|bingpreview|yandex|baidu|archive|validator|curl|wget|python|httpx|aiohttp|java/|okhttp"
    r"|go-http|ruby|perl|php|node|axios|libwww|postman|insomnia",
    re.IGNORECASE,
)
# What Facebook's and Instagram's own browsers are called: people read in them.
IN_APP = re.compile(r"FBA[NV]|FB_IAB|Instagram")
EARLY = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")  # a page is fetched before it is wanted


def init_app(app: Flask) -> None:
    """Have a request write now and then what was counted, once its own answer has left."""

    @app.after_request
    def write_afterwards(response: Response) -> Response:
        if counting.due():
            response.call_on_close(lambda: _write(app))
        return response


def looked_at(startup_id: int) -> None:
    """A page is shown: count the reader, once a day."""
    if not counting.too_many(network()):
        saw(startup_id, Sign.LOOKED)


def saw(startup_id: int, sign: Sign) -> None:
    """Count a sign that a reader gave with this request; not a program's, not our own people's."""
    if _is_a_reader():
        counting.note(startup_id, sign, _looks())


def _is_a_reader() -> bool:
    agent = request.headers.get("User-Agent", "")
    if request.method == "HEAD" or not agent:
        return False
    if PROGRAM.search(agent) and not IN_APP.search(agent):
        return False
    if any("pre" in request.headers.get(name, "").lower() for name in EARLY):
        return False
    return signed_in() is None and not keeps_a_page()


def _looks() -> str:
    """What tells one reader from another, from here. Digested at once, under a day's random key."""
    told = ("User-Agent", "Accept-Language", "Sec-CH-UA", "Sec-CH-UA-Platform")
    address = request.remote_addr or ""
    whence = network() if ":" in address else address  # a phone changes the end of its IPv6 daily
    return "|".join((whence, *(request.headers.get(name, "")[:300] for name in told)))


def _write(app: Flask) -> None:
    """No reader waits for it, and none is told when it fails: the counts wait for the next time."""
    if not counting.due():
        return  # another request has done it meanwhile
    counts = counting.taken()
    try:
        with app.app_context():
            committed(lambda: counting.write(counts))
    except DBAPIError as error:
        if isinstance(error, OperationalError):
            counting.put_back(counts)
        log.warning("counts not written", extra={"error": type(error.orig).__name__})
