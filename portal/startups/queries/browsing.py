"""The directory: the businesses whose pages everyone may see now.

An index of words proposes (queries/wording.py); what may be seen is asked of the database each
time, so a page that was hidden a moment ago is in no list.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import selectinload

from portal.core.clock import local, now
from portal.core.db import db
from portal.reference.searching import Entry, Found, Index
from portal.startups.models import Startup, StartupProduct
from portal.startups.queries import ramadans, wording
from portal.startups.queries.pages import is_shown
from portal.startups.rules import hours
from portal.startups.rules.ramadan import Days

PAGE = 20
NEW = timedelta(days=30)  # so long a business stands before the others
INSTEAD = 3  # shown where nothing fits


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for; "" where she did not say. `language` is the page's."""

    text: str = ""
    city: str = ""
    sector: str = ""
    open_now: bool = False
    language: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.city or self.sector or self.open_now)


@dataclass(frozen=True)
class Listing:
    """One page of what was found; `at` and `ramadans` tell which of it is open."""

    startups: list[Startup]
    total: int
    page: int
    at: datetime
    ramadans: Sequence[Days]
    whole: bool = True  # False: nothing fits, these only come close

    @property
    def pages(self) -> int:
        return -(-self.total // PAGE)


def listing(wanted: Wanted, page: int = 1) -> Listing:
    """One page of the businesses that fit: those that surely do first, then new ones, then the
    others in an order that turns every day, so that each has its share."""
    at = now()
    known = ramadans.days_around(local(at).date())
    rows = _rows(*_filters(wanted))
    if wanted.open_now:
        rows = [row for row in rows if hours.is_open(row, at, known)]
    typed = wording.read(wanted.text, wanted.language) if wanted.text else None
    found = _index().find(typed) if typed and typed.words else None
    ids = _in_order(rows, at, found)
    page = max(1, min(page, -(-len(ids) // PAGE)))
    shown = _named(ids[(page - 1) * PAGE : page * PAGE])
    return Listing(shown, len(ids), page, at, known, found is None or found.whole)


def instead(wanted: Wanted) -> list[Startup]:
    """Where nothing fits: the businesses that fulfil the most of what is wanted."""
    at = now()
    typed = wording.read(wanted.text, wanted.language) if wanted.text else None
    close = _index().find(typed).all if typed and typed.words else frozenset()
    rows = {row.id: row for row in _rows()}

    def met(id: int) -> int:
        same_sector = rows[id].sector == wanted.sector != ""
        same_city = rows[id].city_code == wanted.city != ""
        return 4 * (id in close) + 2 * same_sector + same_city

    ids = _in_order(list(rows.values()), at, None)
    return _named(sorted(ids, key=met, reverse=True)[:INSTEAD])


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.city:
        asked.append(Startup.city_code == wanted.city)
    if wanted.sector:
        asked.append(Startup.sector == wanted.sector)
    return asked


def _rows(*asked: ColumnElement[bool]) -> list[Row]:
    """Of every page that may be seen: what its place in a list depends on."""
    facts = ("id", "published_at", "sector", "city_code", "hours", "ramadan_hours")
    columns = [getattr(Startup, name) for name in facts]
    return list(db.session.execute(select(*columns).where(is_shown(), *asked)).all())


def _in_order(rows: Sequence[Row], at: datetime, found: Found | None) -> list[int]:
    """Ids: what was surely meant, then what is new, then the others in today's order."""
    today = local(at).date()
    proposed = found.all if found else None
    kept = [row for row in rows if proposed is None or row.id in proposed]
    kept.sort(key=lambda row: (found.rank(row.id) if found else 0, *_place(row, at, today)))
    return [row.id for row in kept]


def _place(row: Row, at: datetime, today: date) -> tuple[int, float, str]:
    published = row.published_at
    if published and at - published < NEW:
        return (0, -published.timestamp(), "")
    return (1, 0, hashlib.sha256(f"{today}:{row.id}".encode()).hexdigest())


def _named(ids: list[int]) -> list[Startup]:
    """The businesses with these ids, in this order, with their photos."""
    if not ids:
        return []
    wanted = select(Startup).options(selectinload(Startup.photos)).where(Startup.id.in_(ids))
    found = {one.id: one for one in db.session.scalars(wanted.where(is_shown()))}
    return [found[id] for id in ids if id in found]


def _index() -> Index:
    newest = (func.count(), func.max(Startup.id), func.max(Startup.changed_at))
    grown = func.sum(Startup.version)
    stamp = tuple(db.session.execute(select(*newest, grown).where(is_shown())).one())
    return wording.keeper.index(stamp, _entries)


def _entries() -> Iterator[Entry]:
    names = select(StartupProduct.startup_id, StartupProduct.name)
    products = defaultdict(list)
    for of, name in db.session.execute(names):
        products[of].append(name)
    facts = ("id", "name", "form", "trade_words", "trade", "sector", "city", "city_code")
    columns = [getattr(Startup, name) for name in (*facts, "line", "about", "area")]
    rows = db.session.execute(select(*columns).where(is_shown())).all()
    return (wording.entry(row, products[row.id]) for row in rows)
