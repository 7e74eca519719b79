"""Once a month those who keep a page hear what it brought, with one suggestion."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from portal.core.clock import from_wall_clock
from portal.core.db import db
from portal.startups import messages
from portal.startups.models import Startup
from portal.startups.operations import telling
from portal.startups.queries import months, pages
from portal.startups.rules import advice, rough

BATCH = 20
TELLS_FOR = timedelta(days=6)
PAGE = "founder/figures/"
FEW = f"1-{rough.FEW - 1}"  # what a small number is told as

Words = Callable[[str, str], str]  # (code of a suggestion, language) -> its words


def sum_up(month: date, words: Words) -> int:
    """Tell the members of some of the pages that were shown in this month and are shown now, and
    were not summed up yet. How many pages? Run until it says 0."""
    last = Startup.summed_month
    over = from_wall_clock(datetime.combine(advice.after(month), time()))
    mine = pages.is_shown() & (Startup.published_at < over) & or_(last.is_(None), last < month)
    whole = (selectinload(Startup.products), selectinload(Startup.photos))
    wanted = select(Startup).options(*whole).where(mine).order_by(Startup.id).limit(BATCH)
    found = db.session.scalars(wanted.with_for_update(skip_locked=True)).all()
    for startup in found:
        _tell(startup, month, words)
    db.session.flush()
    return len(found)


def _tell(startup: Startup, month: date, words: Words) -> None:
    known = months.month_of(startup, month)
    chosen = advice.choose(known, startup.advised)
    told = rough.rough(known.looked)
    looked = FEW if told is None else str(told)
    for member in telling.keepers(startup.id):
        language = member.account.language if member.account else startup.language
        telling.write(
            member,
            messages.MONTH,
            f"{startup.id}:{month:%Y-%m}",
            facts={"looked": looked, "advice": words(chosen, language)},
            expires_in=TELLS_FOR,
            path=PAGE,
        )
    startup.summed_month, startup.advised = month, chosen
