"""Questions asked of the people. Nothing here changes a row."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.people.models import Person
from portal.people.queries.reads import Read, reads_of
from portal.people.queries.showing import card_parts, for_card, shown_cv

__all__ = ["Read", "card_parts", "for_card", "person_of", "reads_of", "shown_cv"]


def person_of(account_id: int) -> Person | None:
    """The person behind an account, with her profile; None until she has begun one."""
    whole = select(Person).options(
        selectinload(Person.trades), selectinload(Person.skills), selectinload(Person.languages)
    )
    return db.session.scalar(whole.where(Person.account_id == account_id))
