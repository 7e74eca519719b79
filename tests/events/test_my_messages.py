"""A person decides what she is written, and where; one tap stops it all."""

import pytest
import time_machine

from portal.core.db import db, transaction
from portal.events.models import Registration
from portal.events.operations import registration as registrations
from portal.events.operations import telling
from portal.notifications import wiring
from portal.notifications.models import Consent, Message, ShortLink
from portal.notifications.operations import consent
from tests.databases import look_again
from tests.desk import press
from tests.factories.events import SessionFactory, register
from tests.factories.messages import claim
from tests.people import send_registration, token_in, words
from tests.queries import counted

PHONE = "+212661234567"
AWAKE = "2026-12-07T12:00:00Z"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def badge(client):
    with time_machine.travel(AWAKE, tick=True):
        session = SessionFactory()
        yield register(session, name="Nour", phone=PHONE)


def page(badge, end="") -> str:
    return f"/en/badges/{badge.token}/{end}"


def stop(client, badge):
    return press(client, page(badge), page(badge, "messages/stop"))


def choose(client, badge, **form):
    address = page(badge, "messages")
    token = token_in(client.get(address).text, address)
    return client.post(address, data=form | {"form_token": token})


def fresh(badge) -> Registration:
    look_again()
    return db.session.get_one(Registration, badge.id)


def allowed(address=PHONE):
    look_again()
    return {str(purpose) for purpose, yes in consent.of_address(address).items() if yes}


def waiting():
    look_again()
    return [m.state for m in db.session.query(Message).order_by(Message.id)]


def short(badge) -> str:
    path = f"fr/badges/{badge.token}/"
    return db.session.query(ShortLink).filter_by(path=path).one().token


def test_the_link_of_a_message_leads_to_the_page_with_the_button(client, badge):
    there = client.get(client.get(f"/m/{short(badge)}").headers["Location"])
    assert f'action="/fr/badges/{badge.token}/messages/stop"' in there.text


def test_one_tap_stops_every_message_at_once(client, badge):
    assert stop(client, badge).status_code == 303
    assert allowed() == {"code"}
    assert waiting() == ["cancelled"]
    assert claim() == []


def test_looking_at_the_pages_changes_nothing(client, badge):
    for address in (page(badge), page(badge, "messages"), f"/m/{short(badge)}"):
        client.get(address)
    assert client.get(page(badge, "messages/stop")).status_code == 405
    assert db.session.query(Consent).count() == 0
    assert waiting() == ["pending"]


def test_after_a_stop_the_page_says_so_and_offers_messages_again(client, badge):
    stop(client, badge)
    seen = client.get(page(badge)).text
    assert "messages/again" in seen
    assert "messages/stop" not in seen
    press(client, page(badge), page(badge, "messages/again"))
    assert {"event", "reminder"} <= allowed()
    assert "messages/stop" in client.get(page(badge)).text


def test_messages_again_does_not_bring_news_that_nobody_asked_for(client, badge):
    stop(client, badge)
    press(client, page(badge), page(badge, "messages/again"))
    assert "news" not in allowed()


def test_the_page_says_that_a_choice_holds_for_everyone_on_this_phone(client, badge):
    seen = words(client.get(page(badge, "messages")).text)
    assert "holds for everyone who uses this number" in seen
    other = register(SessionFactory(), name="Moussa", phone=PHONE)
    stop(client, badge)
    assert "messages/again" in client.get(page(other)).text


def test_another_number_is_not_touched(client, badge):
    register(SessionFactory(), name="Moussa", phone="+221771234567")
    stop(client, badge)
    assert "event" in allowed("+221771234567")


def test_each_purpose_is_chosen_by_itself(client, badge):
    choose(client, badge, event="y", news="y", first="sms")
    assert allowed() == {"code", "event", "news", "work"}
    row = db.session.query(Consent).filter_by(purpose="news").one()
    assert (row.given, row.how, row.language) == (True, "page", "en")


def test_choices_that_change_nothing_leave_no_trace(client, badge):
    choose(client, badge, event="y", reminder="y", first="sms")
    assert db.session.query(Consent).count() == 0


def test_whatsapp_first_needs_a_yes_to_what_meta_learns(client, badge):
    address = page(badge, "messages")
    assert "Meta" in words(client.get(address).text)
    back = choose(client, badge, event="y", first="whatsapp")
    assert back.status_code == 422
    assert fresh(badge).channels == []
    choose(client, badge, event="y", first="whatsapp", whatsapp="y")
    assert telling.recipient(fresh(badge)).routes[0][0] == "whatsapp"
    assert "whatsapp" in allowed()


def test_whatsapp_taken_back_is_used_no_more(client, badge):
    choose(client, badge, event="y", first="sms", whatsapp="y")
    assert fresh(badge).channels == ["sms", "whatsapp"]
    choose(client, badge, event="y", first="sms")
    assert fresh(badge).channels == ["sms"]
    assert "whatsapp" not in allowed()


def test_an_e_mail_address_is_one_way_more(client, badge):
    choose(client, badge, event="y", first="email", email=" Nour@Example.org ")
    routes = telling.recipient(fresh(badge)).routes
    assert routes == (("email", "nour@example.org"), ("sms", PHONE))


@pytest.mark.parametrize("email", ["nour", "a@b", "a b@example.org", "a@example.org,b@example.org"])
def test_an_address_that_is_none_is_refused_beside_its_field(client, badge, email):
    back = choose(client, badge, event="y", first="sms", email=email)
    assert back.status_code == 422
    assert 'id="email-wrong"' in back.text


def test_e_mail_first_needs_an_address(client, badge):
    assert choose(client, badge, event="y", first="email").status_code == 422


def test_what_was_chosen_holds_for_a_new_e_mail_address_too(client, badge):
    choose(client, badge, event="y", first="sms", email="nour@example.org")
    assert "reminder" not in allowed("nour@example.org")


def test_a_channel_that_the_portal_does_not_have_is_not_offered(client, badge, monkeypatch):
    monkeypatch.setitem(wiring.wires(), "whatsapp", ())
    seen = client.get(page(badge, "messages")).text
    assert "Meta" not in words(seen)
    assert 'value="whatsapp"' not in seen
    register_page = client.get(f"/en/events/{badge.event.slug}/register").text
    assert 'name="whatsapp"' not in register_page


def test_a_mail_program_stops_e_mail_in_one_click_and_not_the_phone_that_others_share(
    client, badge
):
    before = allowed()
    choose(client, badge, event="y", first="email", email="nour@example.org")
    answer = client.post(f"/m/{short(badge)}", data=ONE_CLICK)
    assert answer.status_code == 200
    assert allowed("nour@example.org") == {"code"}
    assert "event" in allowed() & before
    assert "one-click" in {row.how for row in db.session.query(Consent)}


def test_the_click_may_come_in_parts_and_twice(client, badge):
    choose(client, badge, event="y", first="email", email="nour@example.org")
    counts = []
    for _ in range(2):
        parts = {"data": ONE_CLICK, "content_type": "multipart/form-data"}
        assert client.post(f"/m/{short(badge)}", **parts).status_code == 200
        counts.append(db.session.query(Consent).count())
    assert allowed("nour@example.org") == {"code"}
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("form", "headers", "status"),
    [
        ({}, {}, 400),
        ({"List-Unsubscribe": "no"}, {}, 400),
        (ONE_CLICK, {"Sec-Fetch-Site": "cross-site"}, 403),
        (ONE_CLICK, {"Origin": "https://elsewhere.example"}, 403),
    ],
)
def test_any_other_request_to_a_short_link_stops_nothing(client, badge, form, headers, status):
    answer = client.post(f"/m/{short(badge)}", data=form, headers=headers)
    assert answer.status_code == status
    assert db.session.query(Consent).count() == 0


def test_a_link_that_is_none_is_not_found(client, badge):
    assert client.post("/m/nonononono22", data=ONE_CLICK).status_code == 404


def test_to_register_anew_does_not_undo_a_stop(client, badge):
    stop(client, badge)
    send_registration(client, badge.event, badge.seats[0].session, name="Someone")
    assert allowed() == {"code"}


def test_someone_without_any_address_is_told_so(client):
    made = register(SessionFactory(), phone=None)
    seen = client.get(page(made)).text
    assert "messages/stop" not in seen
    assert "messages/again" not in seen
    choose(client, made, event="y", first="email", email="nour@example.org")
    assert fresh(made).email == "nour@example.org"


def test_a_number_that_is_corrected_is_not_written_to_any_more(client, badge):
    with transaction():
        row = db.session.query(Message).one()
        row.state, row.channel, row.otherwise = "accepted", "whatsapp", [["sms", PHONE]]
    with transaction():
        mine = db.session.get_one(Registration, badge.id)
        answers = registrations.Answers(
            name="Nour", phone="+212662222222", session_ids=tuple(s.session_id for s in mine.seats)
        )
        registrations.change(mine, answers)
    look_again()
    assert db.session.query(Message).order_by(Message.id).first().otherwise is None


def test_the_page_asks_the_database_few_things(client, badge):
    with counted() as statements:
        client.get(page(badge, "messages"))
    assert len(statements) <= 12
