"""What everybody finds and reads: open openings of verified employers, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal.core.db import db
from portal.employers import queries as employers
from portal.employers.models import Organisation
from portal.opportunities.models import Opportunity
from portal.opportunities.queries import searching, wording
from portal.opportunities.states import INTERNSHIPS, SHOWN, Kind, OpportunityState
from portal.reference.searching import Entry, Index

PAGE = 10
SIMILAR = 3
FEW = 500  # so many are named to the database one by one
# How a visitor tells the kinds apart; the exact kind stands on the opening's own page.
GROUPS: dict[str, tuple[Kind, ...]] = {
    "internship": INTERNSHIPS,
    "job": (Kind.FIXED_TERM, Kind.PERMANENT),
    "day": (Kind.DAILY,),
    "training": (Kind.APPRENTICESHIP, Kind.TRAINING),
    "grant": (Kind.WORK_GRANT,),
}
GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for; "" where she did not say. `language` is the page's."""

    text: str = ""
    city: str = ""
    kind: str = ""  # a group
    sector: str = ""
    no_cv: bool = False
    language: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.city or self.kind or self.sector or self.no_cv)


@dataclass(frozen=True)
class Listing:
    """One page of what was found."""

    openings: list[Opportunity]
    total: int
    page: int
    whole: bool = True  # False: nothing fits, these only come close

    @property
    def pages(self) -> int:
        return -(-self.total // PAGE)


def readable() -> ColumnElement[bool]:
    """Openings that have a public page: checked by staff, of an employer in good standing."""
    firms = select(Organisation.id).where(employers.visible_firms())
    firm = Opportunity.organisation_id
    return and_(Opportunity.state.in_(SHOWN), or_(firm.is_(None), firm.in_(firms)))


def is_open() -> ColumnElement[bool]:
    """Openings to which one can apply now."""
    return and_(readable(), Opportunity.state == OpportunityState.OPEN)


def listing(wanted: Wanted, page: int = 1) -> Listing:
    """One page of the open openings that fit: those that surely do first, then the newest."""
    fitting = _in_order(select(Opportunity.id).where(is_open(), *_filters(wanted)))
    typed = wording.read(wanted.text, wanted.language) if wanted.text else None
    if typed is None or not typed.words:
        all_of_them = select(func.count()).select_from(fitting.order_by(None).subquery())
        total = db.session.scalar(all_of_them) or 0
        page = _within(page, total)
        ids = list(db.session.scalars(fitting.offset((page - 1) * PAGE).limit(PAGE)))
        return Listing(_named(ids), total, page)
    found = _index().find(typed)
    proposed = found.all
    if len(proposed) <= FEW:
        fitting = fitting.where(Opportunity.id.in_(proposed))
    ranked = [id for id in db.session.scalars(fitting) if id in proposed]
    ranked.sort(key=found.rank)
    page = _within(page, len(ranked))
    shown = _named(ranked[(page - 1) * PAGE : page * PAGE])
    return Listing(shown, len(ranked), page, found.whole)


def _within(page: int, total: int) -> int:
    return max(1, min(page, -(-total // PAGE)))


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.city:
        asked.append(Opportunity.city_code == wanted.city)
    if wanted.kind:
        asked.append(Opportunity.kind.in_(GROUPS.get(wanted.kind, ())))
    if wanted.sector:
        asked.append(Opportunity.sector == wanted.sector)
    if wanted.no_cv:
        asked.append(Opportunity.no_cv.is_(True))
    return asked


def _in_order(wanted: Select) -> Select:
    return wanted.order_by(Opportunity.published_at.desc(), Opportunity.id.desc())


def _named(ids: list[int]) -> list[Opportunity]:
    """The openings with these ids, in this order."""
    if not ids:
        return []
    wanted = select(Opportunity).options(joinedload(Opportunity.organisation))
    found = {one.id: one for one in db.session.scalars(wanted.where(Opportunity.id.in_(ids)))}
    return [found[id] for id in ids if id in found]


def _index() -> Index:
    newest = (func.count(), func.max(Opportunity.id), func.max(Opportunity.changed_at))
    stamp = tuple(db.session.execute(select(*newest).where(is_open())).one())
    return searching.index(stamp, _entries)


def _entries() -> Iterator[Entry]:
    facts = ("id", "kind", "title", "trade_words", "trade", "sector", "city", "city_code")
    texts = ("search_text", "about", "activities", "skills", "skills_wished")
    columns = [getattr(Opportunity, name) for name in (*facts, *texts)]
    wanted = select(*columns, Organisation.name).outerjoin(Opportunity.organisation)
    return map(searching.entry, db.session.execute(wanted.where(is_open())).all())


def opening(slug: str) -> Opportunity | None:
    """The opening that everyone may read at this address, open or not any more."""
    if "\x00" in slug:  # PostgreSQL refuses it
        return None
    wanted = select(Opportunity).options(joinedload(Opportunity.organisation))
    return db.session.scalar(wanted.where(Opportunity.slug == slug, readable()))


def newest(city: str = "", most: int = SIMILAR) -> list[Opportunity]:
    """The newest open openings, those in this city first."""
    near = (Opportunity.city_code == city) if city else None
    return _best([near] if near is not None else [], most)


def similar(to: Opportunity, most: int = SIMILAR) -> list[Opportunity]:
    """Open openings like this one: the same trade or sector, best in the same city."""
    kin = (Opportunity.trade == to.trade) if to.trade else (Opportunity.sector == to.sector)
    same = and_(Opportunity.sector == to.sector, Opportunity.sector != "")
    city = and_(Opportunity.city_code == to.city_code, Opportunity.city_code != "")
    kinds = Opportunity.kind.in_(GROUPS[GROUP_OF[Kind(to.kind)]])
    return _best([kin, same, city, kinds], most, Opportunity.id != to.id)


def _best(
    wishes: list[ColumnElement[bool]], most: int, *needed: ColumnElement[bool]
) -> list[Opportunity]:
    """The newest of those that fulfil the most wishes, the first of them counting most."""
    wanted = select(Opportunity).options(joinedload(Opportunity.organisation))
    order = [wish.desc() for wish in wishes]
    wanted = wanted.where(is_open(), *needed).order_by(*order, Opportunity.published_at.desc())
    return list(db.session.scalars(wanted.limit(most)))


def all_open() -> list[Opportunity]:
    """Every opening to which one can apply now."""
    wanted = select(Opportunity).options(joinedload(Opportunity.organisation))
    return list(db.session.scalars(wanted.where(is_open())))


def addresses() -> list[tuple[str, datetime]]:
    """Address and last change of each of these."""
    wanted = select(Opportunity.slug, Opportunity.changed_at).where(is_open())
    return [
        (row.slug, row.changed_at) for row in db.session.execute(wanted.order_by(Opportunity.id))
    ]
