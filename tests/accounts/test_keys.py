"""A person looks after her keys, and takes back what she did not want."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts import queries
from portal.accounts.guards import not_careful
from portal.accounts.labels import REFUSALS
from portal.accounts.models import KeyChange
from portal.accounts.rules import LOST_DAY
from portal.core.clock import now
from portal.core.db import committed, db
from portal.core.sealed import phone_index
from portal.notifications.kinds import Purpose
from portal.notifications.operations import consent
from tests.accounts.walking import (
    PHONE,
    PIN,
    browser,
    come_in,
    fresh,
    give_pin,
    is_in,
    last_code,
    letters,
    pass_code,
    send,
    set_to,
    someone,
)
from tests.factories.people import enter
from tests.people import spoken, words

NEW = "+212655555555"
NEW_TYPED = "06 55 55 55 55"


def change_number(client, typed=NEW_TYPED):
    answer = send(client, "/fr/me/keys/number", phone=typed)
    assert answer.location == "/fr/me/keys/number/code", answer.text
    return send(client, "/fr/me/keys/number/code", code=last_code())


def notice() -> str:
    """The page that the newest notice leads to."""
    change = db.session.query(KeyChange).order_by(KeyChange.id.desc()).first()
    return f"/fr/keys/{change.token}/"


def test_a_number_changes_with_a_code_on_the_new_one(client):
    mine = someone()
    enter(client, mine)
    assert change_number(client).location == "/fr/me/keys/?done=number"
    kept = fresh(mine)
    assert (kept.phone, kept.phone_index) == (NEW, phone_index(NEW))
    assert is_in(client)


def test_without_the_code_no_number_changes(client):
    mine = someone()
    enter(client, mine)
    send(client, "/fr/me/keys/number", phone=NEW_TYPED)
    assert send(client, "/fr/me/keys/number/code", code="000000").status_code == 422
    assert fresh(mine).phone == PHONE


def test_the_code_of_a_change_opens_no_door(client):
    enter(client, someone())
    send(client, "/fr/me/keys/number", phone=NEW_TYPED)
    client.delete_cookie("me")
    assert client.get("/fr/me/sign-in/code").location == "/fr/me/sign-in"


def test_the_code_of_a_change_serves_nobody_else(client):
    enter(client, someone())
    send(client, "/fr/me/keys/number", phone=NEW_TYPED)
    enter(client, someone(phone="+212644444444"))
    assert client.get("/fr/me/keys/number/code").location == "/fr/me/keys/number"


def test_the_old_number_is_told_and_gives_itself_back(client, app):
    mine = someone()
    enter(client, mine)
    change_number(client)
    assert [letter.address for letter in letters("keys_changed")] == [PHONE]
    assert letters("keys_changed")[0].prompt  # in the night, too
    reader = browser(app)
    page = notice()
    assert spoken(app, "It was not me: give my number back") in words(reader.get(page).text)
    assert send(reader, page, f"{page}stop").location == page
    assert spoken(app, "It is stopped") in words(reader.get(page).text)
    assert fresh(mine).phone == PHONE
    assert not is_in(client)


def test_looking_at_a_notice_changes_nothing(client, app):
    mine = someone()
    enter(client, mine)
    change_number(client)
    for _ in range(3):
        browser(app).get(notice())
        browser(app).head(notice())
    assert fresh(mine).phone == NEW
    assert browser(app).get(f"{notice()}stop").status_code == 405


def test_after_a_day_the_old_number_takes_nothing_back(client, app):
    mine = someone()
    enter(client, mine)
    change_number(client)
    with time_machine.travel(now() + timedelta(hours=24, minutes=1), tick=True):
        page = browser(app).get(notice())
        assert page.status_code == 200
        assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert fresh(mine).phone == NEW


def test_for_a_day_after_a_change_what_could_harm_is_closed(client, app):
    mine = someone()
    set_to(mine, careful_until=now() + timedelta(hours=24))
    guarded = not_careful(lambda: "done")
    with app.test_request_context("/fr/me/"):
        from flask import g

        g.account, g.lang = fresh(mine), "fr"
        assert guarded().status_code == 403
        with time_machine.travel(now() + timedelta(hours=25)):
            assert guarded() == "done"


def test_the_code_of_a_notice_that_nobody_wrote_leads_nowhere(client):
    assert client.get("/fr/keys/none/").status_code == 404


def test_the_wishes_of_a_person_follow_her_to_her_new_number(client):
    mine = someone()
    committed(lambda: consent.say(PHONE, Purpose.WORK, False, how="page", language="fr"))
    enter(client, mine)
    change_number(client)
    assert consent.of_address(NEW)[Purpose.WORK] is False


def test_a_sixth_person_does_not_fit_on_a_number(client):
    for member in range(1, 6):
        someone(phone=NEW, member=member)
    mine = someone()
    enter(client, mine)
    assert change_number(client).status_code == 422
    assert fresh(mine).phone == PHONE


def test_a_new_pin_is_told_and_can_be_stopped(client, app):
    mine = someone()
    enter(client, mine)
    send(client, "/fr/me/keys/pin", new_pin="739164", new_pin_again="739164")
    assert [letter.address for letter in letters("keys_changed")] == [PHONE]
    reader, page = browser(app), notice()
    send(reader, page, f"{page}stop")
    assert fresh(mine).state == "contested"
    assert not is_in(client)


@pytest.mark.parametrize("pin", ["123456", "12345", "612345"])
def test_a_weak_pin_is_not_taken(client, pin):
    enter(client, someone())
    assert send(client, "/fr/me/keys/pin", new_pin=pin, new_pin_again=pin).status_code == 422


def ask_new_pin(client, **form):
    new = {"new_pin": "739164", "new_pin_again": "739164"}
    return send(client, "/fr/me/sign-in/lost", **(new | form))


def test_a_lost_pin_is_replaced_after_a_day(client):
    mine = someone()
    with time_machine.travel(now(), tick=True) as clock:
        pass_code(client)
        assert ask_new_pin(client).location == "/fr/me/sign-in/lost/asked"
        clock.shift(timedelta(hours=23, minutes=50))
        assert come_in(client, "739164").status_code == 422
        clock.shift(timedelta(minutes=11))
        assert come_in(client, "739164").location == "/fr/me/"
    assert "Aminata" in client.get("/fr/me/").text or fresh(mine).pin_hash != mine.pin_hash


def test_who_gets_the_notice_stops_the_new_pin(client, app):
    someone()
    with time_machine.travel(now(), tick=True) as clock:
        pass_code(client)
        ask_new_pin(client)
        page = notice()
        send(browser(app), page, f"{page}stop")
        clock.shift(timedelta(hours=25))
        assert come_in(client, "739164").status_code == 422
        assert give_pin(client, PIN).location == "/fr/me/"


def test_who_still_has_the_old_pin_sees_the_request_and_keeps_it(app, client):
    someone()
    with time_machine.travel(now(), tick=True) as clock:
        pass_code(client)
        ask_new_pin(client)
        come_in(client)
        assert spoken(app, "A new PIN was asked for.") in words(client.get("/fr/me/").text)
        send(client, "/fr/me/", "/fr/me/keys/pin/keep")
        clock.shift(timedelta(hours=25))
        client.delete_cookie("me")
        assert come_in(client).location == "/fr/me/"


@pytest.mark.parametrize("known", [True, False])
def test_no_page_promises_a_notice_that_a_spent_limit_does_not_send(app, client, known):
    if known:
        someone()
    for _ in range(LOST_DAY.most):
        pass_code(client)
        assert ask_new_pin(client).status_code == 303
    pass_code(client)
    answer = ask_new_pin(client)
    assert answer.status_code == 422
    assert spoken(app, REFUSALS["lost_no_more"]) in words(answer.text)
    assert len(letters("keys_changed")) == LOST_DAY.most


@pytest.mark.parametrize("case", ["suspect", "two and none named", "none"])
def test_a_code_alone_never_gives_a_pin(client, case):
    if case == "suspect":
        someone(phone_state="suspect")
    if case == "two and none named":
        someone()
        someone(member=2, pin="914063")
    with time_machine.travel(now(), tick=True) as clock:
        pass_code(client)
        assert ask_new_pin(client).location == "/fr/me/sign-in/lost/asked"
        clock.shift(timedelta(hours=25))
        assert come_in(client, "739164").status_code == 422
    assert len(letters("keys_changed")) == 1


def test_of_two_on_a_number_the_one_who_is_named_gets_the_new_pin(client):
    first, second = someone(name="Awa"), someone(name="Binta", member=2, pin="914063")
    with time_machine.travel(now(), tick=True) as clock:
        pass_code(client)
        ask_new_pin(client, lost_member="2")
        clock.shift(timedelta(hours=25))
        assert come_in(client, "739164").location == "/fr/me/"
    assert "Binta" in client.get("/fr/me/").text or fresh(second).pin_hash != second.pin_hash
    assert fresh(first).pin_hash == first.pin_hash


def test_messages_are_chosen_and_stopped(app, client):
    mine = someone()
    enter(client, mine)
    form = {"work": "y", "news": "y", "first": "sms"}
    assert send(client, "/fr/me/keys/messages", **form).status_code == 303
    holds = consent.of_address(PHONE)
    assert (holds[Purpose.WORK], holds[Purpose.NEWS], holds[Purpose.REMINDER]) == (
        True,
        True,
        False,
    )
    send(client, "/fr/me/keys/messages", "/fr/me/keys/messages/stop")
    holds = consent.of_address(PHONE)
    assert [p for p, given in holds.items() if given] == [Purpose.CODE]
    stopped = spoken(app, "You stopped our messages: we send you only the codes that you ask for.")
    assert stopped in words(client.get("/fr/me/keys/messages").text)


def test_whatsapp_needs_a_yes_of_its_own(client):
    enter(client, someone())
    form = {"work": "y", "first": "whatsapp"}
    assert send(client, "/fr/me/keys/messages", **form).status_code == 422
    assert send(client, "/fr/me/keys/messages", whatsapp="y", **form).status_code == 303


def test_an_email_address_is_kept_and_taken_away(client):
    mine = someone()
    enter(client, mine)
    assert send(client, "/fr/me/keys/email", email="not one").status_code == 422
    send(client, "/fr/me/keys/email", email="Awa@Example.org")
    assert fresh(mine).email == "awa@example.org"
    assert [c for c, _ in queries.recipient(fresh(mine)).routes] == ["sms", "email"]
    send(client, "/fr/me/keys/email", email="")
    assert fresh(mine).email is None


def test_a_doubtful_number_gets_no_words_and_is_confirmed_with_a_code(client):
    mine = someone(phone_state="suspect", email="awa@example.org")
    assert queries.recipient(mine).routes == (("email", "awa@example.org"),)
    enter(client, mine)
    change_number(client, "06 12 34 56 78")
    assert [c for c, _ in queries.recipient(fresh(mine)).routes] == ["sms", "email"]
