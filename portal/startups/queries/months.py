"""What a page brought in a month, and what may help it."""

from datetime import date

from sqlalchemy import func, select

from portal.core.clock import now
from portal.core.db import db
from portal.startups.models import Startup, StartupWeek
from portal.startups.queries import pages
from portal.startups.queries.requests import waiting_count
from portal.startups.rules.advice import Month, after
from portal.startups.states import Sign

REACHED = (Sign.CALLED, Sign.WROTE, Sign.ASKED)


def month_of(startup: Startup, month: date) -> Month:
    """What is known of a page and of the weeks that began in this month."""
    signs = _signs(startup.id, month)
    texts = (startup.line, startup.about)
    languages = {code for text in texts for code, said in (text or {}).items() if said}
    seen = [photo for photo in startup.photos if pages.is_public(photo)]
    hours = startup.hours_at if startup.hours else None
    return Month(
        unanswered=waiting_count(startup.id),
        photos=len(seen),
        priced=sum(one.price_from is not None for one in startup.products),
        hours_days=(now() - hours).days if hours else None,
        languages=len(languages),
        looked=signs.get(Sign.LOOKED, 0),
        reached=sum(signs.get(sign, 0) for sign in REACHED),
        whatsapp=bool(startup.whatsapp),
        listed=startup.listed,
    )


def _signs(startup_id: int, month: date) -> dict[str, int]:
    """How often each sign was seen."""
    begins = (StartupWeek.week >= month) & (StartupWeek.week < after(month))
    mine = select(StartupWeek.sign, func.sum(StartupWeek.count))
    counted = mine.where(StartupWeek.startup_id == startup_id, begins)
    return dict(db.session.execute(counted.group_by(StartupWeek.sign)).all())
