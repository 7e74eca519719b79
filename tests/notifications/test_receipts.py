"""What providers say afterwards: states only move forward, in whatever order it comes."""

import base64
import itertools
import json
import random
from datetime import timedelta
from hashlib import sha256
from hmac import digest

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import transaction
from portal.notifications import queries, wiring
from portal.notifications.models import ReceiptSeen
from portal.notifications.operations import noting, receipts
from portal.notifications.operations.noting import Outcome
from portal.notifications.wires.base import Receipt
from portal.settings import Provider
from tests.databases import look_again
from tests.factories.messages import EMAIL, PHONE, claim, only, post, rows

SECRET = b"between-us"


@pytest.fixture
def sms(sms):
    sms.tells = True
    return sms


def take(*found):
    with transaction():
        return receipts.take("sms-1", found)


def sent(**other):
    """A message that the provider took."""
    post(**other)
    (taken,) = claim()
    with transaction():
        noting.note([Outcome(taken, "accepted", provider_ref="theirs")])
    return only() if len(rows()) == 1 else rows()[-1]


def receipt(state, event="1", **other):
    return Receipt(state, event, **other)


def test_a_receipt_by_our_reference_or_by_their_id_moves_the_message_on(sms):
    message = sent()
    take(receipt("delivered", provider_ref="theirs"))
    assert only().state == "delivered"
    assert only().delivered_at is not None
    assert [seen.state for seen in queries.receipts(message)] == ["delivered"]


@pytest.mark.parametrize("order", list(itertools.permutations(["accepted", "failed", "delivered"])))
def test_in_any_order_what_arrived_stays_arrived(sms, order):
    message = sent()
    for number, state in enumerate(order):
        take(receipt(state, str(number), reference=message.reference, reason="refused"))
    assert only().state == "delivered"


def test_the_same_word_twice_counts_once(sms):
    message = sent()
    for _ in range(3):
        take(receipt("failed", "same", reference=message.reference, reason="number_unknown"))
    look_again()
    assert queries.db.session.query(ReceiptSeen).count() == 1
    assert (only().state, only().error_code) == ("failed", "number_unknown")


def test_a_failure_told_later_sends_the_next_channel_once(sms):
    message = sent(routes=(("sms", PHONE), ("email", EMAIL)))
    for number in range(2):
        take(receipt("failed", str(number), reference=message.reference, reason="refused"))
    assert [(r.channel, r.state) for r in rows()] == [("sms", "failed"), ("email", "pending")]


def test_a_receipt_that_comes_before_our_note_is_not_lost(sms):
    post()
    (taken,) = claim()
    assert take(receipt("delivered", provider_ref="theirs")) == 1
    with transaction():
        noting.note([Outcome(taken, "accepted", provider_ref="theirs")])
    assert only().state == "delivered"


def test_a_note_that_comes_after_the_receipt_undoes_nothing(sms):
    post()
    (taken,) = claim()
    take(receipt("delivered", reference=taken.reference))
    with transaction():
        noting.note([Outcome(taken, "accepted", provider_ref="theirs")])
    assert only().state == "delivered"


def test_a_message_that_waits_for_another_try_is_not_sent_when_it_turns_out_to_have_arrived(sms):
    sms.dedupes = True
    post()
    (taken,) = claim()
    with transaction():
        noting.note([Outcome(taken, "unclear", "answer_lost")])
    take(receipt("delivered", reference=taken.reference))
    with time_machine.travel(now() + timedelta(hours=1)):
        assert claim() == []
    assert only().state == "delivered"


def test_what_names_nothing_is_kept_ten_minutes_and_no_longer(sms):
    assert take(receipt("delivered", provider_ref="nobody's")) == 1
    for minutes, left in ((9, 1), (11, 0)):
        with time_machine.travel(now() + timedelta(minutes=minutes)), transaction():
            receipts.tidy()
        look_again()
        assert queries.db.session.query(ReceiptSeen).count() == left


def test_what_was_never_confirmed_within_three_days_is_said_to_have_failed(sms):
    sent()
    for hours, state in ((71, "accepted"), (73, "failed")):
        with time_machine.travel(now() + timedelta(hours=hours)), transaction():
            receipts.tidy()
        assert only().state == state
    assert only().error_code == "never_confirmed"


def test_many_receipts_in_random_order_three_times_each(sms):
    references, sms.dedupes = [], True
    for _ in range(60):
        post()
    for taken in claim(60):
        references.append(taken.reference)
        if len(references) % 10:  # every tenth receipt comes before our note
            with transaction():
                noting.note([Outcome(taken, "accepted", provider_ref=f"p{taken.reference}")])
    words = [
        receipt(state, f"{reference}{state}", reference=reference)
        for reference in references
        for state in ("accepted", "delivered")
    ] * 3
    random.Random(7).shuffle(words)
    for word in words:
        take(word)
    assert {row.state for row in rows()} == {"delivered"}


@pytest.fixture
def gateway(app, sms):
    """A real gateway wire, with the address where it sends receipts."""
    settings = app.extensions["settings"]
    url = f"json://127.0.0.1:9/?secret={SECRET.decode()}"
    chosen = type(settings)(**{**vars(settings), "providers": (Provider("sms-1", "sms", url),)})
    wiring.connect(chosen)
    return wiring.named("sms-1").hook.removeprefix(settings.base_url)


def body(reference, event="e1", state="delivered"):
    return json.dumps({"event": event, "reference": reference, "id": "theirs", "state": state})


def signed(text, secret=SECRET):
    return {"X-Signature": f"sha256={digest(secret, text.encode(), sha256).hex()}"}


def tell(client, hook, text, headers):
    return client.post(hook, data=text, headers=headers, content_type="application/json")


def test_a_provider_s_callback_is_believed_when_it_is_signed(client, gateway):
    message = sent()
    text = body(message.reference)
    assert tell(client, gateway, text, signed(text)).status_code == 200
    assert only().state == "delivered"


def test_a_forged_callback_changes_nothing_and_breaks_nothing(client, gateway):
    message = sent()
    text = body(message.reference)
    forged = [
        (gateway, text, {}),
        (gateway, text, signed(text, b"guessed")),
        (gateway, text, signed(text + " ")),
        (gateway[:-1] + ("0" if gateway[-1] != "0" else "1"), text, signed(text)),
        (gateway.replace("sms-1", "sms-2"), text, signed(text)),
        (gateway.replace("/sms/", "/email/"), text, signed(text)),
    ]
    statuses = [tell(client, *attempt).status_code for attempt in forged]
    assert statuses == [403, 403, 403, 404, 404, 404]
    assert only().state == "accepted"


@pytest.mark.parametrize("text", ["", "[", "[1]", "{}", '{"state": "x"}', "\x00", '"' * 50])
def test_a_callback_that_can_t_be_read_is_refused_politely(client, gateway, text):
    assert tell(client, gateway, text, signed(text)).status_code in {200, 400}


def test_a_callback_that_is_too_long_is_not_read(client, gateway):
    text = body("x" * 2_000_000)
    assert tell(client, gateway, text, signed(text)).status_code == 413


def test_a_receipt_for_nobody_s_message_is_answered_with_404(client, gateway):
    text = body("0123456789abcdef")
    assert tell(client, gateway, text, signed(text)).status_code == 404


def test_a_callback_that_is_a_form_is_read_whole(client, app, sms):
    settings = app.extensions["settings"]
    provider = Provider("sms-1", "sms", "twilio://AC1:token@Portail/")
    wiring.connect(type(settings)(**{**vars(settings), "providers": (provider,)}))
    message = sent()
    hook = f"{wiring.named('sms-1').hook}?reference={message.reference}"
    form = {"MessageSid": "SM1", "MessageStatus": "delivered"}
    signed_text = hook + "".join(name + form[name] for name in sorted(form))
    signature = base64.b64encode(digest(b"token", signed_text.encode(), "sha1")).decode()
    path = hook.removeprefix(settings.base_url)
    assert client.post(path, data=form, headers={"X-Twilio-Signature": "x"}).status_code == 403
    told = client.post(path, data=form, headers={"X-Twilio-Signature": signature})
    assert (told.status_code, only().state) == (200, "delivered")


def test_a_short_link_only_leads_somewhere(client, sms):
    post(path="badges/somewhere/")
    answer = client.get(f"/m/{only().facts['link']}")
    assert (answer.status_code, answer.location) == (302, "/fr/badges/somewhere/")
    assert client.get("/m/nothing").status_code == 404
