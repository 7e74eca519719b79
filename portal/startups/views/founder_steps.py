"""Members: the screens on which a page is written, saved as they are filled in."""

from functools import partial
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from portal.core.clock import now
from portal.core.db import committed
from portal.core.errors import Refused
from portal.core.tidying import tidy
from portal.reference import cities, trades
from portal.startups import labels, texts
from portal.startups.forms.writing import (
    FORMS_OF,
    LONGEST_WORDS,
    SHORTEST,
    StepForm,
    WorkForm,
)
from portal.startups.guards import founders_only, my_startup
from portal.startups.models import Startup
from portal.startups.operations import writing
from portal.startups.states import StartupState, Step
from portal.startups.views import founder_frame
from portal.web.forms import Form
from portal.web.locale import LANGUAGES, language
from portal.web.render import render

bp = Blueprint("founder_steps", __name__, url_prefix="/<lang>/founder/page")
bp.before_request(founders_only)

# While nobody sees the page and nobody looks at it: half a sentence is not published by itself.
SAVES_ITSELF = (StartupState.DRAFT, StartupState.SENT_BACK, StartupState.HIDDEN)
PAGES = {
    Step.WORK: "startups/founder/work.html",
    Step.PLACE: "startups/founder/place.html",
    Step.HOURS: "startups/founder/hours.html",
    Step.CONTACT: "startups/founder/contact.html",
}


def screen(step: Step) -> Response:
    """One screen: asked, shown with what is known, or kept; then the next one."""
    startup, form = my_startup(), FORMS_OF[step]()
    answer = None
    if form.was_sent():
        values = _read(form, startup).values()

        def deed() -> str:
            held = writing.write(my_startup(), step, values, seen=form.seen.data or "")
            writing.passed(held, step)
            if _unsure(form):
                return url_for(".which")
            here = "more" in request.form
            return url_for(f".{step}") if here else founder_frame.after(held, step)

        answer = founder_frame.kept(form, deed)
        startup = my_startup()
        form.seen.data = writing.print_of(startup, step)
    elif request.method == "GET":
        form.show(startup)
    if answer:
        return answer
    status = 422 if request.method == "POST" else 200
    context = _context(step, startup, form)
    return render(PAGES[step], status=status, **context)


def keep(step: Step) -> Response:
    """Save what is well formed so far, quietly. Saved twice, it is saved once."""
    startup, form = my_startup(), FORMS_OF[step]()
    form.validate()
    values = _read(form, startup).values(others=True)
    said: object = ""
    saves, saved_at = startup.state in SAVES_ITSELF, None
    if saves and values:

        def deed() -> None:
            writing.write(my_startup(), step, values, seen=form.seen.data or "")

        try:
            committed(deed)
            saved_at = now()
            form.seen.data = writing.print_of(my_startup(), step)
        except Refused as no:
            said = labels.REFUSALS[no.code]
    context: dict[str, Any] = {"step": step, "form": form, "saves_itself": saves}
    return render("startups/founder/_kept.html", said=said, saved_at=saved_at, **context)


def preview(step: Step) -> Response:
    """What the page would say. Nothing is saved."""
    startup, form = my_startup(), FORMS_OF[step]()
    form.validate()
    values = _read(form, startup).values(others=True)
    if "city" in values:
        values["city_code"] = cities.code_of(values["city"])
    shown = founder_frame.copy_of(startup, **{**writing.said(startup, step), **values})
    return render("startups/founder/_preview.html", **founder_frame.preview(shown, step))


for _step in FORMS_OF:
    bp.add_url_rule(
        f"/{_step}",
        endpoint=str(_step),
        view_func=partial(screen, _step),
        methods=["GET", "POST"],
    )
    bp.add_url_rule(
        f"/{_step}/keep",
        endpoint=f"{_step}_keep",
        view_func=partial(keep, _step),
        methods=["POST"],
    )
    bp.add_url_rule(
        f"/{_step}/preview",
        endpoint=f"{_step}_preview",
        view_func=partial(preview, _step),
        methods=["POST"],
    )


@bp.get("/trades")
def suggested():
    """The trades that some words may mean, to put below the field."""
    words = tidy(request.args.get("trade_words", ""))[:LONGEST_WORDS]
    found = trades.find(words, language()) if len(words) >= SHORTEST else None
    return render("startups/founder/_found.html", found=found, picked=_first(found))


@bp.route("/which", methods=["GET", "POST"])
def which():
    """What we understood of her words: some trades to choose from, or none of these."""
    startup, form = my_startup(), WorkForm()
    if request.method == "POST":
        form.look_up(startup)
        values = {"trade": form.chosen, "sector": form.answers()["sector"]}

        def deed() -> str:
            held = writing.write(my_startup(), Step.WORK, values)
            return founder_frame.after(held, Step.WORK)

        answer = founder_frame.kept(form, deed)
        if answer:
            return answer
    else:
        form.sector.data = startup.sector
    words = startup.trade_words
    found = trades.find(words, language()) if len(words) >= SHORTEST else None
    context: dict[str, Any] = {"found": found, "picked": startup.trade or _first(found)}
    status = 422 if request.method == "POST" else 200
    return render(
        "startups/founder/which.html", startup=startup, form=form, status=status, **context
    )


@bp.post("/hours/right")
def right():
    """ "These hours are still right." """
    startup, form = my_startup(), Form()

    def deed() -> str:
        writing.hours_are_right(my_startup())
        return url_for("founder.home")

    answer = founder_frame.kept(form, deed)
    shown = FORMS_OF[Step.HOURS]()
    shown.show(startup)
    shown.refusals = form.refusals
    context = _context(Step.HOURS, startup, shown)
    return answer or render("startups/founder/hours.html", status=422, **context)


def _read(form: StepForm, startup: Startup) -> StepForm:
    """Finds the trade, which may be slow: before the transaction."""
    trades.known()
    if isinstance(form, WorkForm):
        form.look_up(startup)
    return form


def _unsure(form: StepForm) -> bool:
    return isinstance(form, WorkForm) and not form.asked


def _first(found: trades.Found | None) -> str:
    """What is chosen beforehand: a first answer that is sure by itself."""
    return found.trades[0].code if found and found.trades and found.trades[0].sure else ""


def _context(step: Step, startup: Startup, form: StepForm) -> dict[str, Any]:
    context: dict[str, Any] = {
        **founder_frame.progress(startup),
        "step": step,
        "name": labels.STEPS[step],
        "startup": startup,
        "form": form,
        "example": texts.example(startup.sector, language()),
        "written_in": startup.language,
        "names": LANGUAGES,
        "saves_itself": startup.state in SAVES_ITSELF,
        "hints": labels.HINTS.get(step, {}),
        "corners": labels.CORNERS,
        "opened": any(f.errors for f in getattr(form, "rows", ())),
        "said": "",
        "saved_at": None,
    }
    shown = founder_frame.copy_of(startup, **writing.said(startup, step))
    context |= {**founder_frame.preview(shown, step), "startup": startup}
    if isinstance(form, WorkForm):
        context |= _trades(form, startup)
    if step == Step.PLACE:
        context["cities"] = cities.names(language())
    return context


def _trades(form: WorkForm, startup: Startup) -> dict[str, Any]:
    """What the screen shows of the trade: the one that is kept, or what the words may mean."""
    found = getattr(form, "found", None)
    return {"found": found if form.errors else None, "picked": getattr(form, "chosen", "")}
