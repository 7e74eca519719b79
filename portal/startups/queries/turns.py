"""Who stands on the home page, and how often each did."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import func, select

from portal.core.clock import local, now
from portal.core.db import db
from portal.startups.models import HomeTurn, Startup
from portal.startups.queries import pages
from portal.startups.rules import turns as rules

SHARE_OF = 30  # days of which each one's share is drawn


def on_home_today() -> list[Startup]:
    """The start-ups that stand on the home page today; one that was hidden meanwhile does not.

    Until today's turns are drawn, yesterday's stay.
    """
    today = local(now()).date()
    near = HomeTurn.day.between(today - timedelta(days=1), today)
    wanted = select(Startup).join(HomeTurn, HomeTurn.startup_id == Startup.id)
    mine = wanted.where(near, Startup.on_home, pages.is_shown())
    newest = mine.order_by(HomeTurn.day.desc(), Startup.id).limit(2 * rules.A_DAY)
    return list(dict.fromkeys(db.session.scalars(newest)))[: rules.A_DAY]


def pool() -> list[Startup]:
    """Those that take turns, by name: hidden ones too, which are passed over."""
    wanted = select(Startup).where(Startup.on_home)
    return list(db.session.scalars(wanted.order_by(Startup.name_folded, Startup.id)))


def in_line() -> list[int]:
    """The ids of those in the pool that everyone may see now."""
    return list(db.session.scalars(select(Startup.id).where(Startup.on_home, pages.is_shown())))


def turns_since(day: date) -> dict[int, list[date]]:
    """The days that each start-up stood on the home page, from `day` on."""
    found: dict[int, list[date]] = defaultdict(list)
    wanted = select(HomeTurn.startup_id, HomeTurn.day).where(HomeTurn.day >= day)
    for startup_id, turn in db.session.execute(wanted):
        found[startup_id].append(turn)
    return dict(found)


def shares() -> dict[int, int]:
    """How many of the last thirty days each start-up stood on the home page, today included."""
    today = local(now()).date()
    recent = (HomeTurn.day > today - timedelta(days=SHARE_OF)) & (HomeTurn.day <= today)
    wanted = select(HomeTurn.startup_id, func.count()).where(recent)
    rows = db.session.execute(wanted.group_by(HomeTurn.startup_id))
    return {row[0]: row[1] for row in rows}


def may_join(text_folded: str, most: int) -> list[Startup]:
    """Shown start-ups outside the pool whose name holds these folded words."""
    outside = select(Startup).where(pages.is_shown(), ~Startup.on_home)
    for word in text_folded.split()[:6]:
        outside = outside.where(Startup.name_folded.contains(word, autoescape=True))
    return list(db.session.scalars(outside.order_by(Startup.name_folded, Startup.id).limit(most)))
