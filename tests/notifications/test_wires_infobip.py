"""Infobip, as its published API describes it."""

import pytest

from portal.notifications.wires.base import Forged, Rejected, Trouble, Unclear
from portal.notifications.wires.choosing import wire
from tests.notifications import providers
from tests.notifications.providers import HOOK, NUMBER, callback, letter


@pytest.fixture
def infobip():
    with providers.Infobip() as server:
        yield server


def way(server, hook=HOOK):
    url = f"infobip://KeY1@x1.api.infobip.com/?from=Work4Life&base={server.base}"
    return wire(url, "sms-1", "sms", hook)


def report(group, name, number=5, error="NO_ERROR"):
    return {
        "messageId": "r-1",
        "callbackData": "r-1",
        "doneAt": "2026-11-21T10:00:00.000+0000",
        "status": {"groupName": group, "name": name, "id": number},
        "error": {"name": error},
    }


def read(server, *reports, url=HOOK):
    return way(server).read(callback({"results": list(reports)}, url))[0]


def test_a_letter_carries_our_reference_and_where_to_report(infobip):
    assert way(infobip).send(letter()) == "r-1"
    (request,) = infobip.seen
    assert request.path == "/sms/3/messages"
    assert request.headers["authorization"] == "App KeY1"
    assert request.json()["messages"] == [
        {
            "sender": "Work4Life",
            "destinations": [{"to": NUMBER[1:], "messageId": "r-1"}],
            "content": {"text": "À demain, 9 h."},
            "webhooks": {
                "delivery": {"url": HOOK},
                "contentType": "application/json",
                "callbackData": "r-1",
            },
        }
    ]


@pytest.mark.parametrize(
    ("say", "outcome", "code"),
    [
        (("REJECTED", 52, "REJECTED_DESTINATION"), Rejected, "number_unknown"),
        (("REJECTED", 10, "REJECTED_DND"), Rejected, "number_barred"),
        (("REJECTED", 11, "REJECTED_SOURCE"), Rejected, "content_refused"),
        (("REJECTED", 99, "SOMETHING_NEW"), Rejected, "refused"),
        (("REJECTED", 12, "REJECTED_NOT_ENOUGH_CREDITS"), Trouble, "account_refused"),
        (("REJECTED", 21, "REJECTED_SYSTEM_ERROR"), Trouble, "provider_error"),
        (("REJECTED", 20, "REJECTED_FLOODING_FILTER"), Trouble, "rate_limited"),
    ],
)
def test_a_yes_of_http_may_be_a_no_of_infobip(infobip, say, outcome, code):
    infobip.say = say
    with pytest.raises(outcome, match=code):
        way(infobip).send(letter())


def test_a_reference_that_infobip_has_already_was_taken_the_first_time(infobip):
    infobip.say = ("REJECTED", 23, "REJECTED_DUPLICATE_MESSAGE_ID")
    assert way(infobip).send(letter()) == "r-1"
    assert not way(infobip).dedupes


def test_an_answer_of_another_form_is_unclear(infobip):
    infobip.mood, infobip.refusal = 200, {"hello": 1}
    with pytest.raises(Unclear):
        way(infobip).send(letter())


def test_the_log_proves_that_a_letter_was_taken_but_never_that_it_was_not(infobip):
    one = way(infobip)
    infobip.mood = "drop"
    with pytest.raises(Unclear):
        one.send(letter())
    infobip.mood = None
    assert one.ask(letter()) == "r-1"
    with pytest.raises(Unclear, match="not_in_the_log"):
        one.ask(letter("r-2"))


@pytest.mark.parametrize(
    ("told", "state", "reason"),
    [
        (report("DELIVERED", "DELIVERED_TO_HANDSET"), "delivered", ""),
        (report("DELIVERED", "DELIVERED_TO_OPERATOR", 2), "accepted", ""),
        (report("PENDING", "PENDING_ENROUTE", 7), "accepted", ""),
        (report("EXPIRED", "EXPIRED_EXPIRED", 15), "failed", "phone_unreachable"),
        (report("EXPIRED", "EXPIRED_DLR_UNKNOWN", 29), "failed", "phone_unreachable"),
        (
            report("UNDELIVERABLE", "UNDELIVERABLE_NOT_DELIVERED", 9, "EC_UNKNOWN_SUBSCRIBER"),
            "failed",
            "number_unknown",
        ),
        (report("REJECTED", "REJECTED_DND", 10), "failed", "number_barred"),
        (report("UNDELIVERABLE", "UNDELIVERABLE_NOT_DELIVERED", 9), "failed", "refused"),
    ],
)
def test_a_report_says_what_became_of_a_letter(infobip, told, state, reason):
    (receipt,) = read(infobip, told)
    assert (receipt.state, receipt.reason, receipt.reference) == (state, reason, "r-1")
    assert receipt.at.hour == 10


def test_the_same_report_twice_is_one_event_and_two_statuses_are_two(infobip):
    sent = report("DELIVERED", "DELIVERED_TO_OPERATOR", 2)
    arrived = report("DELIVERED", "DELIVERED_TO_HANDSET", 5)
    events = [receipt.event_id for receipt in read(infobip, sent, sent, arrived)]
    assert events[0] == events[1] != events[2]


@pytest.mark.parametrize("url", [f"{HOOK}x", HOOK[:-1], "", f"{HOOK}?a=1"])
def test_a_report_to_another_address_than_the_secret_one_is_a_forgery(infobip, url):
    with pytest.raises(Forged):
        read(infobip, report("DELIVERED", "DELIVERED_TO_HANDSET"), url=url)


def test_without_a_hook_there_are_no_reports_to_believe(infobip):
    one = way(infobip, hook="")
    assert not one.tells
    with pytest.raises(Forged):
        one.read(callback({"results": []}, url=""))
    one.send(letter())
    assert "webhooks" not in infobip.seen[0].json()["messages"][0]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"results": [{}]}', b'{"results": [1]}'])
def test_a_report_of_another_form_can_t_be_read(infobip, body):
    with pytest.raises(ValueError, match="."):
        way(infobip).read(callback(body))
