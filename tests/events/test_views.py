"""What a visitor meets: the event's page, the form, the badge."""

import pytest

from portal.core.db import db
from portal.events.models import Registration
from portal.notifications.models import Message
from tests.factories.events import SessionFactory, register
from tests.people import answers, send_registration, token_in, words


@pytest.fixture
def session(client):
    return SessionFactory()


def count(model):
    return db.session.query(model).count()


def test_two_page_loads_lead_to_the_badge(client, session):
    sent = send_registration(client, session.event, session)
    assert sent.status_code == 303
    badge = client.get(sent.location)
    made = db.session.query(Registration).one()
    assert f"{made.code[:4]}-{made.code[4:]}" in badge.text
    assert "06 61 23 45 67" in badge.text
    assert badge.headers["Cache-Control"] == "no-store, private"


def test_the_same_form_twice_counts_once_and_answers_the_same(client, session):
    page = client.get(f"/fr/events/{session.event.slug}/")
    form = answers(session) | {"form_token": token_in(page.text)}
    address = f"/fr/events/{session.event.slug}/register"
    first, second = client.post(address, data=form), client.post(address, data=form)
    assert first.location == second.location
    assert (count(Registration), count(Message)) == (1, 1)


def test_a_used_form_with_other_words_is_asked_again_and_then_taken(client, session):
    page = client.get(f"/fr/events/{session.event.slug}/")
    address = f"/fr/events/{session.event.slug}/register"
    form = answers(session) | {"form_token": token_in(page.text)}
    client.post(address, data=form)
    friend = client.post(address, data=form | {"name": "Moussa"})
    assert friend.status_code == 422
    assert 'value="Moussa"' in friend.text
    fresh = {"name": "Moussa", "form_token": token_in(friend.text)}
    again = client.post(address, data=form | fresh)
    assert again.status_code == 303
    assert count(Registration) == 2


def test_a_form_that_is_not_ours_is_refused(client, session):
    sent = client.post(f"/fr/events/{session.event.slug}/register", data=answers(session))
    assert sent.status_code == 403
    assert count(Registration) == 0


def test_a_request_from_another_site_is_refused(client, session):
    page = client.get(f"/fr/events/{session.event.slug}/")
    form = answers(session) | {"form_token": token_in(page.text)}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        sent = client.post(f"/fr/events/{session.event.slug}/register", data=form, headers=headers)
        assert sent.status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("name", "x" * 100_000),
        ("name", "\x00"),
        ("phone", "061234567"),
        ("phone", "0537 20 20 20"),
        ("phone", "call me"),
        ("session", ["9223372036854775808"]),
        ("session", ["-1"]),
        ("session", ["²"]),
        ("session", []),
        ("interest", ["everything"]),
        ("interest", []),
        ("city", ""),
        ("consent", ""),
    ],
)
def test_a_wrong_answer_comes_back_with_its_sentence_and_what_was_typed(
    client, session, field, value
):
    sent = send_registration(client, session.event, session, **{field: value, "trade": "Maçon"})
    assert sent.status_code == 422
    assert f'href="#{field}"' in sent.text  # the summary leads to the field
    assert f'id="{field}-wrong"' in sent.text
    assert 'value="Maçon"' in sent.text
    assert count(Registration) == 0


def test_a_nul_byte_in_a_name_is_left_out(client, session):
    send_registration(client, session.event, session, name="Ami\x00nata\u202e")
    assert db.session.query(Registration).one().name == "Aminata"


def test_a_second_registration_from_a_number_looks_exactly_like_a_first(client, session):
    first = send_registration(client, session.event, session)
    for _ in range(6):
        another = send_registration(client, session.event, session)
        assert (another.status_code, len(another.location)) == (303, len(first.location))
        seen = words(client.get(another.location).text)
        made = db.session.query(Registration).order_by(Registration.id.desc()).first()
        shown = f"{made.code[:4]}-{made.code[4:]}"
        assert seen.replace(shown, "") == words(client.get(first.location).text).replace(
            _code_of_first(), ""
        )
    assert count(Message) == 5  # a number is not written to without end


def _code_of_first():
    made = db.session.query(Registration).order_by(Registration.id).first()
    return f"{made.code[:4]}-{made.code[4:]}"


def test_the_phone_can_be_corrected_and_hears_the_code_again(client, session):
    made = register(session)
    address = f"/fr/badges/{made.token}/change"
    page = client.get(address)
    form = answers(session, phone="+221 77 123 45 67") | {"form_token": token_in(page.text)}
    assert client.post(address, data=form).status_code == 303
    messages = db.session.query(Message).order_by(Message.id).all()
    assert [m.state for m in messages] == ["cancelled", "pending"]
    assert messages[1].address == "+221771234567"


def test_looking_at_the_cancel_page_cancels_nothing(client, session):
    made = register(session)
    page = client.get(f"/fr/badges/{made.token}/cancel")
    db.session.expire_all()
    assert db.session.get(Registration, made.id).state == "active"
    form = {"form_token": token_in(page.text)}
    assert client.post(f"/fr/badges/{made.token}/cancel", data=form).status_code == 303
    db.session.expire_all()
    assert db.session.get(Registration, made.id).state == "cancelled"


def test_a_badge_that_does_not_exist_is_not_found(client):
    assert client.get("/fr/badges/nothing-here/").status_code == 404


def test_the_calendar_file_speaks_utc(client, session):
    made = register(session)
    agenda = client.get(f"/fr/badges/{made.token}/agenda.ics")
    starts = session.starts_at.strftime("%Y%m%dT%H%M%SZ")
    assert f"DTSTART:{starts}" in agenda.text


def test_a_public_page_is_not_sent_again_while_it_is_fresh(client, session):
    home = client.get("/fr/")
    again = client.get("/fr/", headers={"If-None-Match": home.headers["ETag"]})
    assert again.status_code == 304


def test_a_page_with_a_used_form_is_sent_again(client, session):
    address = f"/fr/events/{session.event.slug}/"
    page = client.get(address)
    ask = {"If-None-Match": page.headers["ETag"]}
    assert client.get(address, headers=ask).status_code == 304
    form = answers(session) | {"form_token": token_in(page.text)}
    client.post(address + "register", data=form)
    assert client.get(address, headers=ask).status_code == 200


def test_the_phone_is_checked_while_typing(client, session):
    page = client.get(f"/fr/events/{session.event.slug}/")
    address = f"/fr/events/{session.event.slug}/register/phone"
    form = {"form_token": token_in(page.text), "phone": "٠٦٦١٢٣٤٥٦٧"}
    seen = client.post(address, data=form, headers={"HX-Request": "true"})
    assert "06 61 23 45 67" in seen.text
    wrong = client.post(address, data=form | {"phone": "12"}, headers={"HX-Request": "true"})
    assert "wrong" in wrong.text
