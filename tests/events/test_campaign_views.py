"""A message to many, as a coordinator writes it and looks at it before it is sent."""

import re
from datetime import timedelta

import pytest
import time_machine

from portal.accounts.permissions import Role
from portal.core.audit import Deed
from portal.core.clock import now
from portal.core.db import db
from portal.events.models import Sending
from portal.notifications import wiring
from portal.notifications.models import Message
from tests.databases import look_again
from tests.desk import press, typed
from tests.desk import send as send_form
from tests.factories.events import SessionFactory, register
from tests.factories.sendings import NOON, here, page_of, plan, write
from tests.people import make_staff, sign_in, token_in, words

HTMX = {"HX-Request": "true"}


def form(**other):
    usual = {"purpose": "words", "session": "0", "seats": "", "arrived": "", "due_at": ""}
    return usual | {"text_fr": "Apportez votre CV."} | other


def only():
    look_again()
    return db.session.query(Sending).one()


def test_it_is_written_looked_at_and_sent(desk):
    session = SessionFactory()
    register(session)
    shown = send_form(desk, here(session, "new"), form(session=session.id, arrived="absent"))
    assert shown.status_code == 303
    sending = only()
    facts = (sending.kind, sending.state, sending.session_id, sending.arrived, sending.texts)
    assert facts == ("words", "draft", session.id, False, {"fr": "Apportez votre CV."})
    page = desk.get(shown.location).text
    assert "Apportez votre CV. http://127.0.0.1:8000/m/" in words(page)
    seen = re.search(r'name="seen" value="(\w+)"', page).group(1)
    action = page_of(session, sending) + "/send"
    assert press(desk, shown.location, action, seen=seen).status_code == 303
    assert only().state == "scheduled"
    plan()
    assert db.session.query(Message).filter_by(kind="words").count() == 1


def test_the_preview_shows_each_language_and_which_words_stand_in_for_a_missing_one(desk):
    session = SessionFactory()
    register(session, language="es")
    sending = write(session, texts={"fr": "Apportez ça", "ar": "مرحبا"})
    page = desk.get(page_of(session, sending)).text
    texts = re.findall(r'<pre lang="(\w+)" dir="auto">([^<]+) http', page)
    assert texts == [("fr", "Apportez ca"), ("ar", "مرحبا"), ("fr", "Apportez ca")]


def test_the_preview_counts_people_segments_money_and_time(desk, priced):
    session = SessionFactory()
    for number, language in enumerate(("fr", "fr", "ar")):
        register(session, name=f"P{number}", phone=f"+21266100{number:04d}", language=language)
    page = words(desk.get(page_of(session, write(session, texts={"fr": "A", "ar": "ب" * 90}))).text)
    assert "3 people get this message." in page
    assert "Français · 2 people · 1 SMS each" in page
    assert "العربية · 1 person · 2 SMS each" in page
    assert "SMS to pay 4" in page
    assert re.search(r"About MAD\W?1\.20", page)
    assert "How long 1 second" in page


def test_without_a_price_the_page_says_so(desk):
    session = SessionFactory()
    register(session)
    page = words(desk.get(page_of(session, write(session))).text)
    assert "SMS: nobody has set a price" in page


def test_a_warning_when_it_costs_more_than_the_day_has_left(desk, priced, monkeypatch):
    session = SessionFactory()
    register(session)
    sending = write(session)
    monkeypatch.setattr(wiring, "_budget", [29])
    assert "what is left of the day's budget" in words(desk.get(page_of(session, sending)).text)
    monkeypatch.setattr(wiring, "_budget", [30])
    assert "what is left" not in words(desk.get(page_of(session, sending)).text)


def test_nobody_to_write_to_is_said_and_there_is_nothing_to_press(desk):
    session = SessionFactory()
    sending = write(session)
    page = desk.get(page_of(session, sending)).text
    assert "Nobody would get this message" in words(page)
    assert f'{sending.token}/send"' not in page


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("text_fr", "Pour les réfugiés", "“réfugiés”"),
        ("text_ar", "للمهاجرين", "“للمهاجرين”"),
        ("text_fr", "a" * 350, "too long for 2 SMS"),
        ("text_ar", "ب" * 250, "too long for 3 SMS"),
        ("text_fr", "", "Write the message"),
    ],
)
def test_what_can_not_be_sent_is_refused_beside_its_field(desk, field, text, said):
    session = SessionFactory()
    answer = send_form(desk, here(session, "new"), form(text_fr="") | {field: text})
    assert answer.status_code == 422
    assert said in words(answer.text)
    own = field if text else "text_en"  # the page's own language
    assert f'id="{own}-wrong"' in answer.text
    assert db.session.query(Sending).count() == 0


def test_arabic_may_take_three_sms(desk):
    session = SessionFactory()
    answer = send_form(desk, here(session, "new"), form(text_fr="", text_ar="ب" * 150))
    assert answer.status_code == 303


def test_an_hour_that_has_passed_is_refused(desk):
    session = SessionFactory()
    late = form(due_at=typed(now() - timedelta(minutes=1)))
    answer = send_form(desk, here(session, "new"), late)
    assert (answer.status_code, "due_at-wrong" in answer.text) == (422, True)


def test_the_length_of_each_text_is_told_while_it_is_written(desk):
    session = SessionFactory()
    new = here(session, "new")
    token = token_in(desk.get(new).text, new)
    typed_in = form(text_fr="Bonjour", text_ar="لاجئين") | {"form_token": token}
    answer = desk.post(here(session, "letters"), data=typed_in, headers=HTMX)
    assert answer.text.startswith('<div id="letters"')
    said = words(answer.text)
    assert "Français : 1 SMS, 262 letters left" in said
    assert "“لاجئين”" in said
    assert db.session.query(Sending).count() == 0
    assert len(answer.data) < 3000


def test_letters_that_are_left_are_exact(desk):
    session = SessionFactory()
    new = here(session, "new")
    token = token_in(desk.get(new).text, new)
    for length, left in ((269, 0), (270, -1)):
        typed_in = form(text_fr="a" * length) | {"form_token": token}
        said = words(desk.post(here(session, "letters"), data=typed_in, headers=HTMX).text)
        assert ("0 letters left" if left == 0 else "1 letter too many") in said
    ok = send_form(desk, here(session, "new"), form(text_fr="a" * 269))
    bad = send_form(desk, here(session, "new"), form(text_fr="a" * 270))
    assert (ok.status_code, bad.status_code) == (303, 422)


def test_what_is_typed_can_not_become_markup_nor_a_template(desk):
    session = SessionFactory()
    register(session)
    sending = write(session, "1 < 2 & {{ code }} <b>")
    page = desk.get(page_of(session, sending)).text
    assert "1 &lt; 2 &amp; {{ code }} &lt;b&gt; http" in page


def test_a_draft_is_changed_and_sent_at_another_hour(desk):
    session = SessionFactory()
    register(session)
    sending = write(session)
    edit = page_of(session, sending) + "/edit"
    assert "Bonjour." in desk.get(edit).text
    tomorrow = now() + timedelta(days=1)
    answer = send_form(desk, edit, form(text_fr="Demain", due_at=typed(tomorrow)))
    page = desk.get(answer.location).text
    assert "Send on Thursday 11 February at 12:00" in words(page)
    seen = re.search(r'name="seen" value="(\w+)"', page).group(1)
    press(desk, answer.location, page_of(session, sending) + "/send", seen=seen)
    assert (only().state, only().due_at) == ("scheduled", tomorrow)
    assert 'hx-trigger="every 60s"' in desk.get(answer.location).text


def test_two_coordinators_press_send_and_it_is_sent_once(desk, app):
    session = SessionFactory()
    register(session)
    sending = write(session)
    address = page_of(session, sending)
    other = app.test_client()
    sign_in(other, make_staff(email="other@example.org"))
    pages = [client.get(address).text for client in (desk, other)]
    action = f"{address}/send"
    for client, page in zip((desk, other), pages, strict=True):
        seen = re.search(r'name="seen" value="(\w+)"', page).group(1)
        token = {"form_token": token_in(page, action), "seen": seen}
        assert [client.post(action, data=token).status_code for _ in range(2)] == [303, 303]
    plan()
    assert db.session.query(Message).filter_by(kind="words").count() == 1
    assert db.session.query(Deed).filter_by(what="events.sending.scheduled").count() == 1


def test_a_draft_that_somebody_changed_is_shown_again_before_it_is_sent(desk):
    session = SessionFactory()
    register(session)
    sending = write(session)
    address = page_of(session, sending)
    answer = press(desk, address, f"{address}/send", seen="0" * 16)
    assert answer.status_code == 422
    assert "Someone changed this message meanwhile" in words(answer.text)
    assert only().state == "draft"


def test_fair_staff_may_not_write_to_many(client, at_noon):
    session = SessionFactory()
    sending = write(session)
    sign_in(client, make_staff(Role.FAIR_STAFF))
    assert client.get(here(session)).status_code == 403
    assert client.get(page_of(session, sending)).status_code == 403
    dashboard = client.get(f"/en/desk/events/{session.event.slug}/")
    assert "sendings" not in dashboard.text


def test_the_dashboard_leads_to_the_messages(desk):
    session = SessionFactory()
    assert here(session) in desk.get(f"/en/desk/events/{session.event.slug}/").text


@pytest.mark.parametrize(("days", "said"), [(0, False), (1, True)])
def test_the_preview_tells_of_the_night_unless_it_is_about_the_same_day(client, rows, days, said):
    with time_machine.travel(NOON.replace(hour=6), tick=False):
        sign_in(client, make_staff())
        begin = NOON + timedelta(days=days)
        session = SessionFactory(starts_at=begin, ends_at=begin + timedelta(hours=1))
        register(session)
        page = words(client.get(page_of(session, write(session))).text)
    assert ("The rest leaves from 08:00 on" in page) is said
