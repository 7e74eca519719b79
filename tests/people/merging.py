"""What tests of merging do: take a picture of the rows, merge, undo."""

from portal.accounts.models import Account
from portal.agreements.models import Signature
from portal.applications.models import Application
from portal.core.db import db, transaction
from portal.employers.models import Membership
from portal.people.models import (
    Person,
    PersonFile,
    PersonLanguage,
    PersonMerge,
    PersonSkill,
    PersonTrade,
)
from portal.people.operations import merging
from tests.databases import look_again

TABLES = (Person, PersonTrade, PersonSkill, PersonLanguage, PersonFile, Application)
ALSO = (Account, Membership, Signature)


def snapshot() -> dict:
    """Every row of every table that a merge may touch."""
    look_again()
    tables = [model.__table__ for model in (*TABLES, *ALSO)]
    return {
        table.name: [
            tuple(row) for row in db.session.execute(table.select().order_by(*table.primary_key))
        ]
        for table in tables
    }


def fresh(row):
    return db.session.get_one(type(row), row.id)


def merge(kept, dropped, staff_id=1) -> int:
    look_again()
    with transaction():
        return merging.merge(fresh(kept), fresh(dropped), staff_id=staff_id).id


def undo(merge_id) -> None:
    look_again()
    with transaction():
        merging.undo(db.session.get_one(PersonMerge, merge_id))
