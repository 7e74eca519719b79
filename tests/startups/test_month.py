"""Once a month: what a page brought, and one suggestion."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

import jobs
from jobs import startups as job
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.notifications import kinds
from portal.notifications.kinds import Purpose
from portal.notifications.models import Message
from portal.notifications.operations import consent
from portal.startups import messages
from portal.startups.labels import ADVICE
from portal.startups.models import StartupWeek
from portal.startups.operations import monthly
from portal.startups.rules import advice
from portal.startups.rules.advice import Month, choose, fitting
from tests.databases import look_again
from tests.factories import people, startups
from tests.startups.kept import fresh

OCTOBER = date(2026, 10, 1)
FIRST = datetime(2026, 11, 1, 9, 5, tzinfo=UTC)  # Morocco's clocks show the same


@pytest.fixture(autouse=True)
def at_work(app, rows, monkeypatch):
    """The job runs in this application; it is the 1st of November."""
    monkeypatch.setattr(jobs, "app", lambda: app)
    with time_machine.travel(FIRST):
        yield


def kept(language="fr", **other):
    """A page that one member keeps, shown since September."""
    page = startups.startup(**{"published_at": now() - timedelta(days=60), **other})
    startups.member(page, people.account(language=language))
    return page


def looked(page, *weeks, sign="looked"):
    with transaction():
        for week, count in weeks:
            row = StartupWeek(startup_id=page.id, week=week, sign=sign, count=count)
            db.session.add(row)


def letters():
    look_again()
    return db.session.query(Message).filter_by(kind=messages.MONTH).order_by(Message.id).all()


def at(day, hour=9, minute=5):
    return time_machine.travel(datetime(2026, 11, day, hour, minute, tzinfo=UTC))


def test_each_member_of_a_page_hears_once_of_the_month():
    page = kept()
    startups.member(page)
    for _ in range(2):
        job.sum_up()
    assert [letter.dedupe_key for letter in letters()] == [
        f"startup_month:{page.id}:2026-10:{int(letter.cause.split(':')[1])}:sms"
        for letter in letters()
    ]
    assert len(letters()) == 2
    with at(4):
        job.sum_up()
    assert len(letters()) == 2


def test_the_next_month_is_told_as_well():
    kept()
    job.sum_up()
    with time_machine.travel(datetime(2026, 12, 2, 10, tzinfo=UTC)):
        job.sum_up()
    assert len(letters()) == 2


@pytest.mark.parametrize(
    ("day", "hour", "told"), [(1, 8, 0), (1, 9, 1), (5, 23, 1), (6, 9, 0), (22, 12, 0)]
)
def test_it_leaves_in_the_first_five_days_from_nine_o_clock(day, hour, told):
    kept()
    with at(day, hour):
        job.sum_up()
    assert len(letters()) == told


@pytest.mark.parametrize("state", ["hidden", "stopped", "draft", "to_check"])
def test_nobody_hears_of_a_page_that_is_not_shown(state):
    kept(state=state)
    job.sum_up()
    assert letters() == []


def test_a_page_shown_since_this_morning_has_no_month_to_tell_of():
    kept(published_at=now() - timedelta(hours=1))
    job.sum_up()
    assert letters() == []


def test_a_page_hidden_before_the_message_leaves_is_not_told_of():
    page = kept()
    job.sum_up()
    assert kinds.gone(letters()) == {}
    with transaction():
        fresh(page).state = "hidden"
    assert set(kinds.gone(letters()).values()) == {"reason_gone"}


@pytest.mark.parametrize(("count", "told"), [(0, "0"), (3, "1-4"), (17, "15"), (138, "140")])
def test_visits_of_the_weeks_of_that_month_are_told_roughly(count, told):
    page = kept()
    looked(page, (date(2026, 10, 5), count // 2), (date(2026, 10, 26), count - count // 2))
    looked(page, (date(2026, 9, 28), 500), (date(2026, 11, 2), 500))  # other months
    looked(page, (date(2026, 10, 5), 500), sign="poster")
    looked(kept(), (date(2026, 10, 5), 500))
    job.sum_up()
    assert letters()[0].facts["looked"] == told


def test_the_suggestion_is_in_the_language_of_its_reader(monkeypatch):
    page = kept("ar")
    startups.member(page, people.account(language="es"))
    with transaction():
        monthly.sum_up(OCTOBER, lambda code, language: f"{code} {language}")
    assert {letter.facts["advice"].split()[1] for letter in letters()} == {"ar", "es"}


def test_a_job_that_was_killed_in_the_middle_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(monthly, "BATCH", 2)
    pages = [kept() for _ in range(5)]
    real, calls = monthly.sum_up, []

    def killed(*given):
        calls.append(1)
        if len(calls) == 2:
            real(*given)
            raise KeyboardInterrupt  # before the commit of the second batch
        return real(*given)

    monkeypatch.setattr(monthly, "sum_up", killed)
    with pytest.raises(KeyboardInterrupt):
        job.sum_up()
    assert len(letters()) == 2
    said = [fresh(page).advised for page in pages[:2]]
    job.sum_up()
    assert len(letters()) == 5
    assert [fresh(page).advised for page in pages[:2]] == said


def test_last_month_s_suggestion_does_not_come_back_while_another_fits():
    page = kept()
    job.sum_up()
    first = fresh(page).advised
    with time_machine.travel(datetime(2026, 12, 2, 10, tzinfo=UTC)):
        job.sum_up()
        assert fresh(page).advised != first


def test_the_facts_of_a_page_become_its_suggestion():
    page = kept(photos=[startups.photo()], products=[startups.product()])
    startups.call_request(page)
    job.sum_up()
    assert fresh(page).advised == "answer"
    without = kept(products=[startups.product()], photos=[startups.photo(state="to_check")])
    job.sum_up()
    assert fresh(without).advised == "photo"  # what the team has not taken nobody sees


def test_who_stopped_messages_about_her_work_is_not_written_to():
    page = kept()
    job.sum_up()
    (letter,) = letters()
    with transaction():
        consent.say(letter.address, Purpose.WORK, False, how="me", language="fr")
    assert letters()[0].state == "cancelled"
    assert fresh(page).summed_month == OCTOBER


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ({"unanswered": 1, "photos": 0}, "answer"),
        ({"photos": 0, "priced": 0}, "photo"),
        ({"priced": 0, "languages": 1}, "price"),
        ({"looked": 40, "reached": 0, "whatsapp": False}, "whatsapp"),
        ({"looked": 40, "reached": 0}, "products"),
        ({"hours_days": 91}, "hours"),
        ({"hours_days": None}, "hours"),
        ({"looked": 0}, "share"),
        ({"looked": 3}, "poster"),
        ({"languages": 1}, "language"),
        ({"listed": False}, "listed"),
        ({}, "share"),
    ],
)
def test_what_helps_most_comes_first(known, first):
    month = Month(**known)
    assert fitting(month)[0] == first
    assert choose(month, "") == first
    assert set(fitting(month)) <= set(ADVICE)


def test_another_one_is_chosen_than_last_month_s_where_another_fits():
    month = Month(photos=0, priced=0)
    assert [choose(month, last) for last in ("", "photo", "price", "hours")] == [
        "photo",
        "price",
        "photo",
        "photo",
    ]
    assert choose(Month(), "share") == "share"  # nothing else fits


def test_the_month_to_sum_up_is_the_one_that_ended():
    assert advice.due(datetime(2027, 1, 1, 9, tzinfo=UTC)) == date(2026, 12, 1)
    assert advice.due(datetime(2027, 3, 5, 23, tzinfo=UTC)) == date(2027, 2, 1)
    assert advice.due(datetime(2027, 3, 1, 8, 59, tzinfo=UTC)) is None
    assert advice.after(date(2026, 12, 1)) == date(2027, 1, 1)
