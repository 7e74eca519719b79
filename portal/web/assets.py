"""Static files under names that change with their content, sent compressed, kept for a year."""

from flask import Flask, current_app
from whitenoise import WhiteNoise

from portal import build
from portal.web import headers

PREFIX = "/static/"


def init_app(app: Flask) -> None:
    """Serve what portal/build.py has built, before Flask sees the request."""
    settings = app.extensions["settings"]
    names = build.manifest(settings.programme)
    same = headers.fixed(settings)

    def add_headers(answer, path, url) -> None:
        for name, value in same.items():
            answer[name] = value
        if "/js/badge." in url:
            answer["Service-Worker-Allowed"] = "/"  # it serves a badge's address, not its folder

    files = WhiteNoise(
        app.wsgi_app,
        root=build.BUILT,
        prefix=PREFIX,
        max_age=365 * 86400,
        allow_all_origins=False,
        add_headers_function=add_headers,
        immutable_file_test=lambda path, url: path.endswith(tuple(build.SUFFIXES)),
    )
    app.wsgi_app = files  # type: ignore[method-assign]
    app.extensions["static_names"] = names
    app.jinja_env.globals["static_url"] = lambda name: PREFIX + names[name]


def static_url(name: str) -> str:
    """Where the file is served that is written as `name` (css/site.css)."""
    return PREFIX + current_app.extensions["static_names"][name]
