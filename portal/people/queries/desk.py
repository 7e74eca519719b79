"""What staff ask of the people of their hub. Nothing here changes a row."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, false, func, select, true
from sqlalchemy.orm import joinedload, load_only, selectinload

from portal.accounts.models import Account, Staff
from portal.accounts.permissions import HELD_BY, Can, Role
from portal.accounts.states import AccountState
from portal.core import codes, phones
from portal.core.clock import local, now
from portal.core.db import db
from portal.core.folding import fold
from portal.core.likeness import near_names
from portal.core.sealed import phone_index
from portal.people.models import ActedFor, Person, PersonFile, PersonMerge, PersonTrade
from portal.people.states import PersonState

PAGE = 25
STANDING = (PersonState.ACTIVE, PersonState.PAUSED)
CAN_BE_UNDONE = timedelta(days=30)  # a merge
MOST_NAMES = 20_000  # looked through for a name that was typed with a slip


def in_reach(staff: Staff) -> ColumnElement[bool]:
    """Which people this member of staff may see: those of her own hub.

    A coordinator without a hub sees everybody; any other without a hub nobody.
    """
    if staff.hub:
        return Person.hub == staff.hub
    return true() if staff.role == Role.COORDINATOR else false()


def today() -> date:
    return local(now()).date()


@dataclass(frozen=True)
class Filter:
    """Whom staff look for. Empty fields ask for nothing."""

    text: str = ""
    hub: str = ""
    mine: int = 0  # followed by this member of staff
    due: bool = False
    incomplete: bool = False
    contested: bool = False


@dataclass(frozen=True)
class Figures:
    """How many people there are, and for how many something is to be done."""

    everyone: int
    complete: int
    due: int
    contested: int

    @property
    def incomplete(self) -> int:
        return self.everyone - self.complete


def _is_due() -> ColumnElement[bool]:
    return func.coalesce(PersonFile.next_step_on <= today(), false())


def _standing(staff: Staff) -> Select[Person]:
    joined = select(Person).outerjoin(Person.file).outerjoin(Person.account)
    return joined.where(in_reach(staff), Person.state.in_(STANDING))


def _matching(staff: Staff, wanted: Filter) -> Select[Person]:
    found = _standing(staff)
    if wanted.hub:
        found = found.where(Person.hub == wanted.hub)
    if wanted.mine:
        found = found.where(PersonFile.counsellor_id == wanted.mine)
    if wanted.due:
        found = found.where(_is_due())
    if wanted.incomplete:
        found = found.where(Person.complete_at.is_(None))
    if wanted.contested:
        found = found.where(Account.state == AccountState.CONTESTED)
    return _with_text(found, wanted.text)


def _with_text(found: Select[Person], text: str) -> Select[Person]:
    """A whole phone number, the number of an account, or words that all occur in the name."""
    number = phones.parse(text)
    if number:
        return found.where(Account.phone_index == phone_index(number))
    code = codes.read(text)
    if code:
        return found.where(Account.number == code)
    for word in fold(text).split()[:6]:
        found = found.where(Person.name_folded.contains(word, autoescape=True))
    return found


def people(staff: Staff, wanted: Filter, page: int = 1) -> tuple[list[Person], int]:
    """One page of whom staff look for, and how many there are in all.

    Whoever has a next step that is due comes first, the oldest at the top; then the newest.
    Where nobody is called so, those with nearly the same name.
    """
    found = _matching(staff, wanted)
    total = _count(found)
    if not total and fold(wanted.text):
        found = _nearly(staff, wanted)
        total = _count(found)
    due = _is_due()
    first = (case((due, 0), else_=1), case((due, PersonFile.next_step_on)), Person.id.desc())
    rows = found.order_by(*first).offset((page - 1) * PAGE).limit(PAGE)
    return list(db.session.scalars(_for_a_list(rows))), total


def _nearly(staff: Staff, wanted: Filter) -> Select[Person]:
    """The same question, forgiving a slip in each word of the name."""
    others = _matching(staff, replace(wanted, text=""))
    names = others.with_only_columns(Person.name_folded).order_by(None).distinct()
    near = near_names(fold(wanted.text), set(db.session.scalars(names.limit(MOST_NAMES))))
    return others.where(Person.name_folded.in_(sorted(near)[:500]))


def _count(found: Select[Person]) -> int:
    ids = found.with_only_columns(Person.id).order_by(None)
    return db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def _for_a_list(rows: Select[Person]) -> Select[Person]:
    """Only what a list shows: what is sealed in the file stays closed."""
    return rows.options(
        joinedload(Person.file).load_only(PersonFile.next_step_on, PersonFile.counsellor_id),
        joinedload(Person.account).load_only(Account.phone, Account.state, Account.number),
        selectinload(Person.trades).load_only(PersonTrade.words),
    )


def every_person(staff: Staff, wanted: Filter) -> Iterable[Person]:
    """All of whom staff look for, by name: for a file."""
    found = _matching(staff, wanted).order_by(Person.name_folded, Person.id)
    return db.session.scalars(_for_a_list(found)).all()


def figures(staff: Staff, hub: str = "") -> Figures:
    """The numbers of what this member of staff sees."""
    contested = case((Account.state == AccountState.CONTESTED, 1), else_=0)
    asked = _matching(staff, Filter(hub=hub)).with_only_columns(
        func.count(),
        func.count(Person.complete_at),
        func.coalesce(func.sum(case((_is_due(), 1), else_=0)), 0),
        func.coalesce(func.sum(contested), 0),
    )
    return Figures(*db.session.execute(asked).one())


def merged_person(staff: Staff, token: str) -> Person | None:
    """Who had this address before her record became part of another."""
    mine = and_(Person.token == token, in_reach(staff), Person.state == PersonState.MERGED)
    return db.session.scalar(select(Person).where(mine))


def person_for(staff: Staff, token: str) -> Person | None:
    """The person with this address and her profile, if this member of staff may see her."""
    mine = and_(Person.token == token, in_reach(staff), Person.state.in_(STANDING))
    whole = (
        joinedload(Person.file),
        joinedload(Person.account),
        selectinload(Person.trades),
        selectinload(Person.skills),
        selectinload(Person.languages),
    )
    return db.session.scalar(select(Person).options(*whole).where(mine))


def kept_of(staff: Staff, merged: Person) -> Person | None:
    """The record that a merged one became part of, at the end of the chain."""
    found: Person | None = merged
    while found is not None and found.merged_into_id is not None:
        found = db.session.get(Person, found.merged_into_id)
    if found is None or found.state not in STANDING:
        return None
    return db.session.scalar(select(Person).where(Person.id == found.id, in_reach(staff)))


def merges_to_undo(person: Person) -> list[PersonMerge]:
    """What became part of this record and can still be taken out of it, the latest first."""
    recent = and_(PersonMerge.at > now() - CAN_BE_UNDONE, PersonMerge.undone_at.is_(None))
    mine = select(PersonMerge).where(PersonMerge.kept_id == person.id, recent)
    without = load_only(PersonMerge.at, PersonMerge.by)  # what undoes it is large
    return list(db.session.scalars(mine.options(without).order_by(PersonMerge.id.desc()).limit(10)))


def merge_for(staff: Staff, merge_id: int) -> PersonMerge | None:
    """A merge whose kept person this member of staff may see."""
    mine = select(PersonMerge).join(Person, Person.id == PersonMerge.kept_id)
    return db.session.scalar(mine.where(PersonMerge.id == merge_id, in_reach(staff)))


def kept_by(staff: Staff, merge_id: int) -> Person | None:
    """The person who was kept in this merge."""
    mine = select(Person).join(PersonMerge, Person.id == PersonMerge.kept_id)
    return db.session.scalar(mine.where(PersonMerge.id == merge_id, in_reach(staff)))


def counsellors(hub: str) -> list[Staff]:
    """Who may follow a person of this hub."""
    roles = [role for role, may in HELD_BY.items() if Can.ACT_FOR_PEOPLE in may]
    welcome = and_(Staff.active, Staff.role.in_(roles), Staff.hub.in_((hub, "")))
    names = load_only(Staff.email, Staff.role, Staff.hub)
    return list(db.session.scalars(select(Staff).options(names).where(welcome)))


def acted_for(person: Person) -> list[ActedFor]:
    """What staff typed for her, the latest first, one line for each thing."""
    mine = select(ActedFor).where(ActedFor.person_id == person.id).order_by(ActedFor.id.desc())
    seen: dict[str, ActedFor] = {}
    for one in db.session.scalars(mine.limit(50)):
        seen.setdefault(one.what, one)
    return list(seen.values())
