"""A reader leaves a number to be called back."""

import re
from datetime import timedelta

import pytest
import time_machine

from portal.core.clock import now
from portal.core.db import db, transaction
from portal.core.errors import Refused
from portal.notifications import kinds
from portal.notifications.models import Message
from portal.startups import messages
from portal.startups.models import Startup, StartupWeek
from portal.startups.operations import asking, members
from portal.startups.rules import asking as rules
from tests.databases import look_again
from tests.factories import startups
from tests.startups.kept import fresh, requests, send
from tests.together import together

PHONE = "06 61 23 45 67"
E164 = "+212661234567"


@pytest.fixture
def page(rows):
    """A page that two keep."""
    made = startups.startup(name="Atelier Nour")
    startups.member(made)
    startups.member(made)
    return made


def address(page):
    return f"/fr/startups/{page.slug}/ask/"


def leave(client, page, **fields):
    return send(client, address(page), {"phone": PHONE, **fields})


def letters():
    look_again()
    return db.session.query(Message).filter_by(kind=messages.ASKED).order_by(Message.id).all()


def ask(page, phone=E164, network="10.0.0.0/24", **other):
    """`page`: a start-up, or its id where several ask at once."""
    facts = {"name": "", "words": "", "language": "fr", **other}
    page_id = page if isinstance(page, int) else page.id
    with transaction():
        held = db.session.get_one(Startup, page_id)
        return asking.ask(held, asking.Asked(phone=phone, **facts), network=network)


def number(n):
    return f"+2126612345{n:02d}"


def test_a_number_is_left_and_the_reader_thanked(client, page):
    answer = leave(client, page, name="Zineb", words="Une robe ?")
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200
    (one,) = requests()
    assert (one.phone, one.name, one.words, one.language) == (E164, "Zineb", "Une robe ?", "fr")
    assert one.startup_id == page.id


def test_name_and_words_may_be_left_empty(client, page):
    assert leave(client, page).status_code == 303
    assert (requests()[0].name, requests()[0].words) == (None, None)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("٠٦٦١٢٣٤٥٦٧", E164),
        ("0034 612 34 56 78", "+34612345678"),
        ("0537 12 34 56", "+212537123456"),
    ],
)
def test_numbers_are_understood_as_people_write_them(client, page, typed, kept):
    assert leave(client, page, phone=typed).status_code == 303
    assert requests()[0].phone == kept


@pytest.mark.parametrize("typed", ["", "12", "mon numéro", "06 61 23"])
def test_a_number_that_is_none_is_said_beside_the_field(client, page, typed):
    answer = leave(client, page, phone=typed, words="Une robe ?")
    assert answer.status_code == 422
    assert 'id="phone-wrong"' in answer.text
    assert "Une robe ?" in answer.text
    assert requests() == []


def test_words_are_two_hundred_letters_at_most(client, page):
    assert leave(client, page, words="x" * 201).status_code == 422
    assert leave(client, page, words="x" * 200).status_code == 303


@pytest.mark.parametrize("state", ["hidden", "stopped", "draft", "to_check", "sent_back"])
def test_a_page_that_nobody_sees_takes_no_number(client, page, state):
    shown = client.get(address(page)).text
    token = re.search(r'name="form_token" value="([^"]+)"', shown)[1]
    with transaction():
        fresh(page).state = state
    for there in (address(page), address(page) + "thanks"):
        assert client.get(there).status_code == 404
    sent = client.post(address(page), data={"form_token": token, "phone": PHONE})
    assert sent.status_code == 404
    with pytest.raises(Refused, match="page_hidden"):
        ask(page)
    assert requests() == []


def test_number_name_and_words_are_sealed_in_the_table(client, page):
    leave(client, page, name="Zineb", words="Une robe ?")
    (row,) = db.session.execute(db.text("SELECT name, phone, words FROM call_request"))
    for box, plain in zip(row, ("Zineb", E164, "Une robe"), strict=True):
        assert plain.encode() not in bytes(box)


def test_the_same_number_within_a_day_is_one_request_with_the_newest_words(page):
    first = ask(page, words="Une robe ?", name="Zineb")
    again = ask(page, words="Deux robes ?")
    assert first.id == again.id
    (one,) = requests()
    assert (one.words, one.name) == ("Deux robes ?", "Zineb")
    with time_machine.travel(now() + timedelta(days=1, minutes=1)):
        ask(page)
    assert len(requests()) == 2


def test_who_asks_again_after_she_was_called_waits_again(page):
    made = ask(page)
    with transaction():
        asking.done(made)
    assert fresh(made).done_at
    ask(page)
    assert len(requests()) == 1
    assert fresh(made).done_at is None


def test_the_same_number_at_the_same_instant_is_one_request(app, page):
    page_id = page.id
    together(app, *[lambda n=n: ask(page_id, network=f"10.0.{n}.0/24") for n in range(4)])
    assert len(requests()) == 1
    assert len(letters()) == 2


def test_each_business_has_requests_of_its_own(page):
    other = startups.member().startup
    ask(page)
    ask(other)
    assert {one.startup_id for one in requests()} == {page.id, other.id}


@pytest.mark.parametrize("what", ["FROM_A_NUMBER", "FROM_A_NETWORK", "TO_A_STARTUP"])
def test_beyond_the_limit_the_reader_is_asked_politely_to_call(client, page, monkeypatch, what):
    monkeypatch.setattr(rules, what, rules.Limit(2, rules.DAY))
    pages = [page, page, page]
    if what == "FROM_A_NUMBER":
        pages = [page, startups.member().startup, startups.member().startup]
    phones = [PHONE] * 3 if what == "FROM_A_NUMBER" else [number(n) for n in range(3)]
    answers = [leave(client, one, phone=p) for one, p in zip(pages, phones, strict=True)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert 'id="phone-wrong"' in answers[2].text
    assert len(requests()) == 2


def test_the_limit_holds_for_many_at_the_same_instant(app, page, monkeypatch):
    monkeypatch.setattr(rules, "FROM_A_NETWORK", rules.Limit(2, rules.DAY))
    others = [startups.startup().id for _ in range(4)]
    refused = []

    def one(n):
        try:
            ask(others[n], phone=number(n))
        except Refused as no:
            refused.append(no.code)

    together(app, *[lambda n=n: one(n) for n in range(4)])
    assert refused == ["asked_enough"] * 2
    assert len(requests()) == 2


def test_the_tallies_hold_neither_number_nor_network(client, page):
    leave(client, page)
    told = str(list(db.session.execute(db.text("SELECT what, who FROM tally")).all()))
    assert "ask_number" in told
    assert "661234567" not in told
    assert "127.0.0" not in told


def test_each_member_hears_of_it_without_the_number_and_the_name(page):
    ask(page, name="Zineb")
    both = letters()
    assert len({letter.cause for letter in both}) == len(both) == 2
    for letter in both:
        assert set(letter.facts) == {"link"}
        assert "661234567" not in letter.dedupe_key


def test_several_requests_in_an_hour_are_one_message(page):
    for n in range(3):
        ask(page, phone=number(n))
    assert len(letters()) == 2  # one for each member


def test_after_a_message_has_left_the_next_one_leaves_an_hour_later(page):
    ask(page, phone=number(0))
    with transaction():
        for letter in letters():
            letter.state = "accepted"
    with time_machine.travel(now() + timedelta(minutes=10)):
        ask(page, phone=number(1))
        ask(page, phone=number(2))
    first, _, later, _ = letters()
    wait = (later.next_at - first.created_at).total_seconds()
    assert abs(wait - 3600) < 5
    with transaction():
        for letter in letters():
            letter.state = "accepted"
    with time_machine.travel(now() + timedelta(hours=3)):
        ask(page, phone=number(3))
        assert (letters()[-1].next_at - now()).total_seconds() < 5


def test_a_request_that_was_dealt_with_needs_no_message(page):
    made = ask(page)
    assert kinds.gone(letters()) == {}
    with transaction():
        asking.done(made)
    assert set(kinds.gone(letters()).values()) == {"reason_gone"}


def test_who_keeps_the_page_no_longer_hears_nothing(page):
    ask(page)
    one = members.queries.people(page.id)[0]
    with transaction():
        members.end(one)
    assert {letter.state for letter in letters() if letter.cause.endswith(f":{one.id}")} == {
        "cancelled"
    }


def test_a_request_is_counted_once(page):
    ask(page)
    ask(page)
    look_again()
    (week,) = db.session.query(StartupWeek).filter_by(sign="asked").all()
    assert (week.startup_id, week.count) == (page.id, 1)


def test_the_form_says_who_reads_the_number_and_for_how_long(client, page):
    shown = client.get(address(page)).text
    assert "90" in shown
    assert 'name="robots" content="noindex"' in shown
