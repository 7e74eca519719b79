"""Take an organisation for the rest of the transaction: who else wants to change it waits."""

from sqlalchemy import select

from portal.core.db import db
from portal.employers.models import Organisation


def hold(organisation_id: int) -> Organisation:
    """The organisation as it stands now, locked until the commit."""
    wanted = select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()
