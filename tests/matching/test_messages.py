"""A person hears of new suggestions, once and not too often; of one she wanted that is filled."""

import threading
from datetime import timedelta

import pytest
import time_machine

from jobs import matching
from portal.core.clock import local, now
from portal.core.db import committed, db, transaction
from portal.matching import messages
from portal.matching.models import PersonMatch, Suggestion
from portal.matching.operations import answering, telling
from portal.notifications import rules, texts
from portal.notifications.models import Message
from portal.people.models import Person
from tests.databases import look_again
from tests.factories import people
from tests.matching.village import change, standing, suggestion_of, tailor, workshop

pytestmark = pytest.mark.usefixtures("at_work")

LINK = "https://portal.example.org/m/abcdefgh"


def letters(kind=messages.NEW):
    look_again()
    return db.session.query(Message).filter_by(kind=kind).all()


def later(**time):
    return time_machine.travel(now() + timedelta(**time))


def told(**time):
    """The job of match_changes, so much later."""
    with later(**time):
        matching.match_changes()


def test_several_new_suggestions_are_one_message_an_hour_later():
    workshop(), workshop()
    who = tailor()
    matching.match_changes()
    assert letters() == []
    told(hours=2)
    told(hours=3)
    (letter,) = letters()
    assert letter.cause == f"person:{who.id}"
    assert {one.told_at is not None for one in db.session.query(Suggestion)} == {True}


def test_the_next_message_comes_three_days_later_at_the_earliest():
    who = tailor()
    workshop()
    told(hours=0)
    told(hours=2)
    with later(hours=3):
        workshop()
        matching.match_changes()
    told(days=2)
    assert len(letters()) == 1
    told(days=4)
    assert len(letters()) == 2
    assert db.session.get_one(PersonMatch, who.id).told_at > now() + timedelta(days=3)


def test_what_was_told_and_comes_back_is_not_told_again():
    opening = workshop()
    tailor()
    told(hours=0)
    told(hours=2)
    for hour, state in ((3, "paused"), (4, "open")):
        with later(hours=hour):
            change(opening, state=state, changed_at=now())
            matching.match_changes()
        assert set(standing().values()) == {"withdrawn" if state == "paused" else "proposed"}
    told(days=9)
    assert len(letters()) == 1


def test_five_workers_write_one_message(app):
    workshop()
    tailor(), tailor()
    matching.match_changes()

    def work():
        with app.app_context():
            matching.match_changes()

    with later(hours=2):
        workers = [threading.Thread(target=work) for _ in range(5)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()
    assert len(letters()) == 2


def test_who_has_applied_there_herself_is_told_of_nothing():
    opening, who = workshop(), tailor()
    matching.match_changes()
    people.application(who, opening)
    told(hours=2)
    assert letters() == []


def test_later_is_asked_again_when_the_day_has_come():
    opening, who = workshop(), tailor()
    told(hours=0)
    told(hours=2)
    with transaction():
        answering.later(db.session.merge(suggestion_of(who, opening)))
    told(days=1)
    assert standing() == {(who.id, opening.id): "later"}
    told(days=8)
    told(days=8, hours=2)
    assert standing() == {(who.id, opening.id): "proposed"}
    assert len(letters()) == 2


def test_who_said_later_to_one_that_is_filled_hears_of_it_once():
    opening, waits, silent = workshop(), tailor(), tailor()
    matching.match_changes()
    with transaction():
        answering.later(db.session.merge(suggestion_of(waits, opening)))
    for _ in range(2):
        change(opening, state="filled", changed_at=now())
        matching.match_changes()
        change(opening, state="open", changed_at=now())
        matching.match_changes()
    (letter,) = letters(messages.GONE)
    assert letter.cause == f"person:{waits.id}"
    assert suggestion_of(silent, opening).state == "proposed"


def test_one_that_is_only_paused_is_no_news():
    opening, waits = workshop(), tailor()
    matching.match_changes()
    with transaction():
        answering.later(db.session.merge(suggestion_of(waits, opening)))
    change(opening, state="paused", changed_at=now())
    matching.match_changes()
    assert letters(messages.GONE) == []


def test_a_message_with_nothing_behind_it_does_not_leave():
    opening, who, other = workshop(), tailor(), tailor()
    told(hours=0)
    told(hours=2)
    copies = letters()
    assert messages.gone(copies) == {}
    with transaction():
        answering.no(db.session.merge(suggestion_of(who, opening)), "far")
    look_again()
    gone = messages.gone(copies)
    assert gone == {c.id: "reason_gone" for c in copies if c.cause == f"person:{who.id}"}
    with transaction():
        answering.consent(db.session.get_one(Person, other.id), given=False, language="fr")
    assert set(messages.gone(letters())) == {copy.id for copy in copies}


def test_who_cannot_be_reached_counts_as_told():
    workshop()
    who = tailor(account=people.account(phone=None))
    matching.match_changes()
    told(hours=2)
    assert letters() == []
    assert db.session.get_one(PersonMatch, who.id).told_at is not None
    with later(hours=3):
        assert committed(telling.tell_new) == 0


@pytest.mark.parametrize("kind", [messages.NEW, messages.GONE])
@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_each_is_one_sms(app, kind, language):
    said = rules.sms_text(texts.sms(kind, language, {"link": "abcdefgh"}))
    assert rules.segments(said) == 1
    assert set(said) <= rules.GSM_7


def test_the_key_names_the_person_and_the_day():
    workshop()
    who = tailor()
    matching.match_changes()
    told(hours=2)
    day = local(now() + timedelta(hours=2)).date().isoformat()
    assert letters()[0].dedupe_key == f"suggestions:{who.id}:{day}:sms"
