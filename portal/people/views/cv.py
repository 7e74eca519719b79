"""The CV: look, hide lines, print, download, show."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from portal.accounts.guards import with_account
from portal.people import papers
from portal.people.forms.cv import LinesForm
from portal.people.guards import my_person
from portal.people.operations import cv
from portal.people.views import showing
from portal.web.forms import Form
from portal.web.locale import language
from portal.web.render import render

bp = Blueprint("cv", __name__, url_prefix="/<lang>/me/cv")
bp.before_request(with_account)


@bp.route("/", methods=["GET", "POST"])
def show():
    person, form = my_person(), LinesForm()
    form.offer(papers.lines(person), person)
    if form.was_sent():
        hidden = form.hidden()

        def deed() -> str:
            cv.hide(my_person(), hidden)
            return url_for(".show")

        answer = showing.kept(form, deed)
        if answer:
            return answer
    status = 422 if request.method == "POST" else 200
    context: dict[str, Any] = {"person": person, "form": form, "cv": papers.cv(person, language())}
    return render("people/cv/show.html", status=status, **context)


@bp.get("/print")
def paper():
    """The CV in the page's language, alone on its page, for the printer."""
    return render("people/cv/print.html", cv=papers.cv(my_person(), language()), mine=True)


@bp.get("/<any(fr,ar,en,es):tongue>.pdf")
def download(tongue):
    made = papers.pdf(papers.cv(my_person(), tongue))
    headers = {"Content-Disposition": f"attachment; filename=cv-{tongue}.pdf"}
    return Response(made, mimetype="application/pdf", headers=headers)


@bp.post("/link")
def link():
    return _turn(cv.show)


@bp.post("/link/withdraw")
def withdraw():
    return _turn(cv.withdraw)


def _turn(deed):
    def unit() -> str:
        deed(my_person())
        return url_for(".show", _anchor="link")

    return showing.kept(Form(), unit) or redirect(url_for(".show"), code=303)
