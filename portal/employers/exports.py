"""Organisations as a table, for a file that coordinators take away."""

from collections.abc import Iterable

from portal.core import phones
from portal.core.clock import local
from portal.employers import rules
from portal.employers.labels import COLUMNS, CONTACT_MODES, FORMS, STATES
from portal.employers.models import Organisation
from portal.reference import sectors


def header() -> list[str]:
    """In the page's language."""
    return [str(name) for name in COLUMNS.values()]


def rows(organisations: Iterable[Organisation], language: str) -> Iterable[list[str]]:
    """One row an organisation, in the order of header()."""
    for one in organisations:
        yield [
            one.name,
            str(FORMS[one.form]),
            _spaced(one.ice),
            one.city,
            sectors.name_of(one.sector, language),
            str(STATES[one.state]),
            str(CONTACT_MODES[one.contact_mode]),
            one.contact_name,
            phones.shown(one.contact_phone).replace("+", "00") if one.contact_phone else "",
            one.contact_email or "",
            one.address,
            str(one.max_introductions),
            rules.CHARTER_VERSION if rules.has_signed(one) else "",
            local(one.created_at).strftime("%Y-%m-%d"),
        ]


def _spaced(ice: str | None) -> str:
    """With spaces no spreadsheet takes it for a number, whose first zeros it would drop."""
    return f"{ice[:9]} {ice[9:13]} {ice[13:]}" if ice else ""
