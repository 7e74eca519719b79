"""Members: what they print and share."""

from flask import Blueprint, abort, url_for

from portal.startups import labels
from portal.startups.guards import founders_only, my_startup
from portal.startups.models import Startup, StartupPaper
from portal.startups.operations import drawing
from portal.startups.papers import facts, workshop
from portal.startups.queries import papers
from portal.startups.states import PaperState, StartupState
from portal.startups.texts import papers as texts
from portal.startups.views import giving
from portal.web.forms import Form
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("founder_kit", __name__, url_prefix="/<lang>/founder/kit")
bp.before_request(founders_only)

LOOK_AGAIN = 2  # seconds, while a kit is drawn
NAMES = {*workshop.KIT, workshop.EVERYTHING, workshop.PREVIEW}


@bp.get("/")
def index():
    return _page(Form(), 200)


@bp.post("/make")
def make():
    """Pressed twice, or when nothing has changed since the last one: the same kit."""
    form, digest = Form(), facts.digest(facts.kit(my_startup()))

    def deed() -> str:
        drawing.ask(my_startup(), digest)
        return url_for(".index")

    return ask(form, deed, labels.REFUSALS) or _page(form, 422)


@bp.get("/<token>/<name>")
def download(token, name):
    startup = my_startup()
    found = papers.kit_by_token(startup.id, token)
    if found is None or name not in NAMES:
        abort(404)
    return giving.given(found.token, name, f"{_short(startup)}-{name}")


def _page(form: Form, status: int):
    startup = my_startup()
    made = papers.kit(startup.id) if startup.state == StartupState.SHOWN else None
    ready = made if made and _may_be_given(made) else None
    return render(
        "startups/founder/kit.html",
        partial="startups/founder/_kit.html",
        status=status,
        form=form,
        shown=startup.state == StartupState.SHOWN,
        made=made,
        every=LOOK_AGAIN if made and made.state in papers.GOING else 0,
        ready=ready,
        changed=ready and ready.digest != facts.digest(facts.kit(startup)),
        files=_files(ready) if ready else [],
        everything=giving.size(ready.token, workshop.EVERYTHING) if ready else 0,
        preview=workshop.PREVIEW,
        texts=texts,
    )


def _may_be_given(made: StartupPaper) -> bool:
    return made.state == PaperState.READY and papers.still_public(made)


def _files(made: StartupPaper) -> list[tuple[str, object, object, int]]:
    """Name, what it is, what it is for, kilobytes."""
    found = [(name, *texts.FILES[name], giving.size(made.token, name)) for name in workshop.KIT]
    return [one for one in found if one[3]]


def _short(startup: Startup) -> str:
    """The words of its address, without the letters that make it unique."""
    return startup.slug.rpartition("-")[0] or startup.slug
