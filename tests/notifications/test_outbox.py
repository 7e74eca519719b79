"""A message is written once, claimed by one, and forgotten in time."""

from datetime import timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.notifications import kinds, rules
from portal.notifications.operations import forgetting, noting, posting
from portal.notifications.operations.noting import Outcome
from tests.factories.events import SessionFactory, register
from tests.factories.messages import EVERYWHERE, claim, only, post, post_code, rows

pytestmark = pytest.mark.usefixtures("wires")


def note(*outcomes):
    with transaction():
        noting.note(outcomes)


def test_a_message_posted_twice_is_one_message():
    assert post("a")
    assert not post("a")
    assert only().state == "pending"


def test_the_bell_rings_after_the_commit_and_says_nothing_of_the_message(jobs):
    post("b")
    assert jobs == [("jobs.messages.deliver",)]


def test_nothing_rings_when_the_deed_fails(jobs):
    session = SessionFactory()

    def deed():
        register(session)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction():
        deed()
    assert jobs == []
    assert rows() == []


def test_someone_without_any_address_gets_no_message():
    assert not post(routes=())
    assert not post(routes=(("email", ""),))
    assert rows() == []


def test_the_first_channel_is_the_one_the_person_chose():
    post(routes=EVERYWHERE)
    row = only()
    assert (row.channel, [channel for channel, _ in row.otherwise]) == (
        "whatsapp",
        ["sms", "email"],
    )


def test_free_words_never_go_by_whatsapp():
    post(kind="words", routes=EVERYWHERE, facts={"text": "Bonjour"})
    assert only().channel == "sms"


def test_a_claimed_message_is_nobody_else_s_for_a_minute(wires):
    wires["sms"].dedupes = True
    post()
    assert len(claim()) == 1
    assert claim() == []
    with time_machine.travel(now() + timedelta(seconds=61)):
        assert len(claim()) == 1


def test_an_orphan_that_wakes_late_changes_nothing(wires):
    wires["sms"].dedupes = True
    post()
    (orphan,) = claim()
    with time_machine.travel(now() + timedelta(seconds=61)):
        (second,) = claim()
    note(Outcome(orphan, "trouble", "late"))
    assert only().state == "leased"
    note(Outcome(second, "accepted"))
    assert only().state == "accepted"


def test_a_message_that_alone_meets_trouble_is_given_up_after_twelve_times():
    post(expires=timedelta(days=30))
    with time_machine.travel(now(), tick=True) as clock:
        for _ in range(rules.MOST_ATTEMPTS):
            (taken,) = claim()
            note(Outcome(taken, "trouble", "no_connection"))
            assert claim() == []
            post()
            note(Outcome(claim()[0], "accepted"))
            clock.shift(timedelta(seconds=rules.LONGEST_PAUSE))
        row = rows()[0]
        assert (row.state, row.attempts, row.error_code) == ("dead", 12, "no_connection")


def test_a_message_that_comes_too_late_is_not_sent():
    post(expires=timedelta(minutes=10))
    with time_machine.travel(now() + timedelta(minutes=11)):
        assert claim() == []
        assert only().state == "expired"


def test_a_message_whose_cause_has_gone_is_not_sent():
    post(cause="registration:1")
    with transaction():
        posting.cancel("registration:1", "registration_cancelled")
    assert claim() == []
    row = only()
    assert (row.state, row.error_code) == ("cancelled", "registration_cancelled")


def test_a_reason_that_has_gone_is_noticed_at_the_moment_of_sending(wires):
    kinds.declare([kinds.KINDS["badge"]], lambda copies: {copies[0].id: "already_in"})
    post()
    post()
    assert len(claim()) == 1
    assert [(r.state, r.error_code) for r in rows()] == [
        ("cancelled", "already_in"),
        ("leased", ""),
    ]


def test_a_code_goes_before_an_answer_and_an_answer_before_what_many_are_told():
    post(kind="words", facts={"text": "x"})
    post()
    post_code()
    many, answer, code = (row.id for row in rows())
    assert [taken.id for taken in claim()] == [code, answer, many]


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_the_pause_never_passes_a_quarter_of_an_hour(chance):
    pauses = [rules.pause(n, chance).total_seconds() for n in range(40)]
    assert max(pauses) <= rules.LONGEST_PAUSE
    assert pauses == sorted(pauses)


def test_a_week_after_it_ended_a_message_has_no_words_and_no_address_left():
    post(routes=EVERYWHERE[1:])
    (taken,) = claim()
    note(Outcome(taken, "rejected", "number_unknown"))
    with time_machine.travel(now() + timedelta(days=8)), transaction():
        assert forgetting.forget_words() == 1
        assert forgetting.forget_words() == 0
    ended, following = rows()
    assert (ended.address, ended.facts, ended.otherwise, ended.state) == ("", {}, None, "failed")
    assert following.address


def test_a_year_later_nothing_is_left_of_it():
    post()
    with time_machine.travel(now() + timedelta(days=366)), transaction():
        assert forgetting.forget_facts() == 1
    assert rows() == []


def test_numbers_and_facts_are_unreadable_in_the_database():
    post(routes=EVERYWHERE)
    columns = "address, facts, otherwise"
    raw = db.session.connection().exec_driver_sql(f"SELECT {columns} FROM message").one()
    for value in raw:
        assert not {b"661234567", b"7K3M9QXH", b"aminata"} & {
            word for word in (b"661234567", b"7K3M9QXH", b"aminata") if word in bytes(value)
        }


def test_one_page_has_one_short_link_however_many_messages_lead_there():
    post("a", path="badges/one/")
    post("b", path="badges/one/")
    post("c", path="badges/two/")
    first, second, third = (row.facts["link"] for row in rows())
    assert first == second != third
    assert len(first) == 12


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Reçu à l’heure, forêt", "Recu à l'heure, foret"),
        ("Œuvre « été »", 'OEuvre " été "'),
        ("mañana está", "mañana esta"),
        ("رمز الدخول", "رمز الدخول"),
    ],
)
def test_an_sms_stays_in_the_cheap_alphabet_where_its_script_allows(text, sent):
    assert rules.sms_text(text) == sent
