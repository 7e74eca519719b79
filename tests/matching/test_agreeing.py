"""May the portal look for openings for her? Her word, taken back at any time; the team's pen."""

import pytest

from portal.applications.models import Application
from portal.core.clock import local, now
from portal.core.db import db, transaction
from portal.matching.models import MatchingConsent
from portal.matching.operations import answering, telling
from portal.matching.states import NoReason
from portal.notifications.models import Message
from portal.people.models import ActedFor, Person
from tests.databases import look_again
from tests.factories import people
from tests.matching.scene import asked, deeds, do, ended, fresh
from tests.people import make_staff
from tests.together import together


@pytest.fixture
def scene(rows):
    return asked()


def say(person, given, **other):
    with transaction():
        hers = db.session.get_one(Person, person.id)
        answering.consent(hers, given=given, language="ar", **other)


def consent_of(person):
    look_again()
    return db.session.get(MatchingConsent, person.id)


def test_the_yes_to_suggestions_is_kept_with_its_words_and_language(rows):
    who = people.person()
    say(who, given=True)
    said = consent_of(who)
    assert (said.given, said.version, said.language) == (True, answering.CONSENT_VERSION, "ar")
    assert said.given_to is None
    at = said.at
    say(who, given=True)
    assert consent_of(who).at == at
    assert deeds() == [("matching.consent.given", "")]


def test_who_takes_it_back_has_no_suggestions_and_hears_of_none(scene):
    thinking = people.suggestion(scene.person, state="later", later_until=local(now()).date())
    said_no = people.suggestion(scene.person, state="no", reason="far")
    others = people.suggestion()
    for id in (scene.person.id, others.person_id):
        with transaction():
            telling.tell_gone({scene.suggestion.id + id: id})
    say(scene.person, given=False)
    assert ended(scene.suggestion) == ended(thinking) == ("withdrawn", "person")
    assert fresh(thinking).later_until is None
    assert (ended(said_no), ended(others)) == (("no", "far"), ("proposed", ""))
    states = {one.cause: one.state for one in db.session.query(Message)}
    assert states == {
        f"person:{scene.person.id}": "cancelled",
        f"person:{others.person_id}": "pending",
    }
    assert not consent_of(scene.person).given
    assert deeds()[-1] == ("matching.consent.refused", "")


def test_the_yes_is_taken_back_and_given_at_once_and_one_of_both_holds(app, rows):
    who = people.person()
    together(app, *[lambda given=given: say(who, given) for given in (True, False, True, False)])
    assert consent_of(who) is not None


def test_the_team_writes_it_down_and_that_can_be_read(scene):
    staff, who = make_staff(hub="Rabat"), people.person()
    say(who, given=True, staff=staff)
    assert consent_of(who).given_to == staff.id
    (line,) = db.session.query(ActedFor).all()
    assert (line.person_id, line.what, line.by) == (who.id, "suggestions", staff.id)
    assert (line.present, line.consent, line.language) == (True, answering.CONSENT_VERSION, "ar")


def test_the_team_writes_an_answer_down_and_that_can_be_read(scene):
    staff = make_staff(hub="Rabat")
    do(answering.yes, scene.suggestion, staff=staff)
    made = db.session.query(Application).one()
    assert (made.made_by, made.made_present) == (staff.id, True)
    other = people.suggestion(scene.person)
    do(answering.no, other, NoReason.FAR, staff=staff)
    assert [(line.what, line.by) for line in db.session.query(ActedFor)] == [
        ("suggestions", staff.id)
    ] * 2
