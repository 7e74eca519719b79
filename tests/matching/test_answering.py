"""Yes, later, no, put back: what follows, once, and for the last place only one."""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine

from portal.applications.models import Application
from portal.applications.operations import applying as direct
from portal.core.clock import local, now
from portal.core.db import committed, db, transaction
from portal.core.errors import Refused
from portal.matching.models import Suggestion
from portal.matching.operations import answering
from portal.matching.states import NoReason
from portal.opportunities.models import Opportunity
from portal.people.models import Person
from tests.databases import look_again
from tests.factories import people
from tests.matching.scene import asked, deeds, do, ended, fresh, wants
from tests.together import together


@pytest.fixture
def scene(rows):
    return asked()


def applications():
    look_again()
    return db.session.query(Application).all()


def test_a_yes_applies_in_the_same_breath(scene):
    made = do(answering.yes, scene.suggestion, sentence="Je couds vite.")
    (only,) = applications()
    assert only.id == made.id
    assert (only.sentence, only.state, only.made_by) == ("Je couds vite.", "new", None)
    assert only.introduced_at is not None
    said = fresh(scene.suggestion)
    assert (said.state, said.reason) == ("yes", "")
    assert said.answered_at is not None
    assert ("matching.suggestion.answered", "yes") in deeds()


def test_a_yes_said_twice_is_one_application_and_one_line_in_the_history(scene):
    for _ in range(2):
        do(answering.yes, scene.suggestion)
    assert len(applications()) == 1
    assert deeds().count(("matching.suggestion.answered", "yes")) == 1


def test_who_had_applied_by_herself_has_said_yes(scene):
    made = people.application(scene.person, scene.opening, sentence="Moi")
    wants(scene.opening, 1)
    assert do(answering.yes, scene.suggestion).id == made.id
    assert [one.sentence for one in applications()] == ["Moi"]
    assert fresh(scene.suggestion).state == "yes"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"complete_at": None}, "profile_missing_steps"), ({"state": "paused"}, "profile_paused")],
)
def test_a_yes_needs_a_profile_that_is_whole_and_not_paused(scene, change, code):
    with transaction():
        for name, value in change.items():
            setattr(db.session.get_one(Person, scene.person.id), name, value)
    with pytest.raises(Refused) as refused:
        do(answering.yes, scene.suggestion)
    assert refused.value.code == code
    assert fresh(scene.suggestion).state == "proposed"
    assert applications() == []


@pytest.mark.parametrize(
    ("state", "reason"), [("filled", "filled"), ("paused", "closed"), ("expired", "closed")]
)
def test_a_yes_to_an_opening_that_has_ended_comes_too_late(scene, state, reason):
    with transaction():
        db.session.get_one(Opportunity, scene.opening.id).state = state
    assert do(answering.yes, scene.suggestion) is None
    assert ended(scene.suggestion) == ("withdrawn", reason)
    assert applications() == []


def test_the_last_place_takes_the_others_out_of_their_lists(scene):
    wants(scene.opening, 2)
    firsts, others = people.suggestion(opening=scene.opening), []
    others.append(people.suggestion(opening=scene.opening))
    others.append(people.suggestion(opening=scene.opening, state="later"))
    said_no = people.suggestion(opening=scene.opening, state="no", reason="far")
    elsewhere = people.suggestion()
    do(answering.yes, firsts)
    assert fresh(others[0]).state == "proposed"
    do(answering.yes, scene.suggestion)
    assert [ended(one) for one in others] == [("withdrawn", "enough")] * 2
    assert all(fresh(one).ended_at is not None for one in others)
    assert ended(said_no) == ("no", "far")
    assert fresh(elsewhere).state == "proposed"
    assert do(answering.yes, others[0]) is None
    assert len(applications()) == 2


def test_room_that_was_lost_meanwhile_is_said_kindly(scene):
    """The employer asks for fewer, and nobody has tidied the lists yet."""
    wants(scene.opening, 1)
    first = people.suggestion(opening=scene.opening, state="yes")
    people.application(db.session.get_one(Person, first.person_id), scene.opening)
    assert do(answering.yes, scene.suggestion) is None
    assert ended(scene.suggestion) == ("withdrawn", "enough")


def test_who_applies_directly_takes_no_place_from_those_who_were_asked(scene):
    wants(scene.opening, 1)
    other = people.person()
    with transaction():
        direct.apply(
            db.session.get_one(Person, other.id),
            db.session.get_one(Opportunity, scene.opening.id),
        )
    assert do(answering.yes, scene.suggestion) is not None


def test_many_at_once_for_the_last_place_one_gets_it(app, scene):
    wants(scene.opening, 1)
    ids = [scene.suggestion.id, *(people.suggestion(opening=scene.opening).id for _ in range(5))]

    def deed(id):
        committed(lambda: answering.yes(db.session.get_one(Suggestion, id)))

    together(app, *[lambda one=one: deed(one) for one in ids])
    assert len(applications()) == 1
    states = sorted((one.state, one.reason) for one in db.session.query(Suggestion))
    assert states == [("withdrawn", "enough")] * 5 + [("yes", "")]


def test_one_person_with_two_phones_says_yes_once(app, scene):
    def deed():
        committed(lambda: answering.yes(db.session.get_one(Suggestion, scene.suggestion.id)))

    together(app, deed, deed, deed)
    assert len(applications()) == 1
    assert fresh(scene.suggestion).state == "yes"


def test_yes_and_no_at_once_leave_one_answer_whole(app, scene):
    def answer(deed):
        with suppress(Refused):  # the other was first
            committed(deed)

    def row():
        return db.session.get_one(Suggestion, scene.suggestion.id)

    yes = lambda: answer(lambda: answering.yes(row()))  # noqa: E731
    no = lambda: answer(lambda: answering.no(row(), NoReason.FAR))  # noqa: E731
    together(app, yes, no)
    said = fresh(scene.suggestion)
    assert (said.state, said.reason) in {("yes", ""), ("no", "far")}
    assert len(applications()) == (said.state == "yes")


def test_later_is_asked_again_in_a_week(scene):
    do(answering.later, scene.suggestion)
    said = fresh(scene.suggestion)
    assert said.state == "later"
    assert said.later_until == local(now() + timedelta(days=7)).date()
    assert ("matching.suggestion.answered", "later") in deeds()
    do(answering.yes, scene.suggestion)
    assert fresh(scene.suggestion).later_until is None


def test_a_no_keeps_its_reason_and_her_words_and_no_word_of_it_is_in_the_history(scene):
    do(answering.no, scene.suggestion, NoReason.HOURS, words="Mes enfants sortent à midi.")
    said = fresh(scene.suggestion)
    assert (said.state, said.reason) == ("no", "hours")
    assert said.words == "Mes enfants sortent à midi."
    assert deeds()[-1] == ("matching.suggestion.answered", "no")
    do(answering.no, scene.suggestion, NoReason.FAR)
    assert fresh(scene.suggestion).reason == "hours"


@pytest.mark.parametrize("deed", [answering.yes, answering.later])
def test_what_was_said_no_to_stays_so_until_it_is_put_back(scene, deed):
    do(answering.no, scene.suggestion, NoReason.PAY)
    with pytest.raises(Refused) as refused:
        do(deed, scene.suggestion)
    assert refused.value.code == "suggestion_said"
    assert ended(scene.suggestion) == ("no", "pay")


def test_after_a_yes_there_is_no_no(scene):
    do(answering.yes, scene.suggestion)
    for deed in (answering.later, lambda one: answering.no(one, NoReason.PAY)):
        with pytest.raises(Refused) as refused:
            do(deed, scene.suggestion)
        assert refused.value.code == "suggestion_said"
    do(answering.put_back, scene.suggestion)
    assert fresh(scene.suggestion).state == "yes"


def test_a_no_is_put_back_while_it_is_fresh(scene):
    do(answering.no, scene.suggestion, NoReason.PAY, words="Trop peu")
    do(answering.put_back, scene.suggestion)
    said = fresh(scene.suggestion)
    assert (said.state, said.reason, said.words, said.answered_at) == ("proposed", "", "", None)
    assert deeds()[-1][0] == "matching.suggestion.put_back"


def test_a_no_of_last_week_stays_a_no_and_a_later_can_always_be_put_back(scene):
    do(answering.no, scene.suggestion, NoReason.PAY)
    thinking = people.suggestion()
    do(answering.later, thinking)
    with time_machine.travel(now() + timedelta(days=8)):
        do(answering.put_back, scene.suggestion)
        do(answering.put_back, thinking)
    assert fresh(scene.suggestion).state == "no"
    assert fresh(thinking).state == "proposed"
    assert fresh(thinking).later_until is None


def test_what_is_put_back_after_the_last_place_was_taken_goes_away_again(scene):
    wants(scene.opening, 1)
    do(answering.no, scene.suggestion, NoReason.PAY)
    do(answering.yes, people.suggestion(opening=scene.opening))
    do(answering.put_back, scene.suggestion)
    assert ended(scene.suggestion) == ("withdrawn", "enough")


def test_what_went_away_is_answered_with_nothing(scene):
    gone = people.suggestion(state="withdrawn", reason="filled")
    for deed in (answering.yes, answering.later, lambda one: answering.no(one, NoReason.PAY)):
        assert do(deed, gone) is None
    do(answering.put_back, gone)
    assert ended(gone) == ("withdrawn", "filled")
