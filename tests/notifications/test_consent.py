"""What people said of being written to holds at once, for what waits as well."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.sealed import phone_index
from portal.notifications import texts
from portal.notifications.kinds import UNSAID, Purpose
from portal.notifications.models import Consent
from portal.notifications.operations import consent, posting
from tests.factories.messages import (
    EMAIL,
    EVERYWHERE,
    PHONE,
    SMS,
    claim,
    only,
    post,
    post_code,
    rows,
    states,
)

pytestmark = pytest.mark.usefixtures("wires")
AWAKE = "2026-12-07T12:00:00Z"
OTHER = "+221771234567"


def say(purpose, given, address=PHONE):
    with transaction():
        consent.say(address, purpose, given, how="page", language="fr")


def stop_all(*addresses):
    with transaction():
        consent.stop_all(addresses or (PHONE,), how="page", language="ar")


@pytest.fixture(autouse=True)
def awake():
    with time_machine.travel(AWAKE, tick=True):
        yield


def test_what_waits_for_someone_who_stops_never_leaves_and_her_codes_still_do(wires, deliver):
    post("event")
    post("reminder", kind="reminder_day")
    post("news", kind="news", facts={"text": "x"})
    post_code()
    stop_all()
    deliver()
    assert [row.purpose for row in rows(state="accepted")] == ["code"]
    assert [row.error_code for row in rows(state="cancelled")] == ["stopped"] * 3
    assert len(wires["sms"].sent) == 1


def test_a_message_written_after_the_stop_does_not_leave_either(wires, deliver):
    stop_all()
    post()
    deliver()
    assert (only().state, only().error_code) == ("cancelled", "stopped")
    assert wires["sms"].sent == []


def test_a_message_that_waits_for_another_try_is_stopped_too(deliver):
    post()
    with transaction():
        row = only()
        row.error_code, row.next_at = "provider_error", now() + timedelta(minutes=10)
        db.session.add(row)
    stop_all()
    assert only().state == "cancelled"


def test_one_purpose_is_stopped_and_the_others_stay():
    post("a")
    post("b", kind="reminder_day")
    say(Purpose.REMINDER, False)
    assert [taken.kind for taken in claim()] == ["badge"]


def test_a_stop_holds_for_one_number_and_not_for_another(wires, deliver):
    post("mine")
    post("theirs", routes=(("sms", OTHER),))
    stop_all()
    deliver()
    assert [letter.address for letter in wires["sms"].sent] == [OTHER]


def test_nobody_gets_news_who_did_not_ask_for_them(deliver):
    post("a", kind="news", facts={"text": "x"})
    deliver()
    assert only().error_code == "stopped"
    say(Purpose.NEWS, True)
    post("b", kind="news", facts={"text": "x"})
    deliver()
    assert [row.state for row in rows()] == ["cancelled", "accepted"]


def test_without_a_yes_to_whatsapp_the_message_takes_the_next_channel(wires, deliver):
    post(routes=EVERYWHERE)
    deliver()
    assert states() == [("whatsapp", "cancelled"), ("sms", "accepted")]
    assert wires["whatsapp"].sent == []


def test_whatsapp_taken_back_holds_for_what_waits(wires, deliver):
    say(Purpose.WHATSAPP, True)
    post(routes=EVERYWHERE)
    say(Purpose.WHATSAPP, False)
    deliver()
    assert rows()[0].error_code == "channel_stopped"
    assert len(wires["sms"].sent) == 1


def test_the_latest_word_counts():
    for given in (False, True, False, True):
        say(Purpose.EVENT, given)
    assert consent.of_address(PHONE)[Purpose.EVENT]
    say(Purpose.EVENT, False)
    assert not consent.of_address(PHONE)[Purpose.EVENT]


def test_of_someone_who_never_said_anything_the_usual_holds():
    assert consent.of_address(PHONE) == UNSAID


def test_a_word_is_kept_with_purpose_version_language_way_and_time():
    say(Purpose.WHATSAPP, True)
    (row,) = db.session.query(Consent).all()
    kept = (row.purpose, row.given, row.how, row.version, row.language)
    assert kept == ("whatsapp", True, "page", consent.VERSION, "fr")
    assert now() - row.at < timedelta(minutes=1)
    assert row.address_index == phone_index(PHONE)


def test_to_stop_twice_says_it_once():
    stop_all()
    before = db.session.query(Consent).count()
    stop_all()
    assert db.session.query(Consent).count() == before == 4


def test_an_address_that_is_left_gets_nothing_that_waits(wires, deliver):
    post("by-mail", routes=(("email", EMAIL), *SMS))
    post("by-sms", routes=(*SMS, ("email", EMAIL)))
    with transaction():
        posting.leave_address("registration:1", EMAIL)
    deliver()
    assert wires["email"].sent == []
    assert not [row for row in rows() if row.otherwise and EMAIL in dict(row.otherwise).values()]
    assert rows()[0].error_code == "address_gone"
    assert len(wires["sms"].sent) == 2


def test_a_mail_program_is_told_the_short_link_that_stops_the_messages():
    post(routes=(("email", EMAIL),))
    (taken,) = claim()
    letter = texts.letter(taken)
    assert letter.leave.endswith(f"/m/{taken.facts['link']}")


def test_a_letter_without_a_link_promises_no_way_to_stop():
    post(routes=(("email", EMAIL),), path="")
    (taken,) = claim()
    assert texts.letter(taken).leave == ""
