"""What tests of the days without an answer have in common: a stopped clock, the hourly work."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.applications.models import Application
from portal.applications.operations import applying, following
from portal.core.db import committed, db, transaction
from portal.notifications.models import Message
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from tests.databases import look_again

BEGIN = datetime(2027, 2, 1, 10, tzinfo=UTC)  # eleven hours of day to come, for messages
DAYS = (7, 14, 21, 30)


@pytest.fixture
def clock():
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def made(clock, scene):
    """Someone applied at the beginning."""
    with transaction():
        applying.apply(
            db.session.get_one(Person, scene.person.id),
            db.session.get_one(Opportunity, scene.opening.id),
        )
        # An opening that nobody confirmed would have ended of itself by then.
        db.session.get_one(Opportunity, scene.opening.id).expires_at = None
    with transaction():
        db.session.query(Message).delete()
    return db.session.query(Application).one()


def follow():
    """The hourly work, all of it."""
    for step in (following.close_silent, following.alert, following.remind):
        while committed(lambda step=step: step(DAYS)):
            pass


def settle():
    for step in (following.end_with_opening, following.introduce):
        while committed(step):
            pass


def at(clock, days, seconds=0):
    clock.move_to(BEGIN + timedelta(days=days, seconds=seconds))


def fresh(made):
    look_again()
    return db.session.get_one(Application, made.id)


def kinds():
    look_again()
    return sorted(db.session.scalars(db.select(Message.kind)))
