"""What `portal check` and /readyz say of messages: our own part decides, a provider's does not."""

from datetime import timedelta

import pytest
import time_machine

from portal import monitoring
from portal.core import tasks
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.notifications import queries, rules, wiring
from portal.notifications.models import Spending, WireHealth
from tests.factories.messages import FakeWire, only, post, post_code, rows

pytestmark = pytest.mark.usefixtures("wires")
LATE = timedelta(minutes=5)


def ill(name="sms-1", *, failures=rules.BREAKER, rest=timedelta(minutes=1)):
    with transaction():
        until = now() + rest
        facts = {"last_error": "provider_error", "last_error_at": now()}
        db.session.add(WireHealth(name=name, failures=failures, rest_until=until, **facts))


def report(app):
    return {found.name: found for found in monitoring.report(app.extensions["settings"])}


def ready(client):
    with transaction():
        tasks.succeeded(monitoring.SWEEPER)
    return client.get("/readyz").status_code


def test_a_message_that_our_workers_leave_lying_makes_us_unready(client):
    post()
    with time_machine.travel(now() + LATE):
        assert queries.oldest_due_seconds() >= 300
        assert ready(client) == 503


def test_a_provider_that_is_down_does_not(client):
    post()
    ill(rest=timedelta(hours=1))
    with time_machine.travel(now() + LATE):
        assert queries.oldest_due_seconds() == 0
        assert ready(client) == 200


def test_nor_does_one_that_tries_its_way_after_a_rest(client):
    post()
    ill(rest=-LATE)
    with time_machine.travel(now() + LATE):
        assert ready(client) == 200


def test_with_another_provider_of_the_channel_the_work_is_ours_again():
    post()
    ill(rest=timedelta(hours=1))
    wiring.use("sms", FakeWire("sms-1"), FakeWire("sms-2"))
    with time_machine.travel(now() + LATE):
        assert queries.oldest_due_seconds() >= 300


def test_without_money_only_codes_are_waited_for(monkeypatch):
    monkeypatch.setattr(wiring, "_budget", [100])
    with transaction():
        db.session.add(Spending(day=rules.today(now()), centimes=100, letters=1))
    post()
    assert only().state == "pending"
    with time_machine.travel(now() + timedelta(seconds=30)):
        assert queries.oldest_due_seconds() == 0
        post_code()
        with time_machine.travel(now() + timedelta(seconds=30)):
            assert queries.oldest_due_seconds() >= 30


def test_each_provider_has_its_line(app):
    ill()
    found = report(app)
    assert (found["provider_sms-1"].ok, found["provider_sms-1"].needed) == (False, False)
    assert "rests until" in found["provider_sms-1"].fact
    assert "provider_error" in found["provider_sms-1"].fact
    assert found["provider_email-1"].fact == "not used yet"


def test_a_provider_that_works_says_when_it_last_did(app):
    with transaction():
        seen = now() - timedelta(minutes=7)
        db.session.add(WireHealth(name="sms-1", failures=0, last_ok_at=seen))
    assert report(app)["provider_sms-1"].fact == "works, last success 7 min ago"


def test_dead_letters_are_counted_and_never_decide(app, client):
    post()
    with transaction():
        row = rows()[0]
        row.state, row.error_code = "dead", "no_connection"
        db.session.add(row)
    found = report(app)["messages_to_look_at"]
    assert (found.ok, found.fact, found.needed) == (False, "1", False)
    assert ready(client) == 200


def test_the_share_of_the_money_is_told_without_the_sum(app, monkeypatch):
    assert report(app)["message_budget"].fact == "no limit"
    monkeypatch.setattr(wiring, "_budget", [10_000])
    with transaction():
        db.session.add(Spending(day=rules.today(now()), centimes=5000, letters=1))
    found = report(app)["message_budget"]
    assert (found.ok, found.fact) == (False, "50% of today's budget")
