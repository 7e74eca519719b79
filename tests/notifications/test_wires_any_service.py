"""The services that apprise speaks to, with its generic JSON one standing for them."""

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import StringIO

import pytest

from portal.core.errors import SettingsError
from portal.notifications.wires import any_service
from portal.notifications.wires.base import Forged, Rejected, Trouble, Unclear
from portal.notifications.wires.choosing import wire
from portal.notifications.wires.setting import take_apart
from tests.notifications import providers
from tests.notifications.providers import NUMBER, SLOW, callback, free_port, letter

# apprise loads all its services at once, and one of them still imports imghdr.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def our_log():
    """What a portal that logs everything would write (caplog also hears silenced loggers)."""
    root, written = logging.getLogger(), StringIO()
    handler, level = logging.StreamHandler(written), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


@pytest.fixture
def service():
    with providers.Provider() as server:
        yield server


def way(place, more="", channel="sms"):
    url = f"json://{place}/v1/{{to}}?:number={{to}}{more}"
    return any_service.AnyService(take_apart(url, "sms-2", channel))


def send(server, **other):
    return way(server.place).send(letter(**other))


def test_the_number_stands_where_the_mark_stood(service):
    assert send(service) == ""
    (request,) = service.seen
    assert request.path == f"/v1/{NUMBER}"
    assert request.json()["number"] == NUMBER
    assert request.json()["message"] == "À demain, 9 h."


@pytest.mark.parametrize(
    ("mood", "outcome", "code"),
    [
        (500, Trouble, "provider_error"),
        (503, Trouble, "provider_error"),
        (429, Trouble, "rate_limited"),
        (401, Trouble, "account_refused"),
        (400, Rejected, "refused"),
        (422, Rejected, "refused"),
        (302, Trouble, "provider_error"),
        (504, Unclear, "answer_lost"),
        ("drop", Unclear, "answer_lost"),
    ],
)
def test_apprise_s_log_tells_what_its_yes_and_no_do_not(service, mood, outcome, code):
    service.mood = mood
    with pytest.raises(outcome, match=code):
        send(service)
    assert len(service.seen) == 1


def test_an_answer_that_comes_too_late_is_unclear(service):
    service.mood = "slow"
    with pytest.raises(Unclear):
        way(service.place, f"&rto={SLOW / 4}").send(letter())


def test_a_refused_connection_is_trouble_since_nothing_left():
    with pytest.raises(Trouble, match="no_connection"):
        way(f"127.0.0.1:{free_port()}").send(letter())


def test_a_host_without_an_address_is_trouble():
    with pytest.raises(Trouble, match="no_connection"):
        way("no-such-host.invalid").send(letter())


def test_many_letters_at_once_do_not_wait_for_each_other(service):
    one = way(service.place)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda n: one.send(letter(text=f"letter {n}")), range(32)))
    texts = sorted(request.json()["message"] for request in service.seen)
    assert texts == sorted(f"letter {n}" for n in range(32))  # each once, to one person


def test_a_redirection_is_not_followed(service):
    service.mood, service.extra = 307, {"Location": "/elsewhere"}
    with pytest.raises(Trouble, match="provider_error"):
        send(service)
    assert len(service.seen) == 1


@pytest.mark.parametrize("mood", [None, 500, "drop"])
def test_what_apprise_logs_reaches_no_log_of_ours(service, our_log, capfd, mood):
    service.mood = mood
    with suppress(Trouble, Unclear):
        send(service)
    assert len(service.seen) == 1
    written = our_log.getvalue() + "".join(capfd.readouterr())
    for words in (NUMBER[1:], "À demain"):
        assert words not in written


def test_a_number_that_a_service_drops_is_not_sent_to_its_own_sender(monkeypatch):
    one = wire("vonage://Key12345:Secret78@15551233456/{to}", "sms-2", "sms")
    monkeypatch.setattr("requests.sessions.Session.request", lambda *_, **__: pytest.fail("sent"))
    with pytest.raises(Rejected, match="number_unknown"):
        one.send(letter(address="+12"))


def test_such_a_service_tells_nothing_afterwards(service):
    one = way(service.place)
    assert (one.tells, one.dedupes) == (False, False)
    with pytest.raises(Unclear):
        one.ask(letter())
    with pytest.raises(Forged):
        one.read(callback())


@pytest.mark.parametrize(
    "url",
    ["vonage://KeyKey12:Sss3cret@15551233456/", "infobop://Sss3cret@host/{to}", "vonage://{to}"],
)
def test_an_address_that_apprise_does_not_know_is_a_mistake_of_the_setting(url, our_log):
    with pytest.raises(SettingsError) as caught:
        wire(url, "sms-2", "sms")
    assert "sms-2" in str(caught.value)
    assert "Sss3cret" not in str(caught.value) + our_log.getvalue()


def test_a_portal_without_such_a_service_does_not_load_apprise():
    ask = "import sys, portal.notifications.wires.choosing; print('apprise' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
