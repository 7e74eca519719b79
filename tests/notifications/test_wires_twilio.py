"""Twilio, as its published API describes it."""

from urllib.parse import urlencode

import pytest

from portal.notifications.wires.base import Forged, Rejected, Trouble, Unclear
from portal.notifications.wires.choosing import wire
from tests.notifications import providers
from tests.notifications.providers import HOOK, NUMBER, callback, letter

BODY = urlencode({"MessageSid": "SM1", "MessageStatus": "delivered", "To": NUMBER}).encode()


@pytest.fixture
def twilio():
    with providers.Twilio() as server:
        yield server


def way(server, sender="Work4Life", hook=HOOK, token="tOk"):
    url = f"twilio://AC1:{token}@{sender}/?base={server.base}"
    return wire(url, "sms-1", "sms", hook)


def status(server, body, signature, url=f"{HOOK}?reference=r-1"):
    (receipt,), _ = way(server).read(callback(body, url, x_twilio_signature=signature))
    return receipt


def test_a_letter_is_a_form_and_its_status_comes_back_under_our_reference(twilio):
    assert way(twilio).send(letter()) == f"SM{1:032d}"
    (request,) = twilio.seen
    assert request.path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert request.headers["authorization"] == "Basic QUMxOnRPaw=="
    assert request.form() == {
        "To": NUMBER,
        "Body": "À demain, 9 h.",
        "From": "Work4Life",
        "StatusCallback": f"{HOOK}?reference=r-1",
    }


def test_a_messaging_service_is_named_as_one(twilio):
    way(twilio, sender="MG99").send(letter())
    assert twilio.seen[0].form()["MessagingServiceSid"] == "MG99"


def test_a_sender_may_be_a_number(twilio):
    way(twilio, sender="+15005550006").send(letter())
    assert twilio.seen[0].form()["From"] == "+15005550006"


@pytest.mark.parametrize(
    ("http", "code", "outcome", "reason"),
    [
        (400, 21211, Rejected, "number_unknown"),
        (400, 21614, Rejected, "number_unknown"),
        (400, 21610, Rejected, "number_barred"),
        (400, 21617, Rejected, "content_refused"),
        (400, 21408, Trouble, "account_refused"),
        (403, 21408, Trouble, "account_refused"),
        (401, 20003, Trouble, "account_refused"),
        (429, 20429, Trouble, "rate_limited"),
        (400, 12345, Rejected, "refused"),
        (500, 20500, Trouble, "provider_error"),
        (503, 21211, Trouble, "provider_error"),
        (201, 30003, Rejected, "phone_unreachable"),
    ],
)
def test_a_code_of_twilio_is_one_of_our_reasons(twilio, http, code, outcome, reason):
    field = "error_code" if http == 201 else "code"
    twilio.mood, twilio.refusal = http, {field: code, "message": f"about {NUMBER}"}
    with pytest.raises(outcome, match=reason):
        way(twilio).send(letter())


def test_twilio_can_t_be_asked_by_our_reference(twilio):
    with pytest.raises(Unclear, match="cannot_ask"):
        way(twilio).ask(letter())
    assert not way(twilio).dedupes


def test_the_signature_is_the_one_that_twilio_s_own_library_computes(twilio):
    # The worked example of Twilio's documentation, as its libraries test it.
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    one = way(twilio, token="12345")
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    with pytest.raises(ValueError, match="without a message"):  # authentic, and not a status
        one.read(callback(urlencode(form).encode(), url, x_twilio_signature=signature))
    with pytest.raises(Forged):
        one.read(callback(urlencode(form).encode(), f"{url}3", x_twilio_signature=signature))


def sign(body, url=f"{HOOK}?reference=r-1", key=b"tOk"):
    """Written apart from the wire's own: fields one by one, in the order of their names."""
    import base64
    import hashlib
    import hmac
    from urllib.parse import parse_qs

    digest = hmac.new(key, url.encode(), hashlib.sha1)
    form = parse_qs(body.decode(), keep_blank_values=True)
    for name in sorted(form):
        digest.update(name.encode() + form[name][0].encode())
    return base64.b64encode(digest.digest()).decode()


@pytest.mark.parametrize(
    ("word", "error", "state", "reason"),
    [
        ("sent", "", "accepted", ""),
        ("delivered", "", "delivered", ""),
        ("undelivered", "30003", "failed", "phone_unreachable"),
        ("undelivered", "30005", "failed", "number_unknown"),
        ("failed", "30007", "failed", "content_refused"),
        ("failed", "30008", "failed", "refused"),
    ],
)
def test_a_signed_status_is_read(twilio, word, error, state, reason):
    form = {"MessageSid": "SM1", "MessageStatus": word, "ErrorCode": error, "Empty": ""}
    body = urlencode(form).encode()
    receipt = status(twilio, body, sign(body))
    assert (receipt.state, receipt.reason) == (state, reason)
    assert (receipt.reference, receipt.provider_ref) == ("r-1", "SM1")
    assert receipt.event_id == f"SM1:{word}"


def test_a_status_for_another_reference_is_a_forgery(twilio):
    with pytest.raises(Forged):
        status(twilio, BODY, sign(BODY), url=f"{HOOK}?reference=r-2")


def test_one_changed_byte_of_the_form_is_a_forgery(twilio):
    with pytest.raises(Forged):
        status(twilio, BODY.replace(b"SM1", b"SM2"), sign(BODY))


@pytest.mark.parametrize("signature", ["", "AAAA", "é"])
def test_a_status_with_another_signature_is_a_forgery(twilio, signature):
    with pytest.raises(Forged):
        status(twilio, BODY, signature)
