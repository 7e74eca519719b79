"""What a badge shows: its QR, its seats, its calendar file."""

from functools import lru_cache

import segno
from icalendar import Calendar
from icalendar import Event as Entry

from portal.core.clock import now
from portal.core.localised import pick
from portal.events import rules
from portal.events.models import EventSession, Registration, Seat
from portal.events.operations import wishes
from portal.events.operations.registration import GONE
from portal.events.states import HOLDING, SeatState
from portal.web.forms import Form

BORDER = 2  # modules of quiet zone inside the SVG; the card around it is white as well


@lru_cache(maxsize=2000)
def qr_svg(code: str) -> str:
    """The code as a QR in inline SVG: version 1, highest correction, so a cracked screen is read.

    The mask is fixed (any of the eight is valid, the reader is told which): choosing the prettiest
    costs five times as long.
    """
    qr = segno.make(code, version=1, error="h", mask=4, micro=False, boost_error=False)
    return qr.svg_inline(border=BORDER, omitsize=True, svgclass=None, lineclass=None)


def context(registration: Registration) -> dict:
    """Everything the badge page shows."""
    at = now()
    live = [seat for seat in registration.seats if seat.state not in GONE]
    return {
        "registration": registration,
        "event": registration.event,
        "seats": sorted(live, key=lambda seat: seat.session.starts_at),
        "sure": any(seat.state in HOLDING for seat in live),
        "over": bool(live) and all(seat.session.ends_at <= at for seat in live),
        "online": {seat.id for seat in live if rules.link_is_shown(seat, at)},
        "stopped": wishes.are_stopped(wishes.of(registration)),
        "form": Form(),
    }


def sessions_to_choose(registration: Registration) -> list[EventSession]:
    """Sessions still to come, and those the person has."""
    at = now()
    have = {seat.session_id for seat in registration.seats}
    sessions = registration.event.sessions
    return [s for s in sessions if rules.joinable(s, at) or s.id in have]


def calendar(registration: Registration, language: str, link: str) -> bytes:
    """The seats as an iCalendar file (RFC 5545), in UTC: phones know their own zone."""
    file = Calendar()
    file.add("prodid", "-//work4life//portal//")
    file.add("version", "2.0")
    for seat in registration.seats:
        if seat.state == SeatState.SEATED:
            file.add_component(_entry(seat, language, link))
    return file.to_ical()


def _entry(seat: Seat, language: str, link: str) -> Entry:
    session, event = seat.session, seat.registration.event
    entry = Entry()
    # Neutral on a lock screen: the kind of appointment is on the page behind the link.
    entry.add("uid", f"seat-{seat.id}@{link.split('/')[2]}")
    entry.add("dtstamp", now())
    entry.add("dtstart", session.starts_at)
    entry.add("dtend", session.ends_at)
    entry.add("summary", pick(event.title, language))
    if session.place:
        entry.add("location", f"{pick(session.place.name, language)}, {session.place.address}")
    entry.add("url", link)
    return entry
