"""The trades that people's wishes name: looked up once for each text, and remembered."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select, update

from portal.accounts.models import Account
from portal.core.db import db, insert_new_rows, written_rows
from portal.matching.models import MatchingConsent, PersonMatch
from portal.people.models import Person
from portal.people.states import PersonState
from portal.reference import trades


@dataclass(frozen=True)
class Wish:
    """What a person wishes, in her own words, and the trades found in them."""

    person_id: int
    words: str
    language: str = ""
    trades: tuple[str, ...] = ()


def unread(most: int, ids: list[int] | None = None) -> list[Wish]:
    """Wishes of people who agreed to be matched that nobody has looked up yet."""
    known = func.coalesce(PersonMatch.wishes_read, "")
    wanted = (
        select(Person.id, Person.wishes, func.coalesce(Account.language, "fr"))
        .join(MatchingConsent, MatchingConsent.person_id == Person.id)
        .outerjoin(PersonMatch, PersonMatch.person_id == Person.id)
        .outerjoin(Account, Account.id == Person.account_id)
        .where(Person.wishes != known, MatchingConsent.given, Person.state == PersonState.ACTIVE)
    )
    if ids is not None:
        wanted = wanted.where(Person.id.in_(ids))
    return [Wish(*row) for row in db.session.execute(wanted.order_by(Person.id).limit(most))]


def looked_up(wish: Wish) -> Wish:
    """The same with its trades: only those that are sure. Takes some milliseconds: outside any
    transaction."""
    found = trades.find(wish.words, wish.language).trades if wish.words.strip() else []
    sure = tuple(one.code for one in found if one.sure)
    return Wish(wish.person_id, wish.words, wish.language, sure)


def keep(wishes: list[Wish]) -> None:
    """Remember them."""
    rows = [
        {"person": one.person_id, "found": list(one.trades), "read": one.words} for one in wishes
    ]
    fresh = [{"person_id": row["person"], "wish_trades": [], "wishes_read": ""} for row in rows]
    insert_new_rows(PersonMatch, fresh)
    mine = update(PersonMatch).where(PersonMatch.person_id == bindparam("person"))
    written_rows(mine.values(wish_trades=bindparam("found"), wishes_read=bindparam("read")), rows)
