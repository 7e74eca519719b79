"""What a worker does with what is due: send, try again, ask, take the next channel, keep silent."""

import logging
from datetime import timedelta

from portal.core.db import transaction
from portal.notifications import queries, wiring
from portal.notifications.kinds import Purpose
from portal.notifications.models import Message
from portal.notifications.operations import consent, posting
from portal.notifications.wires.base import Rejected, Trouble, Unclear
from portal.settings import Settings
from tests.factories.messages import (
    EMAIL,
    EVERYWHERE,
    PHONE,
    claim,
    only,
    post,
    post_code,
    rows,
    states,
)

SMS_AND_EMAIL = (("sms", PHONE), ("email", EMAIL))


def allow_whatsapp():
    with transaction():
        consent.say(PHONE, Purpose.WHATSAPP, True, how="page", language="fr")


def later(clock, **time):
    clock.shift(timedelta(**time))


def test_what_is_due_is_sent_with_our_reference_and_a_short_link(deliver, sms):
    post()
    deliver()
    row, letter = only(), sms.sent[0]
    assert (row.state, row.provider, row.provider_ref) == (
        "accepted",
        "sms-1",
        f"id-{row.reference}",
    )
    assert (letter.reference, letter.address) == (row.reference, PHONE)
    assert "7K3M-9QXH" in letter.text
    assert letter.text.endswith(f"/m/{row.facts['link']}")
    assert not queries.due_exists()


def test_a_message_from_before_the_short_links_still_leads_to_its_badge(deliver, sms):
    post(path="", facts={"path": "badges/old/"})
    deliver()
    assert sms.sent[0].text.endswith("/fr/badges/old/")


def test_many_lines_are_used_and_each_message_leaves_once(deliver, sms):
    for _ in range(100):
        post()
    deliver()
    assert len(sms.counts) == 100
    assert set(sms.counts.values()) == {1}
    assert {state for _, state in states()} == {"accepted"}


def test_one_poisoned_message_does_not_stop_the_others(deliver, sms):
    post(facts={"starts_at": "no date"})
    post()
    deliver()
    first, second = rows()
    assert (first.state, first.error_code, second.state) == ("dead", "unwritable", "accepted")


def test_trouble_only_delays_and_the_reason_is_kept(deliver, sms, clock):
    sms.answers = [Trouble("provider_error")]
    post()
    deliver()
    row = only()
    assert (row.state, row.error_code) == ("pending", "provider_error")
    later(clock, seconds=20)
    deliver()
    assert only().state == "accepted"


def test_a_lost_answer_is_sent_again_only_where_the_provider_takes_a_reference_once(
    deliver, sms, clock
):
    sms.dedupes = True
    sms.answers = [Unclear()]
    post()
    deliver()
    assert (only().state, only().error_code) == ("pending", "answer_lost")
    later(clock, seconds=20)
    deliver()
    assert only().state == "accepted"
    assert set(sms.counts) == {only().reference}


def test_elsewhere_it_is_unknown_and_the_provider_is_asked_two_minutes_later(deliver, sms, clock):
    sms.answers = [Unclear()]
    post()
    deliver()
    assert only().state == "unknown"
    reference = only().reference
    sms.knows[reference] = "theirs"
    later(clock, minutes=3)
    deliver()
    assert (sms.asked, len(sms.sent)) == ([reference], 1)
    assert (only().state, only().provider_ref) == ("accepted", "theirs")


def test_a_message_that_the_provider_never_got_is_sent_again(deliver, sms, clock):
    sms.answers = [Unclear()]
    post()
    deliver()
    later(clock, minutes=3)
    deliver()
    deliver()
    assert len(sms.sent) == 2
    assert only().state == "accepted"


def test_where_nobody_can_tell_it_stays_unknown_and_is_never_sent_again(deliver, sms, clock):
    sms.answers, sms.knows["dumb"] = [Unclear()], "yes"
    post(expires=timedelta(days=5))
    for _ in range(5):
        deliver()
        later(clock, minutes=30)
    assert (only().state, len(sms.sent)) == ("unknown", 1)
    assert queries.to_look_at() == 1


def test_a_one_time_code_is_never_sent_again_by_itself(deliver, sms, clock):
    sms.answers = [Unclear()]
    post_code()
    deliver()
    for _ in range(3):
        later(clock, minutes=3)
        deliver()
    assert (only().state, only().error_code) == ("failed", "never_arrived")
    assert len(sms.sent) == 1


def test_what_a_killed_worker_held_is_asked_about_not_sent_again(deliver, sms, clock):
    post()
    (lost,) = claim()
    sms.knows[lost.reference] = "theirs"
    later(clock, seconds=61)
    deliver()
    assert (only().state, only().provider_ref, sms.sent) == ("accepted", "theirs", [])


def test_a_refused_number_goes_on_to_the_next_channel_and_no_further(deliver, wires):
    allow_whatsapp()
    wires["whatsapp"].answers = [Rejected("not_on_channel")]
    post("one", routes=EVERYWHERE)
    deliver()
    deliver()
    assert states() == [("whatsapp", "failed"), ("sms", "accepted")]
    assert wires["email"].sent == []


def test_what_is_not_delivered_in_time_goes_by_the_next_channel_once(deliver, settle, wires, clock):
    allow_whatsapp()
    wires["whatsapp"].tells = True
    post(routes=EVERYWHERE)
    deliver()
    later(clock, minutes=9)
    settle()
    assert len(rows()) == 1
    later(clock, minutes=2)
    settle()
    settle()
    deliver()
    assert states() == [("whatsapp", "accepted"), ("sms", "accepted")]


def test_what_waits_for_a_wire_that_rests_ends_when_it_is_of_no_use(settle, sms, clock):
    post(expires=timedelta(minutes=10))
    later(clock, minutes=11)
    settle()
    assert only().state == "expired"


def test_a_channel_that_is_not_offered_any_more_hands_its_messages_on(deliver, settle, wires):
    post(routes=SMS_AND_EMAIL)
    wiring.use("sms")
    settle()
    deliver()
    assert states() == [("sms", "cancelled"), ("email", "accepted")]


def test_a_kind_that_is_no_more_stops_nobody_else(deliver, sms):
    post()
    with transaction():
        only_row = queries.db.session.query(Message).one()
        only_row.kind = "of_yesterday"
    post()
    deliver()
    assert [state for _, state in states()] == ["dead", "accepted"]


def test_a_channel_that_sends_no_receipts_is_believed(deliver, settle, wires, clock):
    post(routes=SMS_AND_EMAIL)
    deliver()
    later(clock, hours=5)
    settle()
    assert states() == [("sms", "accepted")]


def test_an_adapter_s_own_fault_takes_no_other_letter_along(deliver, sms, caplog):
    caplog.set_level(logging.CRITICAL)
    sms.answers = [ZeroDivisionError()]
    post()
    post()
    deliver()
    assert sorted(state for _, state in states()) == ["accepted", "unknown"]


def test_a_replayed_message_is_sent_exactly_once(deliver, sms):
    sms.answers = [Rejected("number_barred")]
    post()
    deliver()
    row = only()
    assert row.state == "failed"
    for _ in range(2):
        with transaction():
            if only().state == "failed":
                posting.replay(only())
    deliver()
    assert len(sms.sent) == 2
    assert only().state == "accepted"


def test_without_any_provider_every_channel_writes_to_the_folder(app, wires):
    chosen: Settings = app.extensions["settings"]
    wiring.connect(chosen)
    assert {c: [w.name for w in mine] for c, mine in wiring.wires().items()} == {
        "whatsapp": ["whatsapp-folder"],
        "sms": ["sms-folder"],
        "email": ["email-folder"],
    }
