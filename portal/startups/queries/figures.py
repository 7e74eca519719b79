"""How often the signs of interest in a start-up were seen, by the week."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from portal.core.db import db
from portal.startups.models import StartupWeek
from portal.startups.states import Sign

WEEKS = 12
ON_PAPER = (Sign.POSTER, Sign.FLYER, Sign.CARD)


@dataclass
class Week:
    """A week by its Monday, and the signs that were seen in it."""

    monday: date
    counts: dict[Sign, int] = field(default_factory=dict)

    def of(self, *signs: Sign) -> int:
        return sum(self.counts.get(sign, 0) for sign in signs)


def weeks(startup_id: int, until: date, count: int = WEEKS) -> list[Week]:
    """The last weeks, the one of `until` included, the oldest first; those without any sign too."""
    last = until - timedelta(days=until.weekday())
    first = last - timedelta(weeks=count - 1)
    found = {first + timedelta(weeks=i): Week(first + timedelta(weeks=i)) for i in range(count)}
    mine = (StartupWeek.startup_id == startup_id) & StartupWeek.week.between(first, last)
    wanted = select(StartupWeek.week, StartupWeek.sign, StartupWeek.count).where(mine)
    for week, sign, seen in db.session.execute(wanted):
        found[week].counts[Sign(sign)] = seen
    return list(found.values())


def totals(several: Sequence[Week]) -> dict[Sign, int]:
    """Each sign over these weeks."""
    return {sign: sum(week.of(sign) for week in several) for sign in Sign}
