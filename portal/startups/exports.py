"""Start-ups as tables, for files that the team takes away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from portal.core import phones
from portal.core.clock import local
from portal.reference import sectors
from portal.startups import labels, sentences
from portal.startups.models import Startup
from portal.startups.rules.gaps import Gap
from portal.startups.states import LegalForm
from portal.startups.texts import desk as texts
from portal.web.locale import language


def header() -> list[str]:
    """In the page's language."""
    return [str(name) for name in texts.COLUMNS.values()]


def rows(startups: Iterable[Startup], gaps: Mapping[int, Sequence[Gap]]) -> Iterable[list[str]]:
    """One row a start-up, in the order of header(). `gaps`: what each lacks, by its id."""
    for one in startups:
        yield [
            one.name,
            str(labels.FORMS[one.form]),
            sectors.name_of(one.sector, language()),
            sentences.trade_name(one),
            sentences.place_name(one),
            _number(one.phone),
            _number(one.whatsapp),
            one.programme,
            one.supported_by,
            one.hub,
            one.address,
            str(labels.STATES[one.state]),
            ", ".join(str(texts.GAPS[gap]) for gap in gaps[one.id]),
            _day(one.published_at),
            _day(one.hours_at),
            sentences.address(one) if one.published_at else "",
        ]


def template() -> tuple[list[str], list[list[str]]]:
    """The file to fill in: its header, and one row that shows how."""
    example = {
        "name": "Atelier Baobab",
        "form": str(labels.FORMS[LegalForm.COOPERATIVE]),
        "trade": sectors.name_of("sewing", language()),
        "city": "Salé",
        "phone": "06 00 00 00 00",
        "whatsapp": "06 00 00 00 00",
        "programme": "W4I",
        "supported_by": "Work4Integration",
        "hub": "Rabat",
        "address": "12, rue des Tisserands",
        "founder": "Mariam Diallo",
    }
    return [str(name) for name in texts.LIST_FIELDS.values()], [
        [example[name] for name in texts.LIST_FIELDS]
    ]


def _number(e164: str | None) -> str:
    """With spaces and zeros in front, so that no spreadsheet takes it for a sum."""
    return phones.shown(e164).replace("+", "00") if e164 else ""


def _day(moment: datetime | None) -> str:
    return local(moment).strftime("%Y-%m-%d") if moment else ""
