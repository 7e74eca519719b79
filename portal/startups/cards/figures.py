"""What came of a page, in rough words and small drawings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core.clock import local, now
from portal.startups import charts, labels
from portal.startups.charts import Column
from portal.startups.queries.figures import Week
from portal.startups.rules.rough import drawn, rough
from portal.startups.states import Sign
from portal.web.locale import direction, number, short_day


@dataclass(frozen=True)
class Row:
    """A sign over all weeks: its name, how often, a column for each week."""

    name: str
    told: str
    columns: list[Column]


def told(count: int) -> str:
    """`0`, `a few`, `about 40`."""
    roughly = rough(count)
    if roughly is None:
        return _("a few")
    return _("about %(count)s", count=number(roughly)) if roughly else number(0)


def rows(weeks: Sequence[Week]) -> list[Row]:
    """Each sign; drawn only where it was seen at all."""
    mirrored = direction() == "rtl"
    found = []
    for sign, name in labels.SIGNS.items():
        counts = [week.of(Sign(sign)) for week in weeks]
        heights = charts.columns([drawn(count) for count in counts], mirrored=mirrored)
        found.append(Row(str(name), told(sum(counts)), heights if any(counts) else []))
    return found


def sentences(weeks: Sequence[Week]) -> list[str]:
    """The last whole week, plainly; "" said of nothing."""
    last = next(week for week in reversed(weeks) if week.monday + timedelta(days=7) <= _today())
    said = [_looked(last.of(Sign.LOOKED)), _called(last.of(Sign.CALLED)), _wrote(last)]
    return [sentence for sentence in said if sentence]


def _looked(count: int) -> str:
    roughly = rough(count)
    if roughly == 0:
        return _("Nobody looked at your page last week.")
    if roughly is None:
        return _("A few people looked at your page last week.")
    return ngettext(
        "About %(num)s person looked at your page last week.",
        "About %(num)s people looked at your page last week.",
        roughly,
    )


def _called(count: int) -> str:
    roughly = rough(count)
    if roughly is None:
        return _("A few pressed “Call”.")
    about = ngettext("About %(num)s pressed “Call”.", "About %(num)s pressed “Call”.", roughly)
    return about if roughly else ""


def _wrote(week: Week) -> str:
    roughly = rough(week.of(Sign.WROTE))
    if roughly is None:
        return _("A few wrote on WhatsApp.")
    about = ngettext(
        "About %(num)s wrote on WhatsApp.", "About %(num)s wrote on WhatsApp.", roughly
    )
    return about if roughly else ""


def seen(weeks: Sequence[Week]) -> list[tuple[Sign, str]]:
    """The signs that were seen at least once, and their names: what a table is about."""
    return [
        (Sign(sign), str(name))
        for sign, name in labels.SIGNS.items()
        if any(week.of(Sign(sign)) for week in weeks)
    ]


def day(monday: date) -> str:
    """`lun. 16 nov.`"""
    return short_day(datetime.combine(monday, time(12), tzinfo=now().tzinfo))


def header() -> list[str]:
    """Of the file: the week, then each sign."""
    return [_("Week of"), *(str(name) for name in labels.SIGNS.values())]


def lines(weeks: Sequence[Week]) -> Iterator[list[str]]:
    """Of the file: the newest week first, as rough as on the page."""
    for week in reversed(weeks):
        yield [week.monday.isoformat(), *(told(week.of(Sign(sign))) for sign in labels.SIGNS)]


def _today() -> date:
    return local(now()).date()
