"""`portal providers` and `portal messages`, from the command line."""

import json
import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.commands.messages import messages, providers
from portal.core.db import db
from portal.notifications import wiring
from portal.notifications.kinds import KINDS
from portal.notifications.models import Message
from portal.notifications.wires.base import Rejected, Trouble, Unclear
from portal.settings import Provider
from portal.web.locale import LANGUAGES
from tests.factories.messages import FakeWire

URL = "json://user:geheim@gateway.example/sms?secret=s3cr3t&price=0.45&rate=10"


@pytest.fixture
def run(app, rows, monkeypatch):
    monkeypatch.setattr("portal.app.create_app", lambda: app)
    before = dict(wiring.wires())
    yield lambda group, *words: CliRunner().invoke(group, words)
    wiring.wires().update(before)


@pytest.fixture
def gateway(app, run, monkeypatch):
    mine = (Provider("sms-1", "sms", URL),)
    real = replace(app.extensions["settings"], providers=mine, base_url="https://portail.example")
    monkeypatch.setitem(app.extensions, "settings", real)
    wiring.connect(real)


def wire(*answers, channel="sms"):
    mine = FakeWire(f"{channel}-1", channel)
    mine.answers = list(answers)
    wiring.use(channel, mine)
    return mine


def test_without_a_provider_the_folder_is_listed(run):
    listed = run(providers).stdout
    assert "sms-folder  (sms, folder)" in listed
    assert "sends no receipts" in listed


@pytest.mark.usefixtures("gateway")
def test_each_provider_is_listed_with_what_to_paste_and_never_its_password(run):
    listed = run(providers).stdout
    assert "sms-1  (sms, json)" in listed
    assert "0.45 MAD a segment" in listed
    assert "10 a second" in listed
    hook = r"callback: +https://portail\.example/hooks/sms/sms-1/[0-9a-f]{32}$"
    assert re.search(hook, listed, re.MULTILINE)
    assert not {"geheim", "s3cr3t", "gateway.example"} & set(re.findall(r"[\w.]+", listed))


def test_a_try_hands_one_letter_over_and_keeps_nothing(run):
    mine = wire()
    done = run(providers, "try", "sms-1", "--to", "06 61 23 45 67")
    assert done.exit_code == 0
    assert "sms-1 took the message" in done.stdout
    (letter,) = mine.sent
    assert letter.address == "+212661234567"
    assert db.session.query(Message).count() == 0


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Rejected("number_unknown"), "refused the message. The operator says that this number"),
        (Trouble("no_connection"), "did not take the message this time. We could not reach"),
        (Unclear("answer_lost"), "may have taken the message or not."),
    ],
)
def test_what_the_provider_answers_is_said_in_a_sentence(run, answer, said):
    wire(answer)
    done = run(providers, "try", "sms-1", "--to", "0661234567")
    assert done.exit_code == 1
    assert said in done.stdout


def test_by_whatsapp_the_try_is_an_approved_template_without_parameters(run):
    mine = wire(channel="whatsapp")
    assert run(providers, "try", "whatsapp-1", "--to", "0661234567").exit_code == 0
    assert KINDS[mine.sent[0].template].parameters == ()
    assert mine.sent[0].link


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fax-1", "--to", "0661234567"), "No provider is called"),
        (("sms-1", "--to", "a@example.org"), "needs a phone number"),
        (("sms-1", "--to", "12"), "needs a phone number"),
        (("email-1", "--to", "0661234567"), "needs an e-mail address"),
    ],
)
def test_a_wrong_word_is_answered_with_a_sentence(run, words, said):
    wire()
    wire(channel="email")
    done = run(providers, "try", *words)
    assert done.exit_code == 1
    assert said in done.stderr


def test_every_approved_kind_is_printed_in_every_language_as_meta_wants_it(run):
    found = json.loads(run(messages, "templates").stdout)
    approved = {kind.name for kind in KINDS.values() if kind.approved}
    assert {(t["name"], t["language"]) for t in found} == {
        (name, language) for name in approved for language in LANGUAGES
    }
    for template in found:
        body, buttons = template["components"]
        asked = [int(n) for n in re.findall(r"\{\{(\d)\}\}", body["text"])]
        given = body.get("example", {"body_text": [[]]})["body_text"][0]
        assert sorted(set(asked)) == list(range(1, len(given) + 1)), body["text"]
        assert all(given)
        assert not body["text"].endswith("}}")
        assert not body["text"].startswith("{{")
        assert template["category"] == "UTILITY"
        assert buttons["buttons"][0]["url"].endswith("/m/{{1}}")


@pytest.mark.parametrize("words", [("providers",), ("providers", "try"), ("messages", "templates")])
def test_the_help_of_each_command_is_there(words):
    said = CliRunner().invoke(main, [*words, "--help"])
    assert said.exit_code == 0
    assert len(said.stdout.splitlines()) > 5
