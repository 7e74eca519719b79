"""An opening ends, a firm is banned, a month begins: what becomes of those who wait."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.applications.models import Application, Disclosure
from portal.applications.operations import applying
from portal.applications.states import OPEN
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.employers.models import Organisation
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from tests.applications.following import (
    BEGIN,
    at,
    clock,
    follow,
    fresh,
    kinds,
    made,
    settle,
)
from tests.databases import look_again
from tests.factories import people

__all__ = ["clock", "made"]  # fixtures


ENDS = {"filled": "no_place", "withdrawn": "offer_withdrawn", "expired": "offer_withdrawn"}


@pytest.mark.parametrize("state", ENDS)
@pytest.mark.parametrize("was", OPEN)
def test_an_opening_that_ends_closes_what_waits_kindly(clock, scene, made, state, was):
    with transaction():
        db.session.get_one(Application, made.id).state = was
        db.session.get_one(Opportunity, scene.opening.id).state = state
    for _ in range(3):
        settle()
    one = fresh(made)
    assert (one.state, one.reason, one.reason_shown) == ("cancelled", ENDS[state], True)
    assert kinds() == ["application_closed"]


def test_a_paused_opening_closes_nothing(clock, scene, made):
    with transaction():
        db.session.get_one(Opportunity, scene.opening.id).state = "paused"
    settle()
    assert fresh(made).state == "new"


def test_a_banned_firm_loses_its_applicants_and_the_numbers_it_was_given(clock, scene, made):
    people._add(
        Disclosure(
            application_id=made.id,
            ends_at=now() + timedelta(days=30),
            version="x",
            language="fr",
        )
    )
    with transaction():
        db.session.get_one(Application, made.id).state = "interview"
        db.session.get_one(Organisation, scene.firm.id).state = "banned"
    settle()
    one = fresh(made)
    assert (one.state, one.reason) == ("cancelled", "offer_withdrawn")
    assert one.disclosure.withdrawn_at == now()


def test_the_queue_moves_up_first_come_first_when_a_month_begins(clock, scene):
    with transaction():
        db.session.get_one(Organisation, scene.firm.id).max_introductions = 2
        db.session.get_one(Opportunity, scene.opening.id).expires_at = None
    ids = []
    for number in range(5):
        clock.move_to(BEGIN + timedelta(minutes=number))
        who = people.person(name=f"P{number}")
        with transaction():
            made = applying.apply(
                db.session.get_one(Person, who.id),
                db.session.get_one(Opportunity, scene.opening.id),
            )
        ids.append(made.id)

    def met():
        look_again()
        shown = Application.introduced_at.is_not(None)
        return sorted(db.session.scalars(db.select(Application.id).where(shown)))

    settle()
    assert met() == ids[:2]
    clock.move_to(datetime(2027, 3, 1, tzinfo=UTC) - timedelta(seconds=1))
    settle()
    assert met() == ids[:2]
    clock.move_to(datetime(2027, 3, 1, tzinfo=UTC))
    settle()
    settle()
    assert met() == ids[:4]
    waited = db.session.get_one(Application, ids[2])
    assert waited.heard_at == now()


def test_the_queue_moves_up_when_the_employer_asks_for_more(clock, scene, made):
    with transaction():
        db.session.get_one(Organisation, scene.firm.id).max_introductions = 1
    other = people.person()
    with transaction():
        second = applying.apply(
            db.session.get_one(Person, other.id),
            db.session.get_one(Opportunity, scene.opening.id),
        )
    settle()
    assert fresh(second).introduced_at is None
    with transaction():
        db.session.get_one(Organisation, scene.firm.id).max_introductions = 2
    settle()
    assert fresh(second).introduced_at == now()


def test_who_is_in_the_queue_is_not_forgotten_either(clock, made):
    with transaction():
        db.session.get_one(Application, made.id).introduced_at = None
        organisation = db.session.query(Organisation).one()
        organisation.max_introductions = 1
    at(clock, 21)
    follow()
    assert kinds() == []  # its employer does not know of it
    assert fresh(made).alerted_at
    at(clock, 30)
    follow()
    assert fresh(made).state == "unanswered"
