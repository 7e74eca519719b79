"""The desk: scans that a person has to decide on."""

from itertools import groupby
from operator import attrgetter

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import queries as staff
from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.events import queries as events
from portal.events.models import Event, Registration
from portal.kiosks import labels
from portal.kiosks.models import Scan
from portal.kiosks.operations import deciding
from portal.kiosks.queries import reviews
from portal.kiosks.states import Decision
from portal.kiosks.views.kiosk_pages import the_event
from portal.web.forms import Form, whole_number
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("desk_reviews", __name__, url_prefix="/<lang>/desk/events/<slug>/doors/reviews")
bp.before_request(guard(Can.CHECK_IN))

LAST_PAGE = 10_000
LONGEST_SEARCH = 200


@bp.context_processor
def words():
    return {"words": labels}


@bp.get("/")
def index(slug):
    event, page = the_event(slug), _page()
    waiting, total = reviews.to_decide(event, page)
    lately, _more = reviews.decided(event, most=reviews.LATELY)
    return render(
        "kiosks/desk/reviews.html",
        event=event,
        groups=[(kind, list(scans)) for kind, scans in groupby(waiting, attrgetter("review"))],
        total=total,
        page=page,
        pages=-(-total // reviews.PAGE),
        lately=lately,
        emails=_emails(lately),
        doubles=reviews.doubles(event) if page == 1 else [],
    )


@bp.get("/decided")
def decided(slug):
    event, page = the_event(slug), _page()
    lines, more = reviews.decided(event, page)
    return render(
        "kiosks/desk/decided.html",
        event=event,
        lines=lines,
        emails=_emails(lines),
        page=page,
        more=more,
    )


@bp.get("/<id:scan_id>/")
def show(slug, scan_id):
    """One scan; and whose code it was may be looked for."""
    return _scan_page(slug, scan_id, Form())


@bp.post("/<id:scan_id>/decide")
def decide(slug, scan_id):
    """The newest decision counts; none is overwritten."""
    form, decision = Form(), request.form.get("decision", "")
    if decision not in set(Decision):
        abort(400)

    def deed() -> str:
        event, me = the_event(slug), signed_in() or abort(403)
        whose = _registration(event)
        deciding.decide(_scan(event, scan_id), decision, staff_id=me.id, registration=whose)
        return url_for(".index", slug=slug)

    return ask(form, deed, labels.REFUSALS) or _scan_page(slug, scan_id, form, 422)


def _scan_page(slug: str, scan_id: int, form: Form, status: int = 200) -> Response:
    event = the_event(slug)
    scan = _scan(event, scan_id)
    before = reviews.decisions(scan)
    text = request.args.get("q", "")[:LONGEST_SEARCH].replace("\x00", "")
    people = events.registrations(event, events.Filter(text=text))[0] if text.strip() else []
    return render(
        "kiosks/desk/scan.html",
        status=status,
        event=event,
        scan=scan,
        before=before,
        emails=staff.emails({one.staff_id or 0 for one in before}),
        text=text,
        people=people,
        form=form,
    )


def _emails(lines) -> dict[int, str]:
    return staff.emails({decision.staff_id or 0 for decision, _scan in lines})


def _scan(event: Event, scan_id: int) -> Scan:
    return reviews.scan(event, scan_id) or abort(404)


def _registration(event: Event) -> Registration | None:
    """Whose code it was, where the team says so."""
    said = request.form.get("registration", "")
    if not said:
        return None
    return events.registration(event, whole_number(said)) or abort(404)


def _page() -> int:
    return min(max(whole_number(request.args.get("page", "")), 1), LAST_PAGE)
