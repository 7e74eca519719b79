"""The desk: the businesses on paper, for fairs and donors."""

from flask import Blueprint, abort, request, url_for

from portal.accounts import queries as accounts
from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.startups import labels
from portal.startups.forms.catalogue import CatalogueForm
from portal.startups.models import StartupPaper
from portal.startups.operations import drawing
from portal.startups.papers import workshop
from portal.startups.queries import papers
from portal.startups.states import PaperState
from portal.startups.texts import papers as texts
from portal.startups.views import giving
from portal.web.locale import LANGUAGES
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("desk_catalogue", __name__, url_prefix="/<lang>/desk/startups/directory/catalogue")
bp.before_request(guard(Can.RUN_STARTUPS))

LOOK_AGAIN = 2  # seconds, while a catalogue is drawn


@bp.route("/", methods=["GET", "POST"])
def index():
    form = CatalogueForm()
    form.offer({name: papers.there(name) for name in papers.CHOICES})

    def deed() -> str:
        asked = drawing.ask_catalogue(form.tongue.data, form.asked(), _staff_id())
        return url_for(".show", token=asked.token)

    answered = ask(form, deed, labels.REFUSALS)
    return answered or render(
        "startups/desk/directory/catalogue.html",
        status=422 if request.method == "POST" else 200,
        form=form,
        count=papers.count({}),
        made=[(one, form.told(one.asked)) for one in papers.catalogues()],
        texts=texts,
        LANGUAGES=LANGUAGES,
    )


@bp.get("/<token>")
def show(token):
    found = papers.catalogue(token) or abort(404)
    going = found.state in papers.GOING
    ready = found.state == PaperState.READY
    return render(
        "startups/desk/directory/one_catalogue.html",
        partial="startups/desk/directory/_catalogue.html",
        made=found,
        which=CatalogueForm().told(found.asked),
        every=LOOK_AGAIN if going else 0,
        ready=ready and papers.still_public(found),
        over=ready and not papers.still_public(found),
        size=giving.size(found.token, workshop.CATALOGUE) if ready else 0,
        count=len(found.asked.get("pages", [])),
        asked_by=accounts.emails({found.asked_by}) if found.asked_by else {},
        texts=texts,
        LANGUAGES=LANGUAGES,
    )


@bp.get("/<token>/catalogue.pdf")
def download(token):
    found: StartupPaper = papers.catalogue_to_give(token) or abort(404)
    called = f"catalogue-{found.language}-{found.created_at:%Y-%m-%d}.pdf"
    return giving.given(found.token, workshop.CATALOGUE, called)


def _staff_id() -> int:
    return (signed_in() or abort(403)).id
