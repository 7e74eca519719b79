"""The messages of the door, in every language: short, neutral, and a code that is bound to us."""

from dataclasses import replace

import pytest
import smsutil

from portal.accounts import messages
from portal.notifications import rules, texts
from portal.notifications.kinds import KINDS
from portal.notifications.models import Message
from portal.notifications.neutral import forbidden_in
from portal.settings import Provider
from portal.web.locale import LANGUAGES
from tests.accounts.walking import ask, last_code, letters

HOST = "portail-emploi.example.ma"
FACTS = {"otp": "482915", "link": "W" * 12}
MOST = {"ar": 2}  # SMS; one in the other languages

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_kind = pytest.mark.parametrize("kind", messages.KINDS, ids=lambda kind: kind.name)


@pytest.fixture
def page(app, monkeypatch):
    real = replace(app.extensions["settings"], base_url=f"https://{HOST}")
    monkeypatch.setitem(app.extensions, "settings", real)
    with app.test_request_context():
        yield


@every_language
@every_kind
def test_an_sms_is_paid_as_one_and_two_in_arabic(page, kind, language):
    text = texts.sms(kind.name, language, FACTS)
    assert len(smsutil.split(text).parts) <= MOST.get(language, 1), text
    assert rules.segments(text) <= MOST.get(language, 1)


@every_language
@every_kind
def test_no_word_tells_a_stranger_who_the_reader_is(page, kind, language):
    text = texts.sms(kind.name, language, FACTS)
    assert forbidden_in(text.replace(HOST, "")) == []


@every_language
def test_the_last_line_binds_the_code_to_this_portal(page, language):
    text = texts.sms(messages.DOOR_CODE, language, FACTS)
    assert text.splitlines()[-1] == f"@{HOST} #482915"
    assert text.count("482915") == 2
    assert "http" not in text


@every_language
@pytest.mark.parametrize("kind", [messages.ACCOUNT_OPENED, messages.KEYS_CHANGED])
def test_a_notice_ends_with_its_link(page, kind, language):
    assert texts.sms(kind, language, FACTS).endswith(f"https://{HOST}/m/{'W' * 12}")


def test_a_code_takes_no_channel_but_the_phone_and_needs_no_template():
    assert KINDS[messages.DOOR_CODE].approved is False


def test_a_code_is_shown_to_staff_only_where_no_provider_carries_it(client, app, monkeypatch):
    ask(client)
    (letter,) = letters()
    assert last_code() in texts.of(letter)
    real = app.extensions["settings"]
    provided = replace(real, providers=(Provider("sms-1", "sms", "folder:"),))
    for other in (provided, replace(real, env="production")):
        monkeypatch.setitem(app.extensions, "settings", other)
        assert last_code() not in texts.of(db_message(letter.id))


def db_message(message_id: int) -> Message:
    return next(letter for letter in letters() if letter.id == message_id)
