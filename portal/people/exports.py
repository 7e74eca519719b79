"""The people of a hub as a table, for a file that a coordinator takes away: no number in it."""

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.core.clock import local
from portal.people.models import Person


def header() -> list[str]:
    """In the page's language."""
    return [
        _("Name"),
        _("City"),
        _("Office"),
        _("Profile complete"),
        _("Next step on"),
        _("Followed by"),
        _("Since"),
    ]


def rows(people: Iterable[Person], emails: dict[int, str]) -> Iterable[list[str]]:
    """One row a person, in the order of header()."""
    for person in people:
        file = person.file
        yield [
            person.name,
            person.city,
            person.hub,
            _("Yes") if person.complete_at else _("No"),
            file.next_step_on.isoformat() if file and file.next_step_on else "",
            emails.get(file.counsellor_id, "") if file and file.counsellor_id else "",
            f"{local(person.created_at):%Y-%m-%d}",
        ]
