"""The desk: the printed list, typed in afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask_babel import gettext as _

from portal.accounts.guards import guard, signed_in
from portal.accounts.permissions import Can
from portal.core.clock import from_wall_clock, local, now
from portal.core.errors import Refused
from portal.events import queries as events
from portal.events.models import Event
from portal.kiosks import labels
from portal.kiosks.models import CheckPoint
from portal.kiosks.operations import noting
from portal.kiosks.queries import attendance, rules_of
from portal.kiosks.queries import points as point_queries
from portal.web.forms import Form, whole_number
from portal.web.once import once
from portal.web.render import render

bp = Blueprint("desk_paper", __name__, url_prefix="/<lang>/desk/events/<slug>/doors/paper")
bp.before_request(guard(Can.CHECK_IN))

LAST_PAGE = 10_000
MOST_LINES = 500
LONGEST_LINE = 40
AHEAD = timedelta(minutes=5)  # the clock of whoever types may be before ours


@dataclass(frozen=True)
class Sheet:
    """What is being typed in: whose door, which day and hour."""

    event: Event
    point: CheckPoint
    at: datetime

    @property
    def address(self) -> dict[str, Any]:
        """How the address of its pages ends."""
        at = local(self.at).strftime("%Y-%m-%dT%H:%M")
        return {"slug": self.event.slug, "point_id": self.point.id, "at": at}

    @property
    def is_open(self) -> bool:
        """Is a session open there at that hour?"""
        point = rules_of.point_rules(self.point, self.event.sessions)
        at = rules_of.ms(self.at)
        return any(window.opens <= at < window.closes for window in point.windows)


@bp.get("/")
def index(slug):
    """Which check point, which day and hour."""
    event = _event(slug)
    points = [point for point in point_queries.points(event) if point.closed_at is None]
    wanted = whole_number(request.args.get("point", "")) or (points[0].id if points else 0)
    form = Form()
    chosen = next((point for point in points if point.id == wanted), None)
    at = request.args.get("at")
    if at is not None and chosen:
        moment, wrong = _moment(at)
        if moment:
            return _to_names(Sheet(event, chosen, moment))
        form.refuse(wrong)
    return render(
        "kiosks/desk/paper.html",
        status=422 if form.refusals else 200,
        event=event,
        points=points,
        wanted=wanted,
        at=at or _usual_hour(event),
        form=form,
    )


@bp.get("/<id:point_id>/names")
def names(slug, point_id):
    """Tick who came: fifty names a page."""
    return _names_page(_sheet(slug, point_id), Form())


@bp.post("/<id:point_id>/names")
def tick(slug, point_id):
    form = Form()
    try:
        return once(lambda: _tick(slug, point_id))
    except Refused as no:
        form.refuse(labels.REFUSALS[no.code])
        return _names_page(_sheet(slug, point_id), form, 422)


@bp.get("/<id:point_id>/codes")
def codes(slug, point_id):
    """Type codes, one a line."""
    return _codes_page(_sheet(slug, point_id), Form())


@bp.post("/<id:point_id>/codes")
def type_in(slug, point_id):
    """What can be read is noted; the rest comes back, with the number of its line."""
    typed = request.form.get("codes", "").splitlines()[:MOST_LINES]
    lines = [line.strip()[:LONGEST_LINE] for line in typed]
    found = attendance.by_code(_event(slug), {line for line in lines if line})
    wrong = [(i, line) for i, line in enumerate(lines, 1) if line and line not in found]
    form = Form()
    noted = [0]

    def deed() -> str:
        sheet = _sheet(slug, point_id)
        ids = [one.id for one in found.values()]
        noted[0] = _note(sheet, ids)
        return url_for(".codes", noted=noted[0], **sheet.address)

    try:
        answer = once(deed)
    except Refused as no:
        form.refuse(labels.REFUSALS[no.code])
        return _codes_page(_sheet(slug, point_id), form, 422, typed="\n".join(lines))
    if not wrong:
        return answer
    sheet = _sheet(slug, point_id)
    left = "\n".join(line for _number, line in wrong)
    return _codes_page(sheet, form, 422, typed=left, wrong=wrong, noted=noted[0])


def _tick(slug: str, point_id: int) -> str:
    sheet = _sheet(slug, point_id)
    ids = {whole_number(one) for one in request.form.getlist("here")[: attendance.PAGE]}
    noted = _note(sheet, ids)
    wanted = _wanted()
    further = whole_number(request.form.get("next", ""))
    asked: dict[str, Any] = {"letter": wanted.letter or None, "q": wanted.text or None}
    return url_for(".names", noted=noted, page=further or wanted.page, **sheet.address, **asked)


def _note(sheet: Sheet, ids) -> int:
    staff = signed_in() or abort(403)
    people = attendance.by_id(sheet.event, ids)
    return noting.on_paper(sheet.point, people, staff_id=staff.id, at=sheet.at) if people else 0


def _names_page(sheet: Sheet, form: Form, status: int = 200):
    wanted = _wanted()
    people, total = attendance.expected(sheet.point, sheet.event, wanted)
    day = attendance.day_at(sheet.point, sheet.event, sheet.at)
    return render(
        "kiosks/desk/paper_names.html",
        status=status,
        sheet=sheet,
        form=form,
        wanted=wanted,
        asked={**sheet.address, "letter": wanted.letter or None, "q": wanted.text or None},
        people=people,
        total=total,
        pages=-(-total // attendance.PAGE),
        here=attendance.here_already(sheet.point, day, (one.id for one in people)),
        letters=attendance.letters(sheet.point, sheet.event),
        noted=_noted(),
    )


def _codes_page(sheet: Sheet, form: Form, status: int = 200, typed="", wrong=(), noted=None):
    return render(
        "kiosks/desk/paper_codes.html",
        status=status,
        sheet=sheet,
        form=form,
        typed=typed,
        wrong=wrong,
        noted=_noted() if noted is None else noted,
        most=MOST_LINES,
    )


def _to_names(sheet: Sheet):
    return redirect(url_for(".names", **sheet.address), code=303)


def _sheet(slug: str, point_id: int) -> Sheet:
    event = _event(slug)
    point = point_queries.point(event, point_id) or abort(404)
    at, _wrong = _moment(request.args.get("at", ""))
    return Sheet(event, point, at or abort(404))


def _moment(text: str) -> tuple[datetime | None, str]:
    """A day and an hour on Morocco's clocks that is not to come; or what is wrong with it."""
    try:
        at = from_wall_clock(datetime.fromisoformat(text).replace(tzinfo=None))
    except (ValueError, OverflowError):
        return None, _("Write the day and the hour like 2027-02-12 09:00.")
    if at > now() + AHEAD:
        return None, _("This hour is still to come. Write when the people came.")
    return at, ""


def _usual_hour(event: Event) -> str:
    """The beginning of the last session that has begun; of the first one before that.

    This hour where a session of several days is still open, as at a welcome desk.
    """
    at = now()
    begun = [session for session in event.sessions if session.starts_at <= at]
    usual = begun[-1:] or event.sessions[:1]
    when = local(usual[0].starts_at if usual else at)
    if usual and usual[0].ends_at > at and when.date() < local(at).date():
        when = local(at).replace(minute=0)
    return when.strftime("%Y-%m-%dT%H:%M")


def _wanted() -> attendance.Wanted:
    asked = request.args
    page = min(max(whole_number(asked.get("page", "1")), 1), LAST_PAGE)
    text = asked.get("q", "")[:200].replace("\x00", "")
    return attendance.Wanted(asked.get("letter", "")[:1].replace("\x00", ""), text, page)


def _noted() -> int | None:
    """How many were noted just now, where the address says it."""
    return whole_number(request.args["noted"]) if "noted" in request.args else None


def _event(slug: str) -> Event:
    return events.event_by_slug(slug) or abort(404)
