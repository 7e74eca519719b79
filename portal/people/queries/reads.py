"""Who looked at a person's file, as the audit lines tell it. Nothing here changes a row."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import String, cast, or_, select

from portal.accounts.models import Staff
from portal.core import audit
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db
from portal.people.models import Person

FILE_READ = "people.file.read"
PHONE_SEEN = "people.phone.seen"
READS = (FILE_READ, PHONE_SEEN)
ONE_LOOK = timedelta(hours=1)  # whoever turns back to a page within the hour has looked once
MOST = 200


class Read(NamedTuple):
    """One look at a file: when, by whom (a role: staff are not named to people), and at what."""

    at: datetime
    role: str
    what: str


def reads_of(person: Person) -> list[Read]:
    """Who of the team read her file, the latest first; of records that became part of hers too."""
    merged = select("person:" + cast(Person.id, String)).where(Person.merged_into_id == person.id)
    about = or_(Deed.subject == f"person:{person.id}", Deed.subject.in_(merged))
    staff = Deed.actor == "staff:" + cast(Staff.id, String)
    rows = db.session.execute(
        select(Deed.at, Staff.role, Deed.what)
        .join(Staff, staff)
        .where(about, Deed.what.in_(READS))
        .order_by(Deed.id.desc())
        .limit(MOST)
    )
    return [Read(*row) for row in rows]


def looked_already(person_id: int) -> bool:
    """Has who asks now looked at this file within the hour?"""
    mine = (Deed.subject == f"person:{person_id}") & (Deed.actor == audit.actor.get())
    recent = (Deed.what == FILE_READ) & (Deed.at > now() - ONE_LOOK)
    return db.session.scalar(select(Deed.id).where(mine, recent).limit(1)) is not None
