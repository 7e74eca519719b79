"""What people said, when they sleep, what may be spent: honoured at the moment of sending."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import transaction
from portal.notifications import queries, wiring
from portal.notifications.kinds import Purpose
from portal.notifications.operations import consent, posting
from tests.factories.messages import (
    EMAIL,
    EVERYWHERE,
    PHONE,
    only,
    post,
    post_code,
    rows,
    states,
)

SMS_AND_EMAIL = (("sms", PHONE), ("email", EMAIL))


def test_without_consent_for_whatsapp_the_next_channel_is_taken(deliver, wires):
    post(routes=EVERYWHERE)
    deliver()
    deliver()
    assert states() == [("whatsapp", "cancelled"), ("sms", "accepted")]
    assert wires["whatsapp"].sent == []


def test_a_stop_holds_for_messages_that_wait_already(deliver, sms):
    post(prompt=False)
    with transaction():
        consent.stop_all([PHONE], how="page", language="fr")
    assert (only().state, only().error_code) == ("cancelled", "stopped")
    post("next")
    deliver()
    assert sms.sent == []
    assert {row.error_code for row in rows()} == {"stopped"}


def test_a_stop_spares_the_codes_that_a_person_asks_for(deliver, sms):
    with transaction():
        consent.stop_all([PHONE], how="page", language="fr")
    post_code()
    deliver()
    assert len(sms.sent) == 1


def test_news_go_only_to_those_who_asked_for_them(deliver, sms):
    post(kind="news", facts={"text": "Bonjour"})
    deliver()
    assert sms.sent == []
    with transaction():
        consent.say(PHONE, Purpose.NEWS, True, how="form", language="fr")
    post(kind="news", facts={"text": "Bonjour"})
    deliver()
    assert len(sms.sent) == 1


@pytest.mark.parametrize(
    ("minute", "sent"), [("07:59", 0), ("08:00", 1), ("20:59", 1), ("21:00", 0), ("02:00", 0)]
)
def test_nobody_is_woken_between_nine_and_eight(deliver, sms, minute, sent):
    at = datetime.fromisoformat(f"2026-11-25T{minute}+00:00")  # Morocco is on UTC
    with time_machine.travel(at, tick=True):
        post(prompt=False)
        deliver()
        assert len(sms.sent) == sent


def test_what_waits_for_the_morning_leaves_at_eight(deliver, sms):
    with time_machine.travel(datetime(2026, 11, 25, 22, tzinfo=UTC), tick=True):
        post(prompt=False)
        deliver()
        assert only().next_at == datetime(2026, 11, 26, 8, tzinfo=UTC)


def test_what_matters_today_and_what_is_waited_for_is_sent_at_night(deliver, sms):
    with time_machine.travel(datetime(2026, 11, 25, 23, tzinfo=UTC), tick=True):
        post(prompt=False, matters_on=now().date())
        post(prompt=True)
        post(prompt=False, matters_on=now().date() + timedelta(days=1))
        deliver()
        assert len(sms.sent) == 2


def test_a_held_sending_waits_and_goes_on_when_it_may(deliver, sms):
    post(sending="sending:1")
    with transaction():
        posting.hold_sending("sending:1")
        posting.hold_sending("sending:1")
    deliver()
    assert sms.sent == []
    assert not queries.due_exists()
    with transaction():
        posting.let_sending_go("sending:1")
    deliver()
    assert len(sms.sent) == 1


def test_the_day_s_budget_stops_everything_but_codes(deliver, sms, monkeypatch):
    sms.price = 50
    monkeypatch.setattr(wiring, "_budget", [100])
    for _ in range(3):
        post()
        deliver()
    assert len(sms.sent) == 2
    money = queries.money(now())
    assert (money.spent, money.share) == (100, 1.0)
    assert not queries.due_exists()
    post_code()
    assert queries.due_exists()
    deliver()
    assert len(sms.sent) == 3
    with time_machine.travel(now() + timedelta(days=1)):
        assert queries.money(now()).spent == 0
        assert queries.due_exists()
