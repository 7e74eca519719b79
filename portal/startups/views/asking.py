"""Everyone: leave a number, to be called back."""

from flask import Blueprint, abort, request, url_for

from portal.accounts.guards import network, open_to_all
from portal.core.errors import Refused
from portal.startups import labels
from portal.startups.forms.asking import AskForm
from portal.startups.models import Startup
from portal.startups.operations import asking
from portal.startups.queries import members, pages
from portal.startups.rules import asking as rules
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("startup_asking", __name__, url_prefix="/<lang>/startups/<slug>/ask")
bp.before_request(open_to_all)

TOO_OFTEN = ("asked_enough", "asked_too_often")


@bp.errorhandler(404)
def gone(_error):
    """The same for a page that is hidden, stopped, or never was."""
    return render("startups/public/gone.html", status=404)


@bp.route("/", methods=["GET", "POST"])
def ask(slug):
    form, status = AskForm(), 422 if request.method == "POST" else 200

    def deed() -> str:
        asking.ask(_startup(slug), form.asked(), network=network())
        return url_for(".thanks", slug=slug)

    if form.was_sent():
        try:
            return once(deed)
        except Refused as no:
            form.refuse(labels.REFUSALS[no.code], no.field)
            status = 429 if no.code in TOO_OFTEN else 422
    about: dict = {"startup": _startup(slug), "days": rules.KEPT_DAYS, "most": rules.LONGEST_WORDS}
    return render("startups/public/ask.html", status=status, form=form, **about)


@bp.get("/thanks")
def thanks(slug):
    return render("startups/public/asked.html", startup=_startup(slug))


def _startup(slug: str) -> Startup:
    """One that everyone may see and that somebody keeps: else nobody would read the number."""
    startup = pages.shown(slug) or abort(404)
    return startup if members.has_keeper(startup.id) else abort(404)
