"""Give each agreement its number: one after another within a year, without gaps."""

from sqlalchemy import update

from portal.agreements.models import AgreementYear
from portal.agreements.rules import turns
from portal.core.clock import now
from portal.core.db import insert_new, written


def next_number() -> str:
    """`2026-0012`. The row of the year is locked until the commit: what is undone leaves no gap."""
    year = turns.today(now()).year
    insert_new(AgreementYear, year=year, last=0)
    mine = update(AgreementYear).where(AgreementYear.year == year)
    counted = written(mine.values(last=AgreementYear.last + 1).returning(AgreementYear.last))
    return turns.number(year, counted.scalar_one())
