"""The desk: the doors of an event as they are now."""

from collections import Counter
from datetime import date, datetime, timedelta

from babel import dates
from flask import Blueprint, abort, request, url_for

from portal.accounts import queries as accounts
from portal.accounts.guards import guard, requires, signed_in
from portal.accounts.permissions import Can
from portal.core import audit
from portal.core.clock import now
from portal.core.db import transaction
from portal.events import queries as events
from portal.events.models import Event, Registration
from portal.kiosks import charts, exports, labels
from portal.kiosks.forms import HereForm
from portal.kiosks.models import CheckPoint, Kiosk, Presence
from portal.kiosks.operations import noting
from portal.kiosks.queries import attendance, presence, visits
from portal.kiosks.queries import points as point_queries
from portal.kiosks.rules import SKEW, Answer, light
from portal.web import downloads
from portal.web.forms import whole_number
from portal.web.locale import direction, locale
from portal.web.once import ask
from portal.web.render import render

bp = Blueprint("desk_doors", __name__, url_prefix="/<lang>/desk/events/<slug>/doors")
bp.before_request(guard(Can.CHECK_IN))

LOOK_AGAIN = 10  # seconds
LAST_PAGE = 10_000
Answers = dict[CheckPoint, tuple[Answer, Presence | None]]
# Each state has its own shape, beside its word.
MARKS = {"working": "●", "silent": "▲", "stopped": "■", "waiting": "○", "lapsed": "○", "over": "–"}
LIGHTS = {"green": "✓", "amber": "i", "red": "✕"}


@bp.get("/")
def index(slug):
    event = presence.event_with_sessions(slug) or abort(404)
    day = presence.day_shown(event)
    begins, ends = presence.bounds(day)
    points, at = presence.points(event, day), now()
    return render(
        "kiosks/desk/live.html",
        partial="kiosks/desk/_live.html",
        event=event,
        day=begins,
        begins=begins,
        at=at,
        every=LOOK_AGAIN if begins <= at < ends else 0,
        totals=presence.totals(event, day),
        sessions=events.figures(event),
        points=points,
        kiosks=presence.kiosks(event),
        entries=Counter({g.kiosk_id: g.ways_in for one in points for g in one.gates}),
        **_drawn(presence.arrivals(event, day)),
        **_kiosk_words(),
    )


@bp.get("/people")
def people(slug):
    """Find somebody, whatever became of her registration."""
    event = _event(slug)
    text = request.args.get("q", "")[:200].replace("\x00", "")
    page = min(max(whole_number(request.args.get("page", "1")), 1), LAST_PAGE)
    found, total = events.registrations(event, events.Filter(text=text, state=""), page)
    return render(
        "kiosks/desk/people.html",
        partial="kiosks/desk/_people.html",
        event=event,
        text=text,
        found=found,
        total=total,
        page=page,
        pages=-(-total // events.PAGE),
        came=attendance.presences(person.id for person in found),
    )


@bp.get("/people/<id:registration_id>/")
def person(slug, registration_id):
    event = _event(slug)
    found = _registration(event, registration_id)
    form = HereForm()
    answers = _answers(event, found, form)
    _suggest(form, answers)
    return _person_page(event, found, form, answers)


@bp.post("/people/<id:registration_id>/here")
def here(slug, registration_id):
    staff = signed_in() or abort(403)
    event = _event(slug)
    found = _registration(event, registration_id)
    form = HereForm()
    answers = _answers(event, found, form)

    def deed() -> str:
        fresh = _event(slug)
        point = point_queries.point(fresh, form.point.data) or abort(404)
        registration = _registration(fresh, registration_id)
        noting.by_hand(point, registration, staff_id=staff.id, reason=form.reason.data)
        return url_for(".person", slug=slug, registration_id=registration_id, noted=1)

    return ask(form, deed, labels.REFUSALS) or _person_page(event, found, form, answers, 422)


@bp.post("/export")
@requires(Can.EXCHANGE_LISTS)
def export(slug):
    """Not once(): whoever presses twice takes the list away twice, and both are noted."""
    event, kind = _event(slug), downloads.kind_asked_for()
    _note("kiosks.attendance.exported", event)
    event = _event(slug)
    ways_in, seats = attendance.every_way_in(event), attendance.noted_on_seats(event)
    rows = exports.attendance_rows(event, ways_in, seats)
    return downloads.table(kind, downloads.dated(slug), exports.attendance_header(), rows)


@bp.get("/visits")
def visits_page(slug):
    event = _event(slug)
    years, year = _year(event)
    counts = [month.visits for month in year.months]
    return render(
        "kiosks/desk/visits.html",
        event=event,
        years=years,
        year=year,
        months=[_month_name(month.number) for month in year.months],
        purposes={**labels.PURPOSES, "": labels.PURPOSE_UNSAID},
        columns=charts.columns(counts, mirrored=direction() == "rtl"),
    )


@bp.post("/visits/export")
def export_visits(slug):
    """Counts alone: whoever reads the file learns of nobody."""
    event, kind = _event(slug), downloads.kind_asked_for()
    _note("kiosks.visits.exported", event)
    event = _event(slug)
    _years, year = _year(event)
    rows = exports.visits_rows(year)
    return downloads.table(kind, f"{slug}-visits-{year.year}", exports.visits_header(), rows)


def _event(slug: str) -> Event:
    return events.event_by_slug(slug) or abort(404)


def _registration(event: Event, registration_id: int) -> Registration:
    return events.registration(event, registration_id) or abort(404)


def _answers(event: Event, person: Registration, form: HereForm) -> Answers:
    """What the rules say now of this person at each check point in use, and whether she came."""
    came = attendance.presences([person.id])[person.id]
    seen = {(one.check_point_id, one.day): one for _name, one in came}
    at, found = now(), {}
    for point in point_queries.points(event):
        if point.closed_at is None:
            mine = seen.get((point.id, attendance.day_at(point, event, at)))
            found[point] = attendance.answer(point, person, mine, at), mine
    form.point.choices = [(point.id, point.name) for point in found]
    return found


def _suggest(form: HereForm, answers: Answers) -> None:
    """The check point where she may come in, or the only one; the usual reason where she may.

    Nothing once she was noted: the button pressed again must not note her at the next door.
    """
    if "noted" in request.args:
        return
    green = [p.id for p, (answer, _seen) in answers.items() if light(answer.verdict) == "green"]
    asked = whole_number(request.args.get("point", ""))
    only = next(iter(answers)).id if len(answers) == 1 else None
    form.point.data = asked or next(iter(green), only)
    form.reason.data = "no_code" if form.point.data in green else None


def _person_page(event, found, form, answers, status=200):
    scans = attendance.scans(found)
    return render(
        "kiosks/desk/person.html",
        status=status,
        event=event,
        person=found,
        form=form,
        answers=answers,
        scans=scans,
        noted="noted" in request.args,
        emails=accounts.emails({scan.staff_id for scan in scans if scan.staff_id}),
        sessions={session.id: session for session in event.sessions},
        light=light,
        lights=LIGHTS,
        words=labels,
    )


def _drawn(counts: Counter[datetime]) -> dict:
    """Ten minutes each, and its column."""
    moments = charts.steps(list(counts), timedelta(seconds=presence.STEP))
    heights = [counts[moment] for moment in moments]
    drawn = charts.columns(heights, mirrored=direction() == "rtl")
    return {"columns": list(zip(moments, drawn, strict=True)), "most": max(heights, default=0)}


def _kiosk_words() -> dict:
    return {
        "words": labels,
        "marks": MARKS,
        "state_of": point_queries.state_of,
        "wrong_by": _wrong_by,
    }


def _wrong_by(kiosk: Kiosk) -> timedelta | None:
    """By how much a kiosk's clock is wrong, where it is said."""
    ahead = timedelta(milliseconds=abs(kiosk.ahead))
    return ahead if ahead > SKEW else None


def _year(event: Event) -> tuple[list[int], visits.Year]:
    years = visits.years(event)
    asked = whole_number(request.values.get("year", ""))
    return years, visits.year(event, asked if asked in years else years[0])


def _month_name(number: int) -> str:
    return dates.format_date(date(2026, number, 1), "LLLL", locale=locale())


def _note(what: str, event: Event) -> None:
    with transaction():
        audit.record(what, f"event:{event.id}")
