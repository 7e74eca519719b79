"""Messages that are asked for while registering, and that the team pauses for one person."""

import pytest
import time_machine

from portal.accounts.permissions import Role
from portal.core.db import db, transaction
from portal.core.sealed import phone_index
from portal.events.models import Registration
from portal.events.operations import merging, wishes
from portal.notifications.models import Consent, Message
from portal.notifications.operations import consent
from tests.databases import look_again
from tests.desk import press
from tests.factories.events import SessionFactory, register
from tests.factories.messages import claim
from tests.people import make_staff, send_registration, sign_in, words

PHONE = "+212661234567"
AWAKE = "2026-12-07T12:00:00Z"


@pytest.fixture
def badge(client):
    with time_machine.travel(AWAKE, tick=True):
        session = SessionFactory()
        yield register(session, name="Nour", phone=PHONE)


def page(badge, end="") -> str:
    return f"/en/badges/{badge.token}/{end}"


def fresh(badge) -> Registration:
    look_again()
    return db.session.get_one(Registration, badge.id)


def allowed():
    look_again()
    return {str(purpose) for purpose, yes in consent.of_address(PHONE).items() if yes}


def test_the_two_boxes_of_the_form_are_empty_and_mean_nothing_unticked(client):
    session = SessionFactory()
    html = client.get(f"/en/events/{session.event.slug}/").text
    for name in ("news", "whatsapp"):
        box = html[html.index(f'name="{name}"') - 80 :].split(">")[1]
        assert "checked" not in box
    send_registration(client, session.event, session)
    assert allowed() == {"code", "event", "reminder", "work"}
    assert db.session.query(Registration).one().channels == []


def test_the_boxes_that_are_ticked_are_kept_as_said(client):
    session = SessionFactory()
    send_registration(client, session.event, session, lang="ar", language="ar", news="y")
    assert "news" in allowed()
    row = db.session.query(Consent).one()
    assert (row.how, row.language, row.given) == ("form", "ar", True)
    assert row.address_index == phone_index(PHONE)


def test_whatsapp_ticked_at_registration_is_the_first_way(client):
    session = SessionFactory()
    send_registration(client, session.event, session, whatsapp="y")
    message = db.session.query(Message).one()
    assert (message.channel, message.otherwise) == ("whatsapp", [["sms", PHONE]])


def test_the_team_pauses_and_resumes_the_messages_of_one_person(client, badge):
    sign_in(client, make_staff(Role.FAIR_STAFF))
    desk = f"/en/desk/events/{badge.event.slug}/registrations/{badge.id}/"
    press(client, desk, f"{desk}messages/pause")
    assert fresh(badge).paused
    assert claim() == []
    look_again()
    assert db.session.query(Message).one().error_code == "paused_by_team"
    assert "paused" in words(client.get(page(badge, "messages")).text)
    press(client, desk, f"{desk}messages/resume")
    assert not fresh(badge).paused
    history = words(client.get(f"/en/desk/events/{badge.event.slug}/history").text)
    assert "Automatic messages paused" in history


def test_staff_read_what_became_of_each_message_of_a_person(client, badge):
    press(client, page(badge), page(badge, "messages/stop"))
    sign_in(client, make_staff(Role.FAIR_STAFF))
    desk = f"/en/desk/events/{badge.event.slug}/registrations/{badge.id}/"
    seen = client.get(desk).text
    assert "Not sent: the person stopped these messages." in words(seen)
    assert "/desk/messages/" not in seen


def test_of_two_merged_registrations_a_pause_stays(client, badge):
    other = register(badge.seats[0].session, name="Nour B", phone=PHONE)
    with transaction():
        wishes.pause(db.session.get_one(Registration, other.id))
        keep = db.session.get_one(Registration, badge.id)
        merging.merge(keep, db.session.get_one(Registration, other.id))
    assert fresh(badge).paused
