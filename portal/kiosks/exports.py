"""What the team takes away in a file: who came, with names; visits, in figures that name nobody."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

from portal.core import codes
from portal.core.clock import local
from portal.events.models import Event, Seat
from portal.events.operations.list_rows import session_name
from portal.kiosks import labels
from portal.kiosks.models import Scan
from portal.kiosks.queries import rules_of
from portal.kiosks.queries.visits import MONTHS, Month, Year
from portal.kiosks.rules import Point
from portal.kiosks.states import Mode, Purpose

UNSAID = ""


def attendance_header() -> list[str]:
    return [
        *(_("Name"), _("Code"), _("Check point"), _("Session"), _("When"), _("Gate"), _("How")),
        _("Why by hand"),
    ]


def attendance_rows(
    event: Event, scans: Iterable[Scan], seats: Iterable[Seat]
) -> Iterable[list[str]]:
    """One row for each way in, in the order of attendance_header().

    `seats`: of those whom the desk saw without any door.
    """
    names = {session.id: session_name(session, event.sessions) for session in event.sessions}
    points: dict[int, Point] = {}
    for scan in scans:
        person = scan.registration
        if person is None:
            continue
        if scan.check_point_id not in points:
            points[scan.check_point_id] = rules_of.point_rules(scan.check_point, event.sessions)
        yield [
            person.name,
            codes.shown(person.code),
            scan.check_point.name,
            names.get(_session(points[scan.check_point_id], scan), ""),
            _written(scan.at),
            scan.kiosk.name if scan.kiosk else "",
            str(labels.MODES[scan.mode]),
            str(labels.REASONS.get(scan.reason, "")),
        ]
    for seat in seats:
        who, when = seat.registration, _written(seat.arrived_at or seat.queued_at)
        by_hand = str(labels.MODES[Mode.HAND])
        session = names[seat.session_id]
        yield [who.name, codes.shown(who.code), "", session, when, "", by_hand, ""]


def visits_header() -> list[str]:
    purposes = [str(labels.PURPOSES[purpose]) for purpose in Purpose]
    people = [_("Different people"), _("New people"), _("Without a code")]
    return [_("Month"), _("Visits"), *people, *purposes, str(labels.PURPOSE_UNSAID)]


def visits_rows(year: Year) -> Iterable[list[str | int]]:
    """One row a month, and the whole year: no name, no code."""
    for month in (*year.months, year.whole):
        said = f"{year.year}-{month.number:02}" if month.number in MONTHS else str(year.year)
        yield [said, *_figures(month)]


def _figures(month: Month) -> list[int]:
    purposes = [month.purposes.get(purpose, 0) for purpose in (*Purpose, UNSAID)]
    return [month.visits, month.people, month.new, month.without_code, *purposes]


def _written(moment: datetime) -> str:
    return local(moment).strftime("%Y-%m-%d %H:%M")


def _session(point: Point, scan: Scan) -> int:
    """The session that was open when the person passed: one of hers, where she has a seat."""
    at = rules_of.ms(scan.at)
    seats = {s.session_id for s in scan.registration.seats} if scan.registration else set()
    open_then = [w.session for w in point.windows if w.opens <= at < w.closes]
    return next((s for s in open_then if s in seats), open_then[0] if open_then else 0)
