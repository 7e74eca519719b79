"""The desk: check points, and the kiosks that stand there."""

import hashlib
from functools import partial

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.core import audit
from portal.core.clock import now
from portal.core.db import committed
from portal.core.errors import Refused
from portal.events.models import Event
from portal.kiosks import labels
from portal.kiosks.forms import KioskForm, PointForm, SavedForm
from portal.kiosks.models import CheckPoint, Kiosk
from portal.kiosks.operations import enrolling, points, saved
from portal.kiosks.operations.points import PointFacts
from portal.kiosks.queries import points as queries
from portal.kiosks.views import kiosk_pages as pages
from portal.web.forms import Form
from portal.web.once import ask, once
from portal.web.render import render

bp = Blueprint("desk_kiosks", __name__, url_prefix="/<lang>/desk/events/<slug>/doors/kiosks")
bp.before_request(guard(Can.RUN_DOORS))


@bp.context_processor
def words():
    asks = {"state_of": queries.state_of, "wrong_clock": pages.wrong_clock, "who": pages.who}
    return {"words": labels, "at": now(), **asks}


@bp.get("/")
def index(slug):
    return pages.listed(pages.the_event(slug), Form())


@bp.post("/entrance")
def entrance(slug):
    """One tap: one check point for the whole event."""
    form = Form()

    def deed() -> str:
        points.write_point(pages.the_event(slug), PointFacts(name=_("Entrance")))
        return url_for(".index", slug=slug)

    return ask(form, deed, labels.REFUSALS) or pages.listed(pages.the_event(slug), form, 422)


@bp.route("/points/new", methods=["GET", "POST"])
def new_point(slug):
    form = _point_form(pages.the_event(slug), None)

    def deed() -> str:
        points.write_point(pages.the_event(slug), form.facts())
        return url_for(".index", slug=slug)

    return ask(form, deed, labels.REFUSALS) or pages.check_point(slug, None, form)


@bp.route("/points/<id:point_id>", methods=["GET", "POST"])
def point(slug, point_id):
    event = pages.the_event(slug)
    form = _point_form(event, pages.the_point(event, point_id))

    def deed() -> str:
        event = pages.the_event(slug)
        points.write_point(event, form.facts(), pages.the_point(event, point_id))
        return url_for(".index", slug=slug)

    return ask(form, deed, labels.REFUSALS) or pages.check_point(slug, point_id, form)


@bp.post("/points/<id:point_id>/away")
def away(slug, point_id):
    return _with_point(slug, point_id, points.put_away)


@bp.post("/points/<id:point_id>/back")
def back(slug, point_id):
    return _with_point(slug, point_id, points.take_back)


@bp.route("/points/<id:point_id>/kiosks/new", methods=["GET", "POST"])
def new_kiosk(slug, point_id):
    event = pages.the_event(slug)
    where, form, mine = pages.the_point(event, point_id), _kiosk_form(), _staff_id()
    made: list[tuple[int, str]] = []  # of the transaction that was kept, the code to show

    def deed() -> str:
        kiosk, code = enrolling.add_kiosk(
            pages.the_point(pages.the_event(slug), point_id),
            name=form.name.data,
            station=form.station.data,
            keeper_id=form.keeper.data or mine,
            made_by=mine,
        )
        made[:] = [(kiosk.id, code)]
        return url_for(".kiosk", slug=slug, kiosk_id=kiosk.id)

    if request.method == "GET":
        form.show(_proposed_name(where), mine)
    answer = ask(form, deed, labels.REFUSALS)
    if answer is not None:
        return pages.enrol(slug, *made[0]) if made else answer
    status = 422 if request.method == "POST" else 200
    event = pages.the_event(slug)
    context: dict = {"event": event, "point": pages.the_point(event, point_id), "form": form}
    return render("kiosks/desk/new_kiosk.html", status=status, **context)


@bp.get("/<id:kiosk_id>/")
def kiosk(slug, kiosk_id):
    return pages.kiosk(slug, kiosk_id, Form())


@bp.post("/<id:kiosk_id>/saved")
def take_in(slug, kiosk_id):
    """Batch by batch: whoever brings the file again brings nothing new."""
    found, form = pages.the_kiosk(pages.the_event(slug), kiosk_id), SavedForm()
    try:
        if form.was_sent():
            return _bring(slug, found, form)
    except Refused as no:
        form.refuse(
            labels.FILE_AGAIN if no.code == "form_changed" else labels.REFUSALS[no.code], no.field
        )
    return pages.kiosk(slug, kiosk_id, form, 422)


@bp.post("/<id:kiosk_id>/code")
def new_code(slug, kiosk_id):
    """The page that answers is the only place where the code ever stands."""
    form = Form()
    made: list[tuple[int, str]] = []

    def deed() -> str:
        made[:] = [(kiosk_id, enrolling.new_code(pages.the_kiosk(pages.the_event(slug), kiosk_id)))]
        return url_for(".kiosk", slug=slug, kiosk_id=kiosk_id)

    answer = ask(form, deed, labels.REFUSALS)
    if answer is None:
        return pages.kiosk(slug, kiosk_id, form, 422)
    return pages.enrol(slug, *made[0]) if made else answer


@bp.route("/<id:kiosk_id>/stop", methods=["GET", "POST"])
def stop(slug, kiosk_id):
    form = Form()

    def deed() -> str:
        enrolling.revoke(pages.the_kiosk(pages.the_event(slug), kiosk_id))
        return url_for(".kiosk", slug=slug, kiosk_id=kiosk_id)

    done = ask(form, deed, labels.REFUSALS)
    if done is not None:
        return done
    event = pages.the_event(slug)
    found, status = pages.the_kiosk(event, kiosk_id), 422 if request.method == "POST" else 200
    return render("kiosks/desk/stop.html", status=status, event=event, kiosk=found, form=form)


def _bring(slug: str, kiosk: Kiosk, form: SavedForm) -> Response:
    content, kiosk_id = form.file.data.read(saved.MOST_BYTES + 1), kiosk.id
    scans = saved.read(content, kiosk)

    def now_held() -> Kiosk:
        return pages.the_kiosk(pages.the_event(slug), kiosk_id)

    def kept(batch) -> int:
        return saved.take_in(now_held(), batch)

    fresh = sum(committed(partial(kept, batch)) for batch in saved.batches(scans))

    def deed() -> str:
        audit.record("kiosks.scans.brought", enrolling.subject(now_held()))
        return url_for(".kiosk", slug=slug, kiosk_id=kiosk_id, all=len(scans), new=fresh)

    return once(deed, also=hashlib.sha256(content).hexdigest())


def _with_point(slug: str, point_id: int, act):
    form = Form()

    def deed() -> str:
        act(pages.the_point(pages.the_event(slug), point_id))
        return url_for(".index", slug=slug)

    return ask(form, deed, labels.REFUSALS) or pages.listed(pages.the_event(slug), form, 422)


def _point_form(event: Event, point: CheckPoint | None) -> PointForm:
    form = PointForm()
    form.offer(event.sessions)
    if request.method == "GET":
        form.show(point)
    return form


def _kiosk_form() -> KioskForm:
    form = KioskForm()
    form.keeper.choices = list(queries.keepers().items())
    return form


def _proposed_name(point: CheckPoint) -> str:
    """“Entrance”, then “Entrance 2”."""
    number = len(point.kiosks) + 1
    return f"{point.name} {number}" if number > 1 else point.name


def _staff_id() -> int:
    me = signed_in() or abort(403)
    return me.id
