"""A CV that its owner shows by a link."""

from flask import Blueprint, abort

from portal.accounts.guards import open_to_all
from portal.people import papers, queries
from portal.web.locale import language
from portal.web.render import render

bp = Blueprint("shared_cv", __name__, url_prefix="/<lang>/cv/<token>")
bp.before_request(open_to_all)


@bp.get("/")
def show(token):
    person = queries.shown_cv(token) or abort(404)
    answer = render("people/cv/print.html", cv=papers.cv(person, language()), mine=False)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
