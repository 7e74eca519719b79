"""What happened to a message, in words that one can read aloud."""

import ast
from datetime import timedelta

import pytest

from portal.core.clock import now
from portal.core.db import transaction
from portal.notifications import queries, sentences
from portal.notifications.labels import REASONS
from portal.notifications.models import State, WireHealth
from portal.notifications.operations import posting, receipts
from portal.notifications.queries import Money
from portal.notifications.wires import base, codes
from portal.notifications.wires.base import Receipt
from portal.settings import ROOT
from tests.factories.messages import EVERYWHERE, only, post, rows

OPERATIONS = ("portal/notifications/operations", "portal/events/operations")
RAISED = {"Trouble", "Rejected", "Unclear"}


def texts_in(node):
    """The strings that an expression may be: of a choice, each of them."""
    if isinstance(node, ast.IfExp):
        return texts_in(node.body) | texts_in(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def called(node):
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def codes_of_call(node):
    name = called(node)
    if name in RAISED:
        return set().union(*map(texts_in, node.args[:1]))
    if name == "_end" and len(node.args) > 2:
        return texts_in(node.args[2])
    if name in {"_drop", "cancel"} and len(node.args) > 1:
        return texts_in(node.args[1])
    found = {word.arg: word.value for word in node.keywords}
    return texts_in(found["error_code"]) if "error_code" in found else set()


def codes_of(node):
    """The reasons that one piece of source gives to messages."""
    if isinstance(node, ast.Call):
        return codes_of_call(node)
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        mine = (v for k, v in pairs if k is not None and texts_in(k) == {"error_code"})
        return set().union(*map(texts_in, mine))
    if isinstance(node, ast.Assign):
        return codes_of_assignment(node)
    if isinstance(node, ast.FunctionDef):
        named = node.args.args[len(node.args.args) - len(node.args.defaults) :]
        pairs = zip(named, node.args.defaults, strict=True)
        return set().union(*(texts_in(d) for a, d in pairs if a.arg in {"reason", "code"}))
    return set()


def codes_of_assignment(node):
    (target,) = node.targets
    if isinstance(target, ast.Name) and target.id == "ANSWER_LOST":
        return texts_in(node.value)
    pairs = [(target, node.value)]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        pairs = list(zip(target.elts, node.value.elts, strict=True))
    mine = (value for name, value in pairs if getattr(name, "attr", "") == "error_code")
    return set().union(*map(texts_in, mine))


def sources(*folders):
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [ast.parse(path.read_text()) for path in files]


def used():
    found = set(base.REASONS)
    for tree in sources(*OPERATIONS, "portal/notifications/wires", "jobs"):
        for node in ast.walk(tree):
            found |= codes_of(node)
    reasons = ast.parse((ROOT / "portal/events/reasons.py").read_text())
    for node in ast.walk(reasons):
        if isinstance(node, ast.Return) and node.value is not None:
            found |= texts_in(node.value)
    return found - {""}


def test_the_search_for_codes_finds_those_of_every_place():
    assert {"moved", "already_in", "sending_cancelled", "never_arrived", "no_connection"} <= used()
    assert {"answer_lost", "channel_stopped", "never_confirmed", "address_gone"} <= used()


def test_every_code_has_its_sentence():
    assert used() - REASONS.keys() == set()


@pytest.mark.parametrize("table", [codes.INFOBIP, codes.TWILIO, codes.WHATSAPP, codes.SMTP])
def test_what_each_provider_may_say_has_its_sentence(table):
    assert set(table.values()) <= REASONS.keys()


@pytest.fixture
def english(app, rows):
    with app.test_request_context("/en/"):
        app.preprocess_request()
        yield


def message(state="pending", code="", **facts):
    """A message in this state, not written down."""
    post()
    row = only()
    row.state, row.error_code = state, code
    for name, value in facts.items():
        setattr(row, name, value)
    return row


@pytest.mark.usefixtures("wires", "english")
class TestSentences:
    @pytest.mark.parametrize("state", State)
    def test_every_state_is_a_sentence(self, state):
        said = sentences.of(message(state, accepted_at=now(), delivered_at=now()))
        assert said.startswith("SMS: ")
        assert said.endswith(".")
        assert "%(" not in said

    def test_the_phone_received_it_at_a_time_one_can_say(self):
        at = now().replace(2027, 2, 12, 9, 3)
        said = sentences.of(message("delivered", delivered_at=at))
        assert said == "SMS: The phone received it on Friday 12 February at 09:03."

    def test_a_refusal_is_told_with_its_reason(self):
        said = sentences.of(message("failed", "number_unknown"))
        assert said == "SMS: The operator says that this number does not exist."

    def test_a_stopped_message_says_who_stopped_it(self):
        said = sentences.of(message("cancelled", "stopped"))
        assert "Not sent: the person stopped these messages." in said

    def test_a_fault_without_words_shows_its_code(self):
        assert "ZeroDivisionError" in sentences.why("ZeroDivisionError")
        assert sentences.why("") == ""
        assert sentences.why("folder: OSError") == str(REASONS["folder"])

    def test_the_next_channel_is_told_with_how_long_one_waited(self):
        post(routes=EVERYWHERE)
        with transaction():
            first = rows()[0]
            first.state, first.accepted_at = "accepted", now()
            posting.follow(first)
        told = {m.channel: said for m, said in sentences.of_all(rows())}
        wanted = "WhatsApp did not deliver it within 10 minutes, so we tried SMS."
        assert told["whatsapp"] == wanted
        assert told["sms"] == "SMS: It waits to leave."

    def test_a_number_without_whatsapp_went_on_by_sms(self):
        post(routes=EVERYWHERE)
        with transaction():
            first = rows()[0]
            first.state, first.error_code = "failed", "not_on_channel"
            posting.follow(first)
        said = sentences.of_all(rows())[0][1]
        assert said == "WhatsApp: This number has no WhatsApp. So we tried SMS."

    def test_a_story_has_each_step_in_its_order(self):
        post()
        with transaction():
            row = only()
            row.state, row.accepted_at = "accepted", now()
            row.provider, row.provider_ref = "sms-1", "x"
            row.created_at = now() - timedelta(minutes=2)
            receipts.take("sms-1", [Receipt("accepted", "1", provider_ref="x", at=now())])
            at = now() + timedelta(seconds=5)
            receipts.take("sms-1", [Receipt("delivered", "2", provider_ref="x", at=at)])
        steps = sentences.story(only(), queries.receipts(only()))
        assert [step.text for step in steps] == [
            "The message was written.",
            "The provider sms-1 took it.",
            "The provider says that it is on its way.",
            "The phone received it.",
        ]

    def test_a_story_says_which_channel_would_be_next(self):
        post(routes=EVERYWHERE)
        row = only()
        row.state, row.accepted_at = "accepted", now()
        row.fallback_at = now() + timedelta(minutes=10)
        last = sentences.story(row, [])[-1]
        assert last.text == "If it has not arrived by then, we try SMS."

    @pytest.mark.parametrize(
        ("spent", "alarm"), [(49, False), (50, True), (99, True), (100, True), (250, True)]
    )
    def test_the_alarm_begins_at_half_of_the_money(self, spent, alarm):
        assert bool(sentences.budget(Money(spent, 100))) is alarm

    def test_at_the_end_of_the_money_only_codes_leave(self):
        assert "Only codes leave" in sentences.budget(Money(100, 100))
        assert sentences.budget(Money(100, 0)) == ""

    def test_a_provider_that_rests_says_until_when_and_who_sends_meanwhile(self):
        until = now() + timedelta(minutes=1)
        with transaction():
            queries.db.session.add(WireHealth(name="sms-1", failures=20, rest_until=until))
        (said,) = sentences.alarms(now())
        assert "sms-1" in said
        assert "No message leaves by SMS until then." in said
