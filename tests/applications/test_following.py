"""No application dies in silence: on which day what happens, and that it happens once."""

from datetime import timedelta

import pytest

from jobs import applications as jobs_of_applications
from portal.applications.models import Application, Turn
from portal.applications.operations import answering, applying, following
from portal.applications.operations.answering import Said
from portal.applications.queries import due
from portal.applications.states import OPEN, Answer, ApplicationState
from portal.core import tasks
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.core.queue import Job
from portal.employers.models import Organisation
from portal.notifications.models import Message
from tests.applications.following import (
    BEGIN,
    DAYS,
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
from tests.factories.sendings import deliver, ended
from tests.people import words
from tests.together import together

__all__ = ["clock", "made"]  # fixtures


@pytest.mark.parametrize(("day", "reminders"), [(7, 1), (14, 2)])
def test_an_employer_is_reminded_on_the_day_and_not_a_second_before(clock, made, day, reminders):
    for known in [7, 14][: reminders - 1]:
        at(clock, known)
        follow()
    at(clock, day, seconds=-1)
    follow()
    assert kinds() == ["application_reminder"] * (reminders - 1)
    at(clock, day)
    for _ in range(3):
        follow()
    assert kinds() == ["application_reminder"] * reminders
    assert fresh(made).reminded == reminders


def test_a_reminder_that_is_late_by_weeks_is_still_one(clock, made):
    at(clock, 20)
    follow()
    follow()
    assert kinds() == ["application_reminder"]


def test_the_counsellor_is_told_on_the_day_and_not_a_second_before(clock, made):
    at(clock, 21, seconds=-1)
    follow()
    assert fresh(made).alerted_at is None
    at(clock, 21)
    follow()
    first = fresh(made).alerted_at
    assert first == now()
    at(clock, 22)
    follow()
    assert fresh(made).alerted_at == first


def test_it_is_closed_on_the_day_with_a_kind_word_and_not_a_second_before(clock, made):
    at(clock, 30, seconds=-1)
    follow()
    assert fresh(made).state == "new"
    at(clock, 30)
    for _ in range(3):
        follow()
    after = fresh(made)
    assert (after.state, after.reason, after.reason_shown) == ("unanswered", "silence", True)
    assert [(turn.state, turn.by) for turn in after.turns] == [
        ("new", "person"),
        ("unanswered", "portal"),
    ]
    assert kinds().count("application_closed") == 1


def test_the_closed_one_shows_what_to_do_next(clock, client, scene, made):
    other = people.opportunity(scene.firm, title="Retouches", expires_at=None)
    at(clock, 30)
    follow()
    people.enter(client, scene.person.account)
    page = client.get(f"/en/me/applications/{made.token}/")
    assert "It is not because of you." in words(page.text)
    for next_step in (f"/en/opportunities/{other.slug}/", "/en/opportunities/", "/en/events/"):
        assert next_step in page.text


def test_every_day_of_two_months_by_the_settings_alone(clock, made):
    """The whole life of an application that nobody looks at, hour by hour around each day."""
    seen = {}
    for day in range(61):
        for hour in (0, 12):
            at(clock, day, seconds=hour * 3600)
            follow()
            one = fresh(made)
            state = (one.state, one.reminded, one.alerted_at is not None)
            seen.setdefault(state, day + hour / 24)
    assert seen == {
        ("new", 0, False): 0,
        ("new", 1, False): 7,
        ("new", 2, False): 14,
        ("new", 2, True): 21,
        ("unanswered", 2, True): 30,
    }


def test_other_days_may_be_set(clock, made):
    at(clock, 3)
    committed(lambda: following.close_silent((1, 2, 3, 4)))
    assert fresh(made).state == "new"
    at(clock, 4)
    committed(lambda: following.close_silent((1, 2, 3, 4)))
    assert fresh(made).state == "unanswered"


def test_a_word_of_the_employer_begins_the_days_again(clock, made):
    at(clock, 22)
    follow()
    with transaction():
        answering.answer(db.session.get_one(Application, made.id), Said(Answer.NEXT_WEEK))
    one = fresh(made)
    assert (one.reminded, one.alerted_at) == (0, None)
    at(clock, 22 + 7, seconds=-1)
    follow()
    assert fresh(made).reminded == 0
    at(clock, 22 + 30)
    follow()
    assert fresh(made).state == "unanswered"


def test_after_a_meeting_the_days_begin_with_the_meeting(clock, made):
    meeting = BEGIN + timedelta(days=10)
    with transaction():
        said = Said(Answer.INTERVIEW, meeting_at=meeting, where="Ici")
        answering.answer(db.session.get_one(Application, made.id), said)
    at(clock, 16)
    follow()
    assert fresh(made).reminded == 0
    at(clock, 17)
    follow()
    assert fresh(made).reminded == 1


@pytest.mark.parametrize("state", [one for one in ApplicationState if one not in OPEN])
def test_what_has_ended_is_left_alone(clock, made, state):
    with transaction():
        db.session.get_one(Application, made.id).state = state
    at(clock, 40)
    follow()
    settle()
    one = fresh(made)
    assert (one.state, one.reminded, one.alerted_at) == (state, 0, None)
    assert kinds() == []


def test_reminders_of_many_are_one_a_member_opening_and_day(clock, scene, made):
    colleague = people.member(scene.firm)
    for number in range(5):
        people.application(people.person(name=f"P{number}"), scene.opening)
    at(clock, 7)
    follow()
    assert kinds() == ["application_reminder"] * 2
    addresses = set(db.session.scalars(db.select(Message.address)))
    assert addresses == {scene.member.account.phone, colleague.account.phone}


def test_a_firm_that_is_suspended_is_not_reminded_and_the_person_is_not_forgotten(
    clock, scene, made
):
    with transaction():
        db.session.get_one(Organisation, scene.firm.id).state = "suspended"
    at(clock, 21)
    follow()
    assert kinds() == []
    assert fresh(made).alerted_at
    at(clock, 30)
    follow()
    assert fresh(made).state == "unanswered"


def test_a_training_of_the_programme_is_watched_too(clock, scene):
    training = people.opportunity(scene.firm, organisation_id=None)
    made = people.application(scene.person, training)
    at(clock, 21)
    follow()
    assert kinds() == []
    assert fresh(made).alerted_at


def test_a_job_killed_half_way_carries_on_and_says_nothing_twice(clock, scene, monkeypatch):
    monkeypatch.setattr(due, "BATCH", 5)
    for number in range(23):
        people.application(people.person(name=f"P{number}"), scene.opening)
    at(clock, 30)
    committed(lambda: following.close_silent(DAYS))

    def killed_before_its_commit():
        following.close_silent(DAYS)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        committed(killed_before_its_commit)
    look_again()
    assert db.session.query(Application).filter_by(state="unanswered").count() == 5
    follow()
    look_again()
    assert db.session.query(Application).filter_by(state="unanswered").count() == 23
    assert kinds().count("application_closed") == 23
    assert db.session.query(Turn).filter_by(state="unanswered").count() == 23


def test_the_work_done_by_several_at_once_is_done_once(clock, app, scene):
    for number in range(12):
        people.application(people.person(name=f"P{number}"), scene.opening)
    at(clock, 30)

    def deed():
        while committed(lambda: following.close_silent(DAYS)):
            pass

    together(app, *[deed] * 5)
    follow()
    assert kinds().count("application_closed") == 12
    assert db.session.query(Turn).count() == 12


@pytest.mark.parametrize(
    ("name", "work"),
    [
        (Job.FOLLOW_APPLICATIONS, jobs_of_applications.follow),
        (Job.SETTLE_APPLICATIONS, jobs_of_applications.settle),
    ],
)
def test_the_jobs_do_their_work_and_say_when(app, monkeypatch, rows, scene, name, work):
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr("jobs.applications.app", lambda: app)
    late = people.application(scene.person, scene.opening, heard_at=now() - timedelta(days=31))
    closed = people.opportunity(scene.firm, state="filled")
    orphan = people.application(scene.person, closed)
    work()
    states = (fresh(late).state, fresh(orphan).state)
    expected = {
        Job.FOLLOW_APPLICATIONS: ("unanswered", "new"),
        Job.SETTLE_APPLICATIONS: ("new", "cancelled"),
    }
    assert states == expected[name]
    assert tasks.age(name) < timedelta(minutes=1)


def test_a_reminder_about_someone_who_took_it_back_does_not_leave(clock, made):
    at(clock, 7)
    follow()
    with transaction():
        applying.withdraw(db.session.get_one(Application, made.id))
    assert deliver() == []
    assert [code for _, code in ended()] == ["application_gone"]


def test_a_word_to_someone_who_took_it_back_does_not_leave(clock, made):
    with transaction():
        answering.answer(db.session.get_one(Application, made.id), Said(Answer.CALL))
    with transaction():
        applying.withdraw(db.session.get_one(Application, made.id))
    assert deliver() == []
    assert [code for _, code in ended()] == ["application_gone"]


def test_a_meeting_that_was_moved_is_told_with_its_new_hour_alone(clock, made):
    for days in (3, 4):
        meeting = BEGIN + timedelta(days=days)
        with transaction():
            said = Said(Answer.INTERVIEW, meeting_at=meeting, where="Ici")
            answering.answer(db.session.get_one(Application, made.id), said)
    assert deliver() == ["application_interview"]
    assert "moved" in {code for _, code in ended()}


def test_messages_whose_reason_holds_leave(clock, made):
    at(clock, 7)
    follow()
    with transaction():
        answering.answer(db.session.get_one(Application, made.id), Said(Answer.CALL))
    assert sorted(deliver()) == ["application_answer", "application_reminder"]
