"""The people of an event as a table, for a file that staff take away."""

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.core import codes, phones
from portal.core.clock import local
from portal.events.labels import COLUMNS, INTERESTS, REGISTRATIONS, SEATS, SOURCES
from portal.events.models import Event, Registration, Seat
from portal.events.operations.list_rows import session_name
from portal.events.states import RegistrationState, SeatState
from portal.notifications.labels import CHANNELS, STATES
from portal.notifications.queries import Tally
from portal.notifications.sentences import why
from portal.web.locale import LANGUAGES

BETWEEN = "; "


def header() -> list[str]:
    """In the page's language; importing the file again understands it."""
    return [str(name) for name in COLUMNS.values()]


def rows(event: Event, people: Iterable[Registration]) -> Iterable[list[str]]:
    """One row a person, in the order of header()."""
    names = {session.id: session_name(session, event.sessions) for session in event.sessions}
    for person in people:
        seats = [seat for seat in person.seats if seat.state != SeatState.CANCELLED]
        seats.sort(key=lambda seat: (seat.session.starts_at, seat.session_id))
        yield [
            person.name,
            _phone(person),
            BETWEEN.join(names[seat.session_id] for seat in seats),
            _state(person, seats),
            BETWEEN.join(str(INTERESTS[interest]) for interest in person.interests),
            person.trade,
            person.city,
            LANGUAGES[person.language],
            codes.shown(person.code),
            local(person.created_at).strftime("%Y-%m-%d %H:%M"),
            str(SOURCES[person.source]),
        ]


def report_header() -> list[str]:
    return [_("State"), _("Why"), _("Way"), _("Language"), _("People")]


def report_rows(tally: Iterable[Tally]) -> Iterable[list[str]]:
    """What became of a sending, in counts: no name and no number."""
    for one in sorted(tally, key=lambda t: (t.state, t.reason, t.channel, t.language)):
        yield [
            str(STATES[one.state]),
            why(one.reason),
            str(CHANNELS[one.channel]),
            LANGUAGES[one.language],
            str(one.people),
        ]


def _phone(person: Registration) -> str:
    """Spaces keep it a text in every spreadsheet, and 00 is no formula as + would be."""
    return phones.shown(person.phone).replace("+", "00") if person.phone else ""


def _state(person: Registration, seats: list[Seat]) -> str:
    if person.state != RegistrationState.ACTIVE:
        return str(REGISTRATIONS[person.state])
    return BETWEEN.join(str(SEATS[seat.state]) for seat in seats)
