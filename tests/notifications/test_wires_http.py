"""What can happen between us and a provider, whichever it is: here a plain gateway."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.utils import format_datetime

import pytest

from portal.core.clock import now
from portal.notifications.wires import http
from portal.notifications.wires.base import Rejected, Trouble, Unclear
from portal.notifications.wires.choosing import wire
from tests.notifications import providers
from tests.notifications.providers import NUMBER, SLOW, free_port, letter


@pytest.fixture
def gateway():
    with providers.Gateway() as server:
        yield server


def way(server, query=""):
    return wire(f"json://{server.place}/send{query}", "sms-1", "sms")


def code(outcome, server):
    with pytest.raises(outcome) as caught:
        way(server).send(letter())
    return caught.value.code


def test_a_refused_connection_is_trouble():
    with pytest.raises(Trouble, match="no_connection"):
        wire(f"json://127.0.0.1:{free_port()}/", "sms-1", "sms").send(letter())


def test_a_host_without_an_address_is_trouble():
    with pytest.raises(Trouble, match="no_connection"):
        wire("json://no-such-host.invalid/", "sms-1", "sms").send(letter())


def test_a_server_that_does_not_speak_tls_is_trouble_since_nothing_was_told_to_it(gateway):
    with pytest.raises(Trouble, match="no_connection"):
        wire(f"jsons://{gateway.place}/", "sms-1", "sms").send(letter())
    assert gateway.seen == []


def test_a_dropped_answer_is_unclear_and_the_provider_has_the_letter(gateway):
    gateway.mood = "drop"
    assert code(Unclear, gateway) == "answer_lost"
    assert list(gateway.kept) == ["r-1"]


def test_an_answer_cut_short_is_unclear(gateway):
    gateway.mood = "cut"
    assert code(Unclear, gateway) == "answer_lost"


def test_an_answer_that_comes_too_late_is_unclear(gateway, monkeypatch):
    monkeypatch.setattr(http, "READ", SLOW / 4)
    gateway.mood = "slow"
    assert code(Unclear, gateway) == "answer_lost"


def test_nothing_is_sent_twice_by_itself(gateway):
    for mood in ("drop", 500, 429, 307):
        gateway.mood = mood
        with pytest.raises((Trouble, Unclear)):
            way(gateway).send(letter())
    assert len(gateway.seen) == 4


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (500, Trouble, "provider_error"),
        (503, Trouble, "provider_error"),
        (302, Trouble, "provider_error"),
        (408, Trouble, "provider_error"),
        (401, Trouble, "account_refused"),
        (402, Trouble, "account_refused"),
        (403, Trouble, "account_refused"),
        (404, Trouble, "account_refused"),
        (400, Rejected, "refused"),
        (422, Rejected, "refused"),
        (504, Unclear, "answer_lost"),  # a machine before the provider had passed the letter on
    ],
)
def test_a_status_is_told_in_one_of_three_words(gateway, status, outcome, reason):
    gateway.mood = status
    assert code(outcome, gateway) == reason


def test_a_redirection_is_not_followed(gateway):
    gateway.mood = 307
    gateway.extra = {"Location": "/elsewhere"}
    assert code(Trouble, gateway) == "provider_error"
    assert [request.path for request in gateway.seen] == ["/send"]


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ({"Retry-After": "7"}, 7, 7),
        ({}, 1, 1),
        ({"Retry-After": "soon"}, 1, 1),
        ({"Retry-After": "-3"}, 1, 1),
        ({"Retry-After": "86400"}, 900, 900),
    ],
)
def test_too_many_requests_says_how_long_to_pause(gateway, header, least, most):
    gateway.mood, gateway.extra = 429, header
    with pytest.raises(Trouble, match="rate_limited") as caught:
        way(gateway).send(letter())
    assert least <= caught.value.pause <= most


def test_a_pause_may_be_given_as_a_moment(gateway):
    moment = format_datetime(now() + timedelta(seconds=30), usegmt=True)
    gateway.mood, gateway.extra = 429, {"Retry-After": moment}
    with pytest.raises(Trouble) as caught:
        way(gateway).send(letter())
    assert 25 <= caught.value.pause <= 30


def test_thirty_two_threads_send_at_once_and_each_gets_its_own_answer(gateway):
    gate = threading.Barrier(32, timeout=10)

    def send(number):
        gate.wait()
        return way(gateway).send(letter(f"r-{number}"))

    with ThreadPoolExecutor(32) as pool:
        first = list(pool.map(send, range(32)))
        second = list(pool.map(send, range(32)))
    assert len(set(first)) == 32
    assert first == second  # the same references, so the same ids
    assert len(gateway.callers) <= 32  # the second round found the connections of the first


def test_a_process_never_opens_more_connections_than_it_may(gateway, monkeypatch):
    monkeypatch.setattr(http, "CONNECTIONS", 4)
    monkeypatch.setattr(http, "_pool", None)
    http._fresh()
    monkeypatch.setattr(gateway, "mood", "slow")
    monkeypatch.setattr(providers, "SLOW", 0.03)
    with ThreadPoolExecutor(16) as pool:
        ids = list(pool.map(lambda n: way(gateway).send(letter(f"r-{n}")), range(16)))
    assert len(set(ids)) == 16
    assert gateway.most_at_once == 4


def test_an_answer_without_end_is_not_read_to_its_end(gateway):
    gateway.mood, gateway.refusal = 400, {"reason": "x" * 300_000}
    assert code(Rejected, gateway) == "refused"
    gateway.mood = None
    assert way(gateway).send(letter()) == "g-1"


@pytest.mark.parametrize("mood", [None, "drop", "cut", 400, 401, 429, 500])
def test_neither_a_log_line_nor_an_error_holds_the_number_or_the_text(gateway, caplog, mood):
    gateway.mood, gateway.refusal = mood, {"reason": "number_unknown", "to": NUMBER}
    error = None
    with caplog.at_level(logging.DEBUG):
        try:
            way(gateway).send(letter())
        except (Trouble, Rejected, Unclear) as caught:
            error = caught
    chain = f"{error!r} {error and error.__cause__!r}"
    for words in (NUMBER[1:], "À demain"):
        assert words not in caplog.text
        assert words not in chain
    assert error is None or error.__cause__ is None


def test_a_child_process_has_a_pool_of_its_own():
    before = http._pool
    http._fresh()
    assert http._pool is not before
