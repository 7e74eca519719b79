"""A page or its partial, from one view and one context."""

from flask import Response, make_response, render_template

from portal.web import htmx


def render(page: str, /, *, partial: str | None = None, status: int = 200, **context) -> Response:
    """Render `partial` for an htmx request and `page` for anyone else."""
    template = partial if partial and htmx.wants_partial() else page
    response = make_response(render_template(template, **context), status)
    return htmx.vary(response) if partial else response
