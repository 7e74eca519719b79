"""Questions asked of the people. Nothing here changes a row."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.people.models import Person


def person_of(account_id: int) -> Person | None:
    """The person behind an account, with her profile; None until she has begun one."""
    whole = select(Person).options(
        selectinload(Person.trades), selectinload(Person.skills), selectinload(Person.languages)
    )
    return db.session.scalar(whole.where(Person.account_id == account_id))
