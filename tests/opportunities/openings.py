"""What the tests of openings have in common."""

from portal.core.db import db, transaction
from portal.notifications.models import Message
from portal.opportunities.models import Opportunity
from tests.databases import look_again

MONDAY = "2027-03-01 10:00+00:00"
DAYS = 30


def fresh(opening) -> Opportunity:
    look_again()
    return db.session.get_one(Opportunity, opening.id)


def told():
    """Which messages stand in the outbox, the first posted first."""
    look_again()
    return [m.kind for m in db.session.query(Message).order_by(Message.id)]


def do(deed, opening, *args):
    with transaction():
        deed(db.session.get_one(Opportunity, opening.id), *args)
