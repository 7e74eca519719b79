"""The desk: how the matching does, in figures, and its runs."""

from collections.abc import Sequence

from flask import Blueprint, abort, request, url_for

from portal.accounts import queries as accounts
from portal.accounts.guards import guard, requires, signed_in
from portal.accounts.models import Staff
from portal.accounts.permissions import Can
from portal.core import audit
from portal.core.db import transaction
from portal.matching import charts, exports, labels
from portal.matching.models import MatchRun
from portal.matching.operations import running
from portal.matching.queries import figures
from portal.matching.states import ENDED
from portal.web import downloads
from portal.web.forms import whole_number
from portal.web.locale import direction
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_matching", __name__, url_prefix="/<lang>/desk/matching")
bp.before_request(guard(Can.SEE_MATCHING))

LAST_PAGE = 10_000
LOOK_AGAIN = 2  # seconds, while a run goes on


@bp.get("/")
def index():
    staff = _me()
    last, runs = figures.last_whole(), figures.runs()
    return render(
        "matching/desk/index.html",
        people=figures.people(staff),
        why_people=_in_order(figures.why_people(staff), labels.WHY_NONE),
        openings=figures.openings(),
        why_openings=_in_order(figures.why_openings(), labels.WHY_NOBODY),
        answers=figures.answers(),
        last=last,
        drawn=_drawings(last),
        runs=runs,
        going=next((one for one in runs if one.state not in ENDED), None),
        bar=_bar,
        words=labels,
    )


@bp.get("/people")
def people():
    """Who has no suggestion: of one's own office."""
    why, page = _why(labels.WHY_NONE), _page()
    found, total = figures.people_without(_me(), why, page)
    return _listed("matching/desk/people.html", found, total, why, page)


@bp.get("/openings")
def openings():
    """Which openings nobody is suggested for."""
    why, page = _why(labels.WHY_NOBODY), _page()
    found, total = figures.openings_without(why, page)
    return _listed("matching/desk/openings.html", found, total, why, page)


@bp.post("/people/export")
@requires(Can.EXPORT_PEOPLE)
def export_people():
    """Not once(): whoever presses twice takes the list away twice, and both are noted."""
    kind, staff, why = downloads.kind_asked_for(), _me(), _why(labels.WHY_NONE)
    _note("matching.list.exported", staff)
    rows = exports.people_rows(figures.every_person_without(staff, why))
    return downloads.table(
        kind, downloads.dated("people-without-suggestion"), exports.people_header(), rows
    )


@bp.post("/export")
def export():
    """Counts alone: whoever reads the file learns of nobody."""
    kind, staff = downloads.kind_asked_for(), _me()
    _note("matching.figures.exported", staff)
    rows = exports.figure_rows(
        people=figures.people(staff),
        why_people=_in_order(figures.why_people(staff), labels.WHY_NONE),
        openings=figures.openings(),
        why_openings=_in_order(figures.why_openings(), labels.WHY_NOBODY),
        answers=figures.answers(),
        last=figures.last_whole(),
    )
    return downloads.table(kind, downloads.dated("matching"), exports.figure_header(), rows)


@bp.post("/runs")
@requires(Can.RUN_MATCHING)
def start():
    """A second press finds the run that is under way."""
    staff_id = _me().id
    return once(lambda: url_for(".run", token=running.ask(staff_id).token))


@bp.get("/runs/<token>")
def run(token):
    found = figures.run(token) or abort(404)
    return render(
        "matching/desk/run.html",
        partial="matching/desk/_run.html",
        run=found,
        drawn=_drawings(found),
        asked_by=accounts.emails({found.asked_by}) if found.asked_by else {},
        every=0 if found.state in ENDED else LOOK_AGAIN,
        words=labels,
    )


def _drawings(run: MatchRun | None) -> list[dict]:
    """How suggestions are spread over people, and over openings: before and after, each a line to
    draw and its Gini."""
    figures, mirrored = (run.figures or {}) if run else {}, direction() == "rtl"
    return [
        {
            "title": title,
            "lines": {
                name: {"gini": one["gini"], "line": charts.curve(one["lorenz"], mirrored=mirrored)}
                for name, one in figures[side].items()
                if name in labels.EXPOSURE
            },
        }
        for side, title in labels.SPREAD_OVER.items()
        if side in figures
    ]


def _bar(coverage: figures.Coverage) -> list[charts.Piece]:
    counts = {"taken": coverage.full, "offered": coverage.some, "waiting": coverage.none}
    return charts.pieces(counts, mirrored=direction() == "rtl")


def _in_order(counts: dict[str, int], names: dict) -> list[tuple[str, int]]:
    """In the order of the rules; what is not known by name last."""
    return [(code, counts[code]) for code in names if counts.get(code)]


def _me() -> Staff:
    return signed_in() or abort(403)


def _listed(template: str, found: Sequence, total: int, why: str, page: int):
    pages = -(-total // figures.PAGE)
    return render(template, words=labels, found=found, total=total, why=why, page=page, pages=pages)


def _why(names: dict) -> str:
    asked = request.args.get("why", "")
    return asked if asked in names else ""


def _page() -> int:
    return min(max(whole_number(request.args.get("page", "1")), 1), LAST_PAGE)


def _note(what: str, staff: Staff) -> None:
    with transaction():
        audit.record(what, f"staff:{staff.id}")
