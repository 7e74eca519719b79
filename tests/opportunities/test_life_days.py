"""Every thirty days an opening is confirmed or switched off, and who posted it is told."""

from datetime import timedelta

import pytest
import time_machine

from jobs import opportunities as jobs_of_openings
from portal.core.clock import now
from portal.core.db import db
from portal.notifications.kinds import gone
from portal.notifications.models import Message
from portal.opportunities.operations import life, moderation
from portal.opportunities.rules import life as rules
from tests.databases import look_again
from tests.factories.people import account, enter, member, opportunity, organisation
from tests.opportunities.openings import DAYS, MONDAY, do, fresh, told
from tests.people import token_in, words


@pytest.fixture
def clock(rows):
    with time_machine.travel(MONDAY, tick=False) as stopped:
        yield stopped


@pytest.fixture
def confirm(app, monkeypatch):
    """The job, as a worker runs it."""
    monkeypatch.setattr("jobs.app", lambda: app)
    monkeypatch.setattr(jobs_of_openings, "breathe", lambda: None)
    return jobs_of_openings.confirm


def confirmed_today(**other):
    firm = other.pop("firm", None) or member().organisation
    at = now()
    return opportunity(firm, **{"confirmed_at": at, "expires_at": rules.end_of(at, DAYS)} | other)


def run_until(clock, confirm, days, step=timedelta(hours=1)):
    """The hourly job, for so many days."""
    end = now() + timedelta(days=days)
    while now() < end:
        clock.shift(step)
        confirm()


def test_asked_three_days_before_and_switched_off_at_the_end(clock, confirm):
    opening = confirmed_today()
    clock.shift(timedelta(days=27, seconds=-1))
    confirm()
    assert told() == []
    clock.shift(timedelta(seconds=1))
    confirm()
    assert told() == ["opening_confirm"]
    clock.shift(timedelta(days=3, seconds=-1))
    confirm()
    assert (fresh(opening).state, told()) == ("open", ["opening_confirm"])
    clock.shift(timedelta(seconds=1))
    confirm()
    assert fresh(opening).state == "expired"
    assert told() == ["opening_confirm", "opening_expired"]


def test_run_every_hour_for_two_months_each_message_is_posted_once(clock, confirm):
    confirmed_today()
    run_until(clock, confirm, 60, timedelta(hours=6))
    assert told() == ["opening_confirm", "opening_expired"]


def test_confirmed_in_time_it_stays_for_thirty_days_more_and_is_asked_again(clock, confirm):
    opening = confirmed_today()
    run_until(clock, confirm, 28, timedelta(days=1))
    do(life.confirm, opening, DAYS)
    row = fresh(opening)
    assert (row.expires_at, row.asked_at) == (now() + timedelta(days=30), None)
    run_until(clock, confirm, 28, timedelta(days=1))
    assert (fresh(opening).state, told()) == ("open", ["opening_confirm"] * 2)


def test_what_was_switched_off_is_on_again_with_one_press(clock, confirm):
    opening = confirmed_today()
    run_until(clock, confirm, 31, timedelta(days=1))
    assert fresh(opening).state == "expired"
    do(life.confirm, opening, DAYS)
    assert (fresh(opening).state, fresh(opening).expires_at) == ("open", now() + timedelta(days=30))


def test_what_is_paused_is_not_asked_about_but_ends(clock, confirm):
    opening = confirmed_today(state="paused")
    run_until(clock, confirm, 31, timedelta(days=1))
    assert (fresh(opening).state, told()) == ("expired", ["opening_expired"])


@pytest.mark.parametrize("state", ["draft", "to_check", "sent_back", "filled", "withdrawn"])
def test_nothing_happens_by_itself_to_the_others(clock, confirm, state):
    opening = confirmed_today(state=state)
    run_until(clock, confirm, 40, timedelta(days=1))
    assert (fresh(opening).state, told()) == (state, [])


def test_after_the_jobs_stood_still_nobody_is_switched_off_without_having_been_asked(
    clock, confirm
):
    opening = confirmed_today()
    clock.shift(timedelta(days=45))
    confirm()
    assert (fresh(opening).state, told()) == ("open", ["opening_confirm"])
    assert fresh(opening).expires_at == now() + timedelta(days=3)
    run_until(clock, confirm, 3, timedelta(days=1))
    assert (fresh(opening).state, told()) == ("expired", ["opening_confirm", "opening_expired"])


def test_killed_half_way_the_job_takes_up_where_it_stopped(clock, confirm, monkeypatch):
    monkeypatch.setattr(life.ask_due, "__defaults__", (3,))
    firm = member().organisation
    for _ in range(8):
        confirmed_today(firm=firm)
    clock.shift(timedelta(days=28))
    tell, count = life.tell, iter(range(100))

    def dies_at_the_fifth(*args, **kwargs):
        if next(count) == 4:
            raise SystemExit(9)
        tell(*args, **kwargs)

    monkeypatch.setattr(life, "tell", dies_at_the_fifth)
    with pytest.raises(SystemExit):
        confirm()
    assert len(told()) == 3  # the batch that was committed
    monkeypatch.setattr(life, "tell", tell)
    confirm()
    confirm()
    assert told() == ["opening_confirm"] * 8
    keys = [m.dedupe_key for m in db.session.query(Message)]
    assert len(set(keys)) == 8


def test_who_posted_it_is_told_or_else_the_members_who_are_left(clock, confirm):
    firm = organisation()
    author, colleague = member(firm), member(firm)
    confirmed_today(firm=firm, posted_by=author.account_id)
    confirmed_today(firm=firm, posted_by=account().id)  # she has left
    confirmed_today(firm=organisation())  # nobody speaks for it
    confirmed_today(firm=member(organisation(state="suspended")).organisation)
    clock.shift(timedelta(days=28))
    confirm()
    look_again()
    written = [m.dedupe_key.split(":")[3] for m in db.session.query(Message)]
    everyone = [str(author.account_id), str(author.account_id), str(colleague.account_id)]
    assert sorted(written) == sorted(everyone)


def test_a_message_that_is_not_true_any_more_does_not_leave(clock, confirm):
    opening = confirmed_today()
    clock.shift(timedelta(days=28))
    confirm()
    copies = db.session.query(Message).all()
    assert gone(copies) == {}
    do(life.confirm, opening, DAYS)
    assert list(gone(copies).values()) == ["opening_changed"]
    do(life.pause, opening)
    assert list(gone(copies).values()) == ["opening_changed"]


@pytest.mark.parametrize(
    ("state", "kind"),
    [("open", "opening_checked"), ("sent_back", "opening_sent_back")],
)
def test_the_moderator_s_answer_leaves_while_it_is_true(clock, state, kind):
    opening = opportunity(member().organisation, state="to_check")
    if state == "open":
        do(moderation.approve, opening, 1, 1, DAYS)
    else:
        do(moderation.send_back, opening, 1, 1, "Dites les heures.")
    copies = db.session.query(Message).all()
    assert [(m.kind, m.purpose) for m in copies] == [(kind, "work")]
    assert gone(copies) == {}
    do(life.withdraw, opening)
    assert list(gone(copies).values()) == ["opening_changed"]


def test_the_link_of_the_question_leads_to_one_button(client, confirm):
    mine = member()
    opening = confirmed_today(firm=mine.organisation)
    with time_machine.travel(now() + timedelta(days=28), tick=False):
        confirm()
        enter(client, mine.account)
        page = f"/en/employer/opportunities/{opening.token}/"
        assert "Yes, still open" in words(client.get(page).text)
        before = fresh(opening).expires_at
        assert fresh(opening).expires_at == before  # looking changes nothing
        token = token_in(client.get(page).text, f"{page}confirm")
        client.post(f"{page}confirm", data={"form_token": token})
        assert fresh(opening).expires_at == now() + timedelta(days=30)
