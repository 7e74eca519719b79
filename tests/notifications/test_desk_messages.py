"""The desk's list of messages: what did not arrive, why, and what one does about it."""

from datetime import timedelta

import pytest

from portal.accounts.permissions import Role
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.notifications import queries, rules, wiring
from portal.notifications.models import Spending, WireHealth
from portal.notifications.operations import deciding, posting
from tests.desk import press
from tests.factories.messages import EVERYWHERE, FakeWire, only, post, rows
from tests.people import make_staff, sign_in, words
from tests.queries import counted

LIST = "/en/desk/messages/"
LOOK = f"{LIST}?state=to_look_at"
AGAIN, SEEN = f"{LIST}again", f"{LIST}seen"


@pytest.fixture
def desk(client, wires):
    sign_in(client, make_staff(Role.COORDINATOR))
    return client


def lost(state="failed", code="number_unknown", **other):
    """A message that did not arrive."""
    post(**other)
    with transaction():
        row = rows()[-1]
        row.state, row.error_code = state, code
        db.session.add(row)
    return row.id


def one(message_id):
    return next(row for row in rows() if row.id == message_id)


def test_what_did_not_arrive_stands_together_with_its_reason(desk):
    lost()
    lost("dead", "no_connection")
    lost("unknown", "answer_lost")
    post()
    seen = words(desk.get(LOOK).text)
    assert "To look at (3)" in seen
    assert "The operator says that this number does not exist." in seen
    assert "We could not reach the provider." in seen


def test_what_went_on_by_the_next_channel_needs_nobody(desk):
    lost(routes=EVERYWHERE)
    assert queries.to_look_at() == 1
    with transaction():
        posting.follow(rows()[0])
    assert queries.to_look_at() == 0


def test_a_copy_of_another_message_does_not_hide_one_that_is_lost(wires):
    lost(key="badge:1")
    post("badge:11")
    assert queries.to_look_at() == 1


def test_one_reason_is_shown_alone(desk):
    lost(code="mailbox_full")
    lost(code="number_unknown")
    page = desk.get(f"{LOOK}&reason=mailbox_full").text
    assert page.count("<pre") == 1
    assert desk.get(f"{LOOK}&reason=nonsense").text.count("<pre") == 2


def test_a_message_shows_its_text_two_digits_and_every_step(desk):
    seen = words(desk.get(f"{LIST}{lost()}/").text)
    assert "7K3M-9QXH" in seen
    assert "•• 67" in seen
    assert "4567" not in seen
    assert "The message was written." in seen


def test_one_is_sent_again_and_stands_in_the_line(desk, jobs):
    message_id = lost("dead", "no_connection")
    jobs.clear()
    answer = press(desk, f"{LIST}{message_id}/", f"{LIST}{message_id}/again")
    assert answer.status_code == 303
    row = one(message_id)
    assert (row.state, row.error_code, row.attempts) == ("pending", "", 0)
    assert jobs == [("jobs.messages.deliver",)]


def test_pressed_twice_it_is_sent_again_once(desk):
    message_id = lost()
    page = desk.get(f"{LIST}{message_id}/").text
    press(desk, f"{LIST}{message_id}/", f"{LIST}{message_id}/again")
    token = page.split('name="form_token" value="')[2].split('"')[0]
    late = desk.post(f"{LIST}{message_id}/again", data={"form_token": token})
    assert late.status_code == 422
    assert "can't be sent again" in words(late.text)


def test_what_would_come_too_late_is_refused_with_a_sentence(desk):
    message_id = lost()
    with transaction():
        row = one(message_id)
        row.expires_at = now() - timedelta(minutes=1)
        db.session.add(row)
    answer = press(desk, f"{LIST}{message_id}/", f"{LIST}{message_id}/again")
    assert answer.status_code == 422
    assert "too late" in words(answer.text)
    assert one(message_id).state == "failed"


def test_a_message_that_arrived_has_no_button(desk):
    page = desk.get(f"{LIST}{lost('delivered', '')}/").text
    assert "/again" not in page


def test_all_of_one_reason_are_sent_again_but_those_that_may_have_left(desk):
    mine = [lost("dead", "no_connection") for _ in range(3)]
    maybe = lost("unknown", "no_connection")
    other = lost("failed", "number_unknown")
    answer = press(desk, f"{LOOK}&reason=no_connection", AGAIN, reason="no_connection")
    assert answer.headers["Location"].endswith("done=3")
    assert {one(i).state for i in mine} == {"pending"}
    assert (one(maybe).state, one(other).state) == ("unknown", "failed")


def test_all_again_takes_a_bounded_number_and_the_next_press_the_rest(wires, monkeypatch):
    monkeypatch.setattr(deciding, "MOST_AGAIN", 2)
    for _ in range(3):
        lost("dead", "no_connection")
    counts = []
    for _ in range(3):
        with transaction():
            counts.append(deciding.all_again("no_connection"))
    assert counts == [2, 1, 0]


def test_what_is_too_late_is_left_out_when_all_are_sent_again(wires):
    lost(expires=timedelta(minutes=-1))
    with transaction():
        assert deciding.all_again("number_unknown") == 0


def test_seen_clears_the_list_and_sending_again_brings_it_back(desk):
    message_id = lost()
    press(desk, f"{LIST}{message_id}/", f"{LIST}{message_id}/seen")
    assert queries.to_look_at() == 0
    with transaction():
        posting.replay(one(message_id))
    assert only().seen_at is None


def test_all_of_one_reason_are_seen_at_once(desk):
    for code in ("number_unknown", "number_unknown", "mailbox_full"):
        lost(code=code)
    press(desk, f"{LOOK}&reason=number_unknown", SEEN, reason="number_unknown")
    assert queries.reasons("to_look_at") == {"mailbox_full": 1}


def test_the_page_tells_how_each_provider_does(desk):
    until = now() + timedelta(minutes=1)
    with transaction():
        facts = {"last_error": "provider_error", "last_error_at": now()}
        db.session.add(WireHealth(name="sms-1", failures=20, rest_until=until, **facts))
    wiring.use("sms", FakeWire("sms-1"), FakeWire("sms-2"))
    seen = words(desk.get(LIST).text)
    assert "The provider sms-1 rests until" in seen
    assert "Another one sends meanwhile." in seen
    assert "The provider had a fault." in seen


def spend(centimes):
    with transaction():
        db.session.add(Spending(day=rules.today(now()), centimes=centimes, letters=1))


@pytest.mark.parametrize(
    ("centimes", "colour", "alarm"),
    [(2000, "taken", ""), (6000, "offered", "is spent."), (10_000, "waiting", "Only codes leave")],
)
def test_the_money_of_the_day_is_a_bar_with_an_alarm(desk, monkeypatch, centimes, colour, alarm):
    monkeypatch.setattr(wiring, "_budget", [10_000])
    spend(centimes)
    page = desk.get(LIST).text
    assert f'<rect class="{colour}"' in page
    assert alarm in words(page)
    assert bool(alarm) == ("money for messages" in words(desk.get("/en/desk/").text))


def test_the_desk_counts_what_did_not_arrive_for_those_who_may_see_it(desk, app):
    for _ in range(3):
        lost()
    home = desk.get("/en/desk/").text
    assert "3 messages did not arrive." in words(home)
    assert "state=to_look_at" in home
    fair = app.test_client()
    sign_in(fair, make_staff(Role.FAIR_STAFF, "fair@example.org"))
    assert "did not arrive" not in fair.get("/en/desk/").text


def test_nothing_stands_on_the_desk_when_all_is_well(desk):
    post()
    assert 'class="notice"' not in desk.get("/en/desk/").text


def test_fair_staff_neither_see_a_message_nor_send_it_again(client, wires):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    message_id = lost()
    assert client.get(f"{LIST}{message_id}/").status_code == 403
    assert client.post(f"{LIST}{message_id}/again").status_code == 403


def test_the_pages_ask_the_database_few_things_however_many_messages(desk):
    def asked(address):
        with counted() as statements:
            assert desk.get(address).status_code == 200
        return len(statements)

    first = lost(routes=EVERYWHERE)
    pages = [LIST, LOOK, f"{LOOK}&reason=number_unknown", f"{LIST}{first}/", "/en/desk/"]
    few = [asked(address) for address in pages]
    for _ in range(12):
        lost()
    assert [asked(address) for address in pages] == few
    assert max(few) <= 12
