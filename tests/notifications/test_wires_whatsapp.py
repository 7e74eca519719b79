"""WhatsApp's Cloud API, as Meta's reference describes it."""

import hashlib
import hmac
import json

import pytest

from portal.notifications.wires.base import Forged, Rejected, Trouble, Unclear
from portal.notifications.wires.choosing import wire
from tests.notifications import providers
from tests.notifications.providers import HOOK, NUMBER, callback, letter


@pytest.fixture
def meta():
    with providers.Meta() as server:
        yield server


def way(server, more="secret=s3&verify=w0rd"):
    return wire(f"whatsapp://EAAB@1055/?{more}&base={server.base}", "wa-1", "whatsapp", HOOK)


def template(**other):
    return letter(channel="whatsapp", template="reminder", **other)


def webhook(*statuses):
    value = {"messaging_product": "whatsapp", "statuses": list(statuses)}
    changes = [{"field": "messages", "value": value}]
    return json.dumps({"object": "whatsapp_business_account", "entry": [{"changes": changes}]})


def status(word, *codes, sent="wamid.1"):
    return {
        "id": sent,
        "status": word,
        "timestamp": "1795255200",
        "recipient_id": NUMBER[1:],
        "biz_opaque_callback_data": "r-1",
        "errors": [{"code": code} for code in codes],
    }


def read(server, text, key=b"s3", body=None):
    signature = f"sha256={hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"
    sent = (body or text).encode()
    return way(server).read(callback(sent, x_hub_signature_256=signature))[0]


def test_a_letter_is_an_approved_template_with_its_words_and_its_button(meta):
    sent = template(parameters=("9 h\n", "Salle  B"), link="a1b2", language="ar")
    assert way(meta).send(sent) == "wamid.1"
    (request,) = meta.seen
    assert request.path == "/v23.0/1055/messages"
    assert request.headers["authorization"] == "Bearer EAAB"
    words = [{"type": "text", "text": "9 h"}, {"type": "text", "text": "Salle B"}]
    button = {"type": "button", "sub_type": "url", "index": "0"}
    assert request.json() == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": NUMBER[1:],
        "type": "template",
        "template": {
            "name": "reminder",
            "language": {"code": "ar"},
            "components": [
                {"type": "body", "parameters": words},
                {**button, "parameters": [{"type": "text", "text": "a1b2"}]},
            ],
        },
        "biz_opaque_callback_data": "r-1",
    }


def test_a_template_without_words_or_button_has_no_components(meta):
    way(meta, "version=v25.0").send(template())
    assert meta.seen[0].path == "/v25.0/1055/messages"
    assert "components" not in meta.seen[0].json()["template"]


def test_a_text_without_a_template_does_not_leave(meta):
    with pytest.raises(Rejected, match="content_refused"):
        way(meta).send(letter(channel="whatsapp"))
    assert meta.seen == []


@pytest.mark.parametrize(
    ("http", "code", "outcome", "reason"),
    [
        (400, 131026, Rejected, "not_on_channel"),
        (400, 131049, Rejected, "number_barred"),
        (400, 131050, Rejected, "number_barred"),
        (404, 132001, Rejected, "content_refused"),
        (400, 132000, Rejected, "content_refused"),
        (400, 100, Rejected, "refused"),
        (400, 131042, Trouble, "account_refused"),
        (401, 190, Trouble, "account_refused"),
        (403, 131031, Trouble, "account_refused"),
        (429, 130429, Trouble, "rate_limited"),
        (400, 131056, Trouble, "rate_limited"),
        (400, 131048, Trouble, "rate_limited"),
        (400, 131016, Trouble, "provider_error"),
        (503, 131026, Trouble, "provider_error"),
        (504, 2, Unclear, "answer_lost"),
    ],
)
def test_a_code_of_meta_is_one_of_our_reasons(meta, http, code, outcome, reason):
    meta.mood, meta.refusal = http, {"error": {"code": code, "message": f"about {NUMBER}"}}
    with pytest.raises(outcome, match=reason):
        way(meta).send(template())


def test_a_phone_id_that_is_not_ours_is_ours_to_mend(meta):
    meta.mood, meta.refusal = 400, {"error": {"code": 100, "error_subcode": 33}}
    with pytest.raises(Trouble, match="account_refused"):
        way(meta).send(template())


def test_one_person_s_limit_does_not_hold_the_others_up(meta):
    pauses = []
    for code in (131056, 130429):
        meta.mood, meta.refusal = 400, {"error": {"code": code}}
        with pytest.raises(Trouble) as caught:
            way(meta).send(template())
        pauses.append(caught.value.pause)
    assert pauses == [0.0, 1.0]


@pytest.mark.parametrize("mood", ["drop", "cut"])
def test_a_lost_answer_is_unclear_and_meta_can_t_be_asked(meta, mood):
    meta.mood = mood
    with pytest.raises(Unclear):
        way(meta).send(template())
    with pytest.raises(Unclear, match="cannot_ask"):
        way(meta).ask(template())


@pytest.mark.parametrize(
    ("told", "state", "reason"),
    [
        (status("sent"), "accepted", ""),
        (status("delivered"), "delivered", ""),
        (status("read"), "delivered", ""),
        (status("failed", 131026), "failed", "not_on_channel"),
        (status("failed", 99, 131050), "failed", "number_barred"),
        (status("failed", "131026"), "failed", "refused"),
        (status("failed"), "failed", "refused"),
    ],
)
def test_a_signed_status_is_read(meta, told, state, reason):
    (receipt,) = read(meta, webhook(told))
    assert (receipt.state, receipt.reason) == (state, reason)
    assert (receipt.reference, receipt.provider_ref) == ("r-1", "wamid.1")
    assert receipt.event_id == f"wamid.1:{told['status']}"
    assert receipt.at.year == 2026


def test_several_statuses_come_at_once_and_unknown_ones_are_passed_over(meta):
    text = webhook(status("sent"), status("pondered"), status("delivered", sent="wamid.2"))
    assert [r.provider_ref for r in read(meta, text)] == ["wamid.1", "wamid.2"]


def test_what_a_person_writes_to_us_is_passed_over(meta):
    value = {"messages": [{"from": NUMBER[1:], "text": {"body": "hello"}}]}
    text = json.dumps({"entry": [{"changes": [{"field": "messages", "value": value}]}]})
    assert read(meta, text) == []


def test_one_changed_byte_is_a_forgery(meta):
    text = webhook(status("failed", 131026))
    with pytest.raises(Forged):
        read(meta, text, body=text.replace("failed", "failer"))


def test_another_secret_is_a_forgery(meta):
    with pytest.raises(Forged):
        read(meta, webhook(status("read")), key=b"s4")


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"entry": [1]}', '{"entry": [{"changes": 1}]}'])
def test_a_signed_webhook_of_another_form_can_t_be_read(meta, text):
    with pytest.raises(ValueError, match="."):
        read(meta, text)


def ask(server, more="secret=s3&verify=w0rd", mode="subscribe", word="w0rd"):
    url = f"{HOOK}?hub.mode={mode}&hub.challenge=1158201444&hub.verify_token={word}"
    return way(server, more).read(callback(url=url, method="GET"))


def test_meta_gets_its_challenge_back_for_the_right_word(meta):
    assert ask(meta) == ([], "1158201444")


@pytest.mark.parametrize(
    "other",
    [{"word": "w0rdy"}, {"word": ""}, {"mode": "unsubscribe"}, {"more": "secret=s3", "word": ""}],
)
def test_anything_else_gets_nothing_back(meta, other):
    with pytest.raises(Forged):
        ask(meta, **other)


def test_without_the_app_s_secret_no_status_is_believed(meta):
    one = way(meta, "verify=w0rd")
    assert not one.tells
    with pytest.raises(Forged):
        one.read(callback(webhook(status("read")).encode(), x_hub_signature_256="sha256="))
