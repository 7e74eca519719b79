"""A gateway that takes JSON."""

import hashlib
import hmac
import json

import pytest

from portal.notifications.wires.base import Forged, Rejected, Trouble, Unclear
from portal.notifications.wires.choosing import wire
from tests.notifications import providers
from tests.notifications.providers import NUMBER, callback, letter

RECEIPT = {
    "event": "e-1",
    "reference": "r-1",
    "id": "g-1",
    "state": "failed",
    "reason": "phone_unreachable",
    "at": "2026-11-21T10:00:00+01:00",
}


@pytest.fixture
def gateway():
    with providers.Gateway() as server:
        yield server


def way(server, query=""):
    return wire(f"json://me:p%40ss@{server.place}/send{query}", "sms-1", "sms")


def signed(body, key=b"k+1"):
    return {"x_signature": f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}"}


def test_a_letter_goes_whole_with_its_key_and_the_operator_s_own_fields(gateway):
    sent = letter(subject="Demain", template="reminder", parameters=("9 h",), link="a1")
    assert way(gateway, "?+X-Key=a%20b&:campaign=fair").send(sent) == "g-1"
    (request,) = gateway.seen
    assert request.json() == {
        "reference": "r-1",
        "channel": "sms",
        "to": NUMBER,
        "text": "À demain, 9 h.",
        "language": "fr",
        "subject": "Demain",
        "template": "reminder",
        "parameters": ["9 h"],
        "link": "a1",
        "campaign": "fair",
    }
    assert request.headers["idempotency-key"] == "r-1"
    assert request.headers["x-key"] == "a b"
    assert request.headers["authorization"] == "Basic bWU6cEBzcw=="


def test_the_same_reference_twice_is_one_letter(gateway):
    one = way(gateway, "?dedupes=yes")
    assert one.dedupes
    assert one.send(letter()) == one.send(letter()) == "g-1"


def test_a_gateway_is_not_believed_to_dedupe_unless_the_setting_says_so(gateway):
    assert not way(gateway).dedupes


@pytest.mark.parametrize(
    ("told", "outcome", "code"),
    [
        ({"reason": "number_unknown"}, Rejected, "number_unknown"),
        ({"reason": "mailbox_full"}, Rejected, "mailbox_full"),
        ({"reason": "bad weather"}, Rejected, "refused"),
        ({}, Rejected, "refused"),
    ],
)
def test_a_refusal_has_one_of_our_reasons(gateway, told, outcome, code):
    gateway.mood, gateway.refusal = 400, told
    with pytest.raises(outcome, match=code):
        way(gateway).send(letter())


def test_our_own_account_being_refused_is_not_the_person_s_fault(gateway):
    gateway.mood, gateway.refusal = 403, {"reason": "account_refused"}
    with pytest.raises(Trouble, match="account_refused"):
        way(gateway).send(letter())


def test_after_a_lost_answer_the_gateway_can_be_asked(gateway):
    one = way(gateway, "?ask=yes")
    gateway.mood = "drop"
    with pytest.raises(Unclear):
        one.send(letter())
    gateway.mood = None
    assert one.ask(letter()) == "g-1"
    assert one.ask(letter("r-2")) is None


@pytest.mark.parametrize(
    ("mood", "outcome"), [("drop", Trouble), (500, Trouble), (504, Unclear), (400, Unclear)]
)
def test_a_gateway_that_does_not_answer_a_question_proves_nothing(gateway, mood, outcome):
    gateway.mood = mood
    with pytest.raises(outcome):
        way(gateway, "?ask=yes").ask(letter())


def test_a_question_is_not_repeated_by_itself(gateway):
    gateway.mood, gateway.extra = 503, {"Retry-After": "0"}
    with pytest.raises(Trouble):
        way(gateway, "?ask=yes").ask(letter())
    assert len(gateway.seen) == 1


def test_a_gateway_that_can_t_be_asked_is_not_asked(gateway):
    with pytest.raises(Unclear, match="cannot_ask"):
        way(gateway).ask(letter())
    assert gateway.seen == []


def test_a_signed_receipt_is_read(gateway):
    one = way(gateway, "?secret=k+1")
    body = json.dumps(RECEIPT).encode()
    (receipt,), answer = one.read(callback(body, **signed(body)))
    assert one.tells
    assert (receipt.state, receipt.reason) == ("failed", "phone_unreachable")
    assert (receipt.event_id, receipt.reference, receipt.provider_ref) == ("e-1", "r-1", "g-1")
    assert receipt.at.isoformat() == "2026-11-21T10:00:00+01:00"
    assert answer == "ok"


def test_several_receipts_come_in_one_list(gateway):
    body = json.dumps([RECEIPT, {**RECEIPT, "event": "e-2", "state": "delivered"}]).encode()
    receipts, _ = way(gateway, "?secret=k+1").read(callback(body, **signed(body)))
    assert [(r.state, r.reason) for r in receipts] == [
        ("failed", "phone_unreachable"),
        ("delivered", ""),
    ]


def test_one_changed_byte_is_a_forgery(gateway):
    body = json.dumps(RECEIPT).encode()
    changed = body.replace(b"failed", b"delivered")
    with pytest.raises(Forged):
        way(gateway, "?secret=k+1").read(callback(changed, **signed(body)))


@pytest.mark.parametrize("headers", [{}, {"x_signature": "sha256=é"}, {"x_signature": ""}])
def test_a_receipt_without_a_signature_is_a_forgery(gateway, headers):
    with pytest.raises(Forged):
        way(gateway, "?secret=k+1").read(callback(json.dumps(RECEIPT).encode(), **headers))


def test_without_a_secret_no_receipt_is_believed(gateway):
    body = json.dumps(RECEIPT).encode()
    one = way(gateway)
    assert not one.tells
    with pytest.raises(Forged):
        one.read(callback(body, **signed(body, b"")))


@pytest.mark.parametrize(
    "body",
    [b"{", b"[1]", b"7", b"[" * 5000, b'{"event": "e"}', b'{"event": "e", "state": "sung"}'],
)
def test_a_signed_receipt_that_can_t_be_read_says_so(gateway, body):
    with pytest.raises(ValueError, match="."):
        way(gateway, "?secret=k+1").read(callback(body, **signed(body)))
