"""Pages leave compressed: with Brotli where the browser takes it, else with gzip.

Whatever their status: a form that comes back with its mistakes is the heaviest page there is.
"""

import gzip

import brotli
from flask import Flask, Response, request

KINDS = {"text/html", "text/calendar", "text/csv", "application/json", "application/xml"}
LEAST = 300  # bytes: below, nothing is gained
WAYS = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=5, lgwin=18),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}


def init_app(app: Flask) -> None:
    app.after_request(compress)


def compress(response: Response) -> Response:
    if response.mimetype not in KINDS or response.is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    if "Content-Encoding" in response.headers:  # packed already (portal/web/public.py)
        return response
    way = next((name for name in WAYS if request.accept_encodings[name]), None)
    content = response.get_data()
    if way and len(content) >= LEAST:
        response.set_data(WAYS[way](content))
        response.headers["Content-Encoding"] = way
    return response
