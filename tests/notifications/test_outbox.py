"""A message is written once, sent by one, and never lost."""

import json
from datetime import timedelta

import pytest
import time_machine

from jobs import messages as jobs_messages
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.notifications import operations, queries, rules
from portal.notifications.channels import Folder, Trouble
from portal.notifications.models import Message
from portal.notifications.operations import Recipient
from tests.databases import look_again
from tests.factories.events import SessionFactory, register

pytestmark = pytest.mark.usefixtures("rows")


def post(key="a", **facts):
    expires = facts.pop("expires_at", now() + timedelta(days=1))
    to = Recipient("sms", "+212661234567", "fr")
    with transaction():
        operations.post(
            "badge", to, dedupe_key=key, cause="registration:1", expires_at=expires, **facts
        )


def claim(most=10):
    with transaction():
        return operations.claim(most)


def only():
    look_again()
    return db.session.query(Message).one()


def test_a_message_posted_twice_is_one_message():
    post()
    post()
    assert only().state == "pending"


def test_the_bell_rings_after_the_commit_and_says_nothing_of_the_message(jobs):
    with transaction():
        operations.post(
            "badge",
            Recipient("sms", "+212661234567", "fr"),
            dedupe_key="b",
            cause="registration:1",
            expires_at=now() + timedelta(days=1),
        )
        assert jobs == []
    assert jobs == [("jobs.messages.deliver",)]


def test_nothing_rings_when_the_deed_fails(jobs):
    session = SessionFactory()

    def deed():
        register(session)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction():
        deed()
    assert jobs == []
    assert db.session.query(Message).count() == 0


def test_a_claimed_message_is_nobody_else_s_for_a_minute():
    post()
    assert len(claim()) == 1
    assert claim() == []
    with time_machine.travel(now() + timedelta(seconds=61)):
        assert len(claim()) == 1


def test_an_orphan_that_wakes_late_changes_nothing():
    post()
    (orphan,) = claim()
    with time_machine.travel(now() + timedelta(seconds=61)):
        (second,) = claim()
    with transaction():
        operations.note_trouble(orphan, "late")
    assert only().state == "leased"
    with transaction():
        operations.note_accepted(second)
    assert only().state == "accepted"


def test_trouble_waits_longer_each_time_and_gives_up_after_twelve():
    post(expires_at=now() + timedelta(days=30))
    with time_machine.travel(now(), tick=True) as clock:
        for _ in range(rules.MOST_ATTEMPTS):
            (taken,) = claim()
            with transaction():
                operations.note_trouble(taken, "no answer")
            assert claim() == []
            clock.shift(timedelta(seconds=rules.LONGEST_PAUSE))
        row = only()
        assert (row.state, row.attempts, row.error_code) == ("dead", 12, "no answer")


def test_a_message_that_comes_too_late_is_not_sent():
    post(expires_at=now() + timedelta(minutes=10))
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert claim() == []
        assert only().state == "expired"


def test_a_message_whose_cause_has_gone_is_not_sent():
    post()
    with transaction():
        operations.cancel("registration:1")
    assert claim() == []
    assert only().state == "cancelled"


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_the_pause_never_passes_a_quarter_of_an_hour(chance):
    pauses = [rules.pause(n, chance).total_seconds() for n in range(40)]
    assert max(pauses) <= rules.LONGEST_PAUSE
    assert pauses == sorted(pauses)


def test_a_week_after_it_ended_a_message_has_no_words_and_no_address_left():
    post(code="7K3M9QXH")
    (taken,) = claim()
    with transaction():
        operations.note_accepted(taken)
    with time_machine.travel(now() + timedelta(days=8)), transaction():
        operations.forget_words()
    row = only()
    assert (row.address, row.facts, row.state) == ("", {}, "accepted")


def test_number_and_facts_are_unreadable_in_the_database():
    post(code="7K3M9QXH")
    raw = db.session.connection().exec_driver_sql("SELECT address, facts FROM message").one()
    assert b"661234567" not in bytes(raw[0])
    assert b"7K3M9QXH" not in bytes(raw[1])


@pytest.fixture
def worker(app, monkeypatch, folder):
    monkeypatch.setattr(jobs_messages, "app", lambda: app)
    monkeypatch.setattr("jobs.app", lambda: app)
    outbox = folder / "outbox"
    for file in outbox.glob("*"):
        file.unlink()
    return outbox


def letters(outbox):
    return [json.loads(path.read_text()) for path in sorted(outbox.glob("*.json"))]


def test_delivery_writes_what_a_provider_would_send(worker):
    made = register(SessionFactory(), phone="+221771234567")
    jobs_messages.deliver()
    (letter,) = letters(worker)
    assert letter["to"] == "+221771234567"
    assert f"{made.code[:4]}-{made.code[4:]}" in letter["text"]
    assert only().state == "accepted"
    assert not queries.due_exists()


def test_a_folder_that_can_t_be_written_only_delays(worker, monkeypatch):
    def refuse(*_):
        raise Trouble("folder: full")

    register(SessionFactory())
    monkeypatch.setattr(Folder, "send", refuse)
    jobs_messages.deliver()
    row = only()
    assert (row.state, row.error_code) == ("pending", "folder: full")


def test_one_poisoned_message_does_not_stop_the_others(worker):
    post(key="poison", starts_at="no date")
    register(SessionFactory())
    jobs_messages.deliver()
    look_again()
    states = [m.state for m in db.session.query(Message).order_by(Message.id)]
    assert states == ["dead", "accepted"]


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Reçu à l’heure, forêt", "Reçu à l'heure, foret".replace("ç", "c")),
        ("Œuvre « été »", 'OEuvre " été "'),
        ("mañana está", "mañana esta"),
        ("رمز الدخول", "رمز الدخول"),
    ],
)
def test_an_sms_stays_in_the_cheap_alphabet_where_its_script_allows(text, sent):
    assert rules.sms_text(text) == sent
