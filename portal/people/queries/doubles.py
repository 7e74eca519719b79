"""Which people may be one and the same, and what one record will hold of two. Changes nothing."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import Account, Staff
from portal.core.db import db
from portal.core.folding import fold
from portal.core.likeness import alike, in_order
from portal.core.sealed import phone_index
from portal.people.models import Person, PersonApart, PersonTrade
from portal.people.queries.desk import MOST_NAMES, STANDING, in_reach

MOST = 50  # pairs shown
MOST_IN_A_BLOCK = 300  # names that begin alike in one town, compared each with each


class Row(NamedTuple):
    """What is compared."""

    id: int
    name: str  # folded
    phone: bytes | None
    town: str


def pairs(staff: Staff, most: int = MOST) -> list[tuple[Person, Person]]:
    """Pairs that may be one person, the likeliest first: the same phone and nearly the same name,
    then nearly the same whole name in one town, then the same first name, town and trade.

    People who share a phone under different names are no doubles: that is usual.
    """
    rows = _rows(staff)
    told = db.session.execute(select(PersonApart.one_id, PersonApart.other_id))
    apart = {tuple(row) for row in told}
    likely = [pair for pair in _likely(rows) if pair not in apart][:most]
    ids = {one for pair in likely for one in pair}
    shown = (joinedload(Person.account), selectinload(Person.trades))
    found = {
        person.id: person
        for person in db.session.scalars(select(Person).options(*shown).where(Person.id.in_(ids)))
    }
    return [(found[one], found[other]) for one, other in likely]


def matches(staff: Staff, name: str, city: str, phone: str | None) -> list[Person]:
    """Who may already be the person that is about to be written down."""
    index = phone_index(phone) if phone else None
    folded, town = fold(name), fold(city)
    ids = [
        row.id
        for row in _rows(staff)
        if alike(row.name, folded)
        and ((index is not None and row.phone == index) or not town or row.town == town)
    ]
    shown = select(Person).options(joinedload(Person.account), selectinload(Person.trades))
    return list(db.session.scalars(shown.where(Person.id.in_(ids[:10]))))


def same_phone(staff: Staff, phone: str | None) -> list[Person]:
    """Who is already reached by this number: a shared phone, or the same person."""
    if not phone:
        return []
    here = and_(in_reach(staff), Person.state.in_(STANDING))
    shown = select(Person).join(Person.account).options(joinedload(Person.account))
    shown = shown.options(selectinload(Person.trades)).limit(10)
    return list(db.session.scalars(shown.where(here, Account.phone_index == phone_index(phone))))


def _rows(staff: Staff) -> list[Row]:
    asked = (
        select(Person.id, Person.name_folded, Account.phone_index, Person.city_code, Person.city)
        .outerjoin(Person.account)
        .where(in_reach(staff), Person.state.in_(STANDING))
        .order_by(Person.id)
    )
    return [
        Row(id_, name, phone, code or fold(city))
        for id_, name, phone, code, city in db.session.execute(asked)
    ]


def _likely(rows: list[Row]) -> list[tuple[int, int]]:
    by_phone, by_town, twins = _blocks(rows)
    found = dict.fromkeys(_alike_pairs(by_phone.values()))
    found |= dict.fromkeys(_alike_pairs(by_town.values()))
    ids = {one for pair in twins for one in pair}
    trades = _trades(ids)
    found |= dict.fromkeys(p for p in twins if trades[p[0]] & trades[p[1]])
    return list(found)


def _blocks(rows: list[Row]) -> tuple[dict, dict, list[tuple[int, int]]]:  # type: ignore[type-arg]
    """Who is worth comparing: on one phone; whole names of one town of which two words begin
    alike; and pairs of the same single name in one town, which alone says little."""
    by_phone: dict[bytes, list[Row]] = defaultdict(list)
    by_town: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    single: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        if row.phone:
            by_phone[row.phone].append(row)
        words = row.name.split()
        if len(words) == 1:
            single[row.town, row.name].append(row.id)
        for beginnings in {*combinations(sorted(word[:2] for word in words[:5]), 2)}:
            by_town[row.town, *beginnings].append(row)
    small = (ids for ids in single.values() if len(ids) <= MOST_IN_A_BLOCK)
    return by_phone, by_town, [pair for ids in small for pair in combinations(ids, 2)]


def _alike_pairs(blocks: Iterable[list[Row]]) -> Iterable[tuple[int, int]]:
    """The first of each name stands for the others of that name: one comparison for all."""
    for block in blocks:
        by_name: dict[str, list[int]] = defaultdict(list)
        for row in block:
            by_name[in_order(row.name)].append(row.id)
        for ids in by_name.values():
            yield from ((ids[0], other) for other in ids[1:])
        few = by_name if len(by_name) <= MOST_IN_A_BLOCK else ()
        for one, other in combinations(few, 2):
            if alike(one, other):
                yield tuple(sorted((by_name[one][0], by_name[other][0])))  # type: ignore[misc]


def _trades(ids: set[int]) -> dict[int, set[str]]:
    """The trades of these people, by their code, else by their words."""
    found: dict[int, set[str]] = defaultdict(set)
    asked = select(PersonTrade.person_id, PersonTrade.trade, PersonTrade.words)
    mine = PersonTrade.person_id.in_(sorted(ids)[:MOST_NAMES])
    for person_id, trade, words in db.session.execute(asked.where(mine)):
        found[person_id].add(trade or fold(words))
    return found
