"""What the team looks for among the start-ups: what waits, what pages lack."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import selectinload
from sqlalchemy.sql import Select

from portal.core.clock import now
from portal.core.db import db
from portal.core.folding import fold
from portal.startups.models import (
    Startup,
    StartupDecision,
    StartupMember,
    StartupPhoto,
    StartupProduct,
    StartupReport,
)
from portal.startups.rules.gaps import HOURS_HOLD, NEVER_SENT, PUBLISHED
from portal.startups.states import MemberState, PhotoState, StartupState

PAGE = 25
LONGEST_QUERY = 100
MOST_DECISIONS = 50
MOST_REPORTS = 20


@dataclass(frozen=True)
class Filter:
    """Which start-ups the team looks for. Empty fields ask for nothing."""

    text: str = ""
    show: str = ""  # one of SHOWS
    programme: str = ""
    hub: str = ""
    form: str = ""
    sector: str = ""


@dataclass(frozen=True)
class Around:
    """What stands around some start-ups: how many keep each, how many reports are unread."""

    keepers: Mapping[int, int]
    reports: Mapping[int, int]


def _waits() -> ColumnElement[bool]:
    new_photo = _photo(StartupPhoto.state == PhotoState.TO_CHECK)
    changed = or_(Startup.wanted.is_not(None), new_photo)
    return or_(Startup.state == StartupState.TO_CHECK, and_(Startup.state.in_(PUBLISHED), changed))


def _photo(which: ColumnElement[bool]) -> ColumnElement[bool]:
    mine = (StartupPhoto.startup_id == Startup.id) & which
    return select(StartupPhoto.id).where(mine).exists()


def _has_keeper() -> ColumnElement[bool]:
    keeps = (StartupMember.startup_id == Startup.id) & _keeping()
    return select(StartupMember.id).where(keeps).exists()


def _keeping() -> ColumnElement[bool]:
    """An active member who can sign in."""
    return (StartupMember.state == MemberState.ACTIVE) & StartupMember.account_id.is_not(None)


def _has_photo() -> ColumnElement[bool]:
    return _photo(StartupPhoto.state != PhotoState.LEFT)


def _has_price() -> ColumnElement[bool]:
    mine = (StartupProduct.startup_id == Startup.id) & StartupProduct.price_from.is_not(None)
    return select(StartupProduct.id).where(mine).exists()


def _stale() -> ColumnElement[bool]:
    return or_(Startup.hours_at.is_(None), Startup.hours_at <= now() - HOURS_HOLD)


def _reported() -> ColumnElement[bool]:
    mine = (StartupReport.startup_id == Startup.id) & StartupReport.seen_by.is_(None)
    return select(StartupReport.id).where(mine).exists()


def _complete() -> ColumnElement[bool]:
    shown = Startup.state == StartupState.SHOWN
    return and_(shown, _has_keeper(), _has_photo(), _has_price(), ~_stale())


# What a filter may ask for. Each is a condition, made when it is asked for: it knows the hour.
SHOWS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "waiting": _waits,
    "reported": _reported,
    "changed": lambda: Startup.look_again.is_(True),
    "no_page": lambda: Startup.state.in_(NEVER_SENT),
    "no_keeper": lambda: ~_has_keeper(),
    "no_photo": lambda: ~_has_photo(),
    "no_price": lambda: ~_has_price(),
    "stale_hours": _stale,
    "hidden": lambda: Startup.state == StartupState.HIDDEN,
    "stopped": lambda: Startup.state == StartupState.STOPPED,
    "complete": _complete,
}


def startups(wanted: Filter, page: int = 1) -> tuple[list[Startup], int]:
    """One page of what the team looks for, with products and photos; and how many there are.

    What waits comes first, the longest wait at the top; then by name.
    """
    found = _matching(wanted)
    total = db.session.scalar(select(func.count()).select_from(found.subquery())) or 0
    waits = _waits()
    first = case((waits, 0), (_reported(), 1), else_=2)
    rows = _whole(found).order_by(
        first, case((waits, Startup.changed_at), else_=None), Startup.name_folded, Startup.id
    )
    return list(db.session.scalars(rows.offset((page - 1) * PAGE).limit(PAGE))), total


def every_startup(wanted: Filter) -> list[Startup]:
    """All that the team looks for, for a file."""
    found = _whole(_matching(wanted)).order_by(Startup.name_folded, Startup.id)
    return list(db.session.scalars(found))


def around(startups: Collection[Startup]) -> Around:
    """Keepers and unread reports of these start-ups."""
    ids = [one.id for one in startups]
    keeps = select(StartupMember.startup_id, func.count()).where(_keeping())
    keeps = keeps.where(StartupMember.startup_id.in_(ids)).group_by(StartupMember.startup_id)
    says = select(StartupReport.startup_id, func.count()).where(StartupReport.seen_by.is_(None))
    says = says.where(StartupReport.startup_id.in_(ids)).group_by(StartupReport.startup_id)
    return Around(_counts(keeps), _counts(says))


def figures() -> dict[str, int]:
    """How many start-ups there are, and how many of each kind that SHOWS names."""
    asked: dict[str, ColumnElement[Any]] = {"all": func.count(Startup.id)}
    asked["shown"] = _sum(Startup.state == StartupState.SHOWN)
    for name, condition in SHOWS.items():
        asked[name] = _sum(condition())
    row = db.session.execute(select(*(value.label(name) for name, value in asked.items()))).one()
    return {name: int(row._mapping[name] or 0) for name in asked}


def waiting_count() -> int:
    """How many wait for the team, with those that readers reported."""
    either = or_(_waits(), _reported())
    return db.session.scalar(select(func.count()).select_from(Startup).where(either)) or 0


def filed() -> tuple[list[str], list[str]]:
    """The programmes that start-ups came from, and the hubs that look after them."""
    rows = db.session.execute(select(Startup.programme, Startup.hub).distinct()).all()
    programmes, hubs = ({row[place] for row in rows if row[place]} for place in (0, 1))
    return sorted(programmes), sorted(hubs)


def decisions_on(startup: Startup) -> list[StartupDecision]:
    """What the team decided, the newest first."""
    wanted = select(StartupDecision).where(StartupDecision.startup_id == startup.id)
    newest = wanted.order_by(StartupDecision.id.desc()).limit(MOST_DECISIONS)
    return list(db.session.scalars(newest))


def reports_on(startup: Startup) -> list[StartupReport]:
    """What readers reported: the unread first, then the newest."""
    wanted = select(StartupReport).where(StartupReport.startup_id == startup.id)
    unread = case((StartupReport.seen_by.is_(None), 0), else_=1)
    newest = wanted.order_by(unread, StartupReport.id.desc()).limit(MOST_REPORTS)
    return list(db.session.scalars(newest))


def _matching(wanted: Filter) -> Select[Startup]:
    found = select(Startup)
    if wanted.show:
        found = found.where(SHOWS[wanted.show]())
    for column in ("programme", "hub", "form", "sector"):
        value = getattr(wanted, column)
        if value:
            found = found.where(getattr(Startup, column) == value)
    for word in fold(wanted.text[:LONGEST_QUERY]).split()[:6]:
        named = Startup.name_folded.contains(word, autoescape=True)
        found = found.where(or_(named, Startup.search_text.contains(word, autoescape=True)))
    return found


def _whole(found: Select[Startup]) -> Select[Startup]:
    return found.options(selectinload(Startup.products), selectinload(Startup.photos))


def _counts(rows: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(rows)}


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
