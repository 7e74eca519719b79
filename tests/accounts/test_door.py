"""People come in with a number, a code and a PIN, and strangers learn nothing."""

import re
from datetime import timedelta

import pytest
import time_machine

from portal.accounts.models import AccountSession, DoorVisit, Tally
from portal.accounts.states import PhoneState
from portal.core import audit
from portal.core.clock import now
from portal.core.db import db
from portal.core.once import FormAnswer
from tests.accounts.walking import (
    PHONE,
    PIN,
    TYPED,
    ask,
    browser,
    come_in,
    first_time,
    fresh,
    give_pin,
    is_in,
    last_code,
    letters,
    on,
    pass_code,
    send,
    set_to,
    someone,
)
from tests.people import token_in, words


def test_number_code_and_pin_open_the_door(client):
    someone()
    assert come_in(client).location == "/fr/me/"
    page = client.get("/fr/me/")
    assert "Aminata" in page.text
    assert is_in(client)


def test_without_signing_in_the_space_leads_to_the_door_and_back(client):
    someone()
    answer = client.get("/fr/me/keys/")
    assert answer.location == "/fr/me/sign-in?then=/fr/me/keys/"
    ask(client, then="/fr/me/keys/")
    send(client, "/fr/me/sign-in/code", code=last_code())
    assert give_pin(client).location == "/fr/me/keys/"


@pytest.mark.parametrize("then", ["//evil.example/fr", "https://evil.example", "/\\evil", "/xx/a"])
def test_the_door_leads_nowhere_else(client, then):
    someone()
    ask(client, then=then)
    send(client, "/fr/me/sign-in/code", code=last_code())
    assert give_pin(client).location == "/fr/me/"


@pytest.mark.parametrize("typed", ["0612345678", "+212 612-345678", "00212612345678", "٠٦١٢٣٤٥٦٧٨"])
def test_a_number_may_be_typed_in_many_ways(client, typed):
    ask(client, typed)
    assert letters()[-1].address == PHONE


@pytest.mark.parametrize("typed", ["", "12", "abc", "0522 12 34 56"])
def test_what_takes_no_code_is_said_beside_the_field(client, typed):
    answer = ask(client, typed)
    assert answer.status_code == 422
    assert 'id="phone-wrong"' in answer.text
    assert letters() == []


def test_the_first_visit_opens_an_account(client):
    pass_code(client)
    assert first_time(client).location == "/fr/me/"
    (account,) = on()
    assert (account.name, account.member, account.made_by) == ("Mariam", 1, None)
    assert is_in(client)


def test_the_first_visit_with_a_number_and_a_pin_that_are_someones_is_hers(client):
    mine = someone()
    pass_code(client)
    assert first_time(client, name="Another").location == "/fr/me/"
    assert [a.id for a in on()] == [mine.id]
    assert "Aminata" in client.get("/fr/me/").text


def test_the_same_first_form_twice_is_one_account(client):
    pass_code(client)
    page = client.get("/fr/me/sign-in/pin")
    token = token_in(page.text, "/fr/me/sign-in/first")
    form = {"name": "Mariam", "language": "fr", "new_pin": PIN, "new_pin_again": PIN, "keep": "y"}
    cookie = client.get_cookie("door").value
    for _ in range(2):
        client.set_cookie("door", cookie)
        client.delete_cookie("me")
        answer = client.post("/fr/me/sign-in/first", data=form | {"form_token": token})
        assert answer.status_code == 303
    assert len(on()) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"new_pin": "123456", "new_pin_again": "123456"}, "new_pin"),
        ({"new_pin": "345678", "new_pin_again": "345678"}, "new_pin"),
        ({"new_pin_again": "482916"}, "new_pin_again"),
        ({"keep": ""}, "keep"),
        ({"new_pin": "12345", "new_pin_again": "12345"}, "new_pin"),
    ],
    ids=["no name", "weak", "of the phone", "not the same", "no consent", "five"],
)
def test_a_wrong_first_form_is_shown_again(client, wrong, field):
    pass_code(client)
    answer = first_time(client, **wrong)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert PIN not in answer.text
    assert on() == []


def test_what_is_wrong_is_listed_in_the_order_of_the_page(client):
    pass_code(client)
    page = first_time(client, name="", new_pin="", new_pin_again="", keep="").text
    listed = re.findall(r'<a href="#(\w+)">', page)
    assert listed == ["name", "new_pin", "new_pin_again", "keep"]


def test_five_people_share_a_number_and_the_sixth_is_told_nothing_of_them(client):
    for member in range(1, 6):
        someone(pin=f"48291{member}", member=member)
    pass_code(client)
    answer = first_time(client, pin="739164")
    assert answer.status_code == 422
    assert len(on()) == 5


def test_each_of_those_who_share_a_number_comes_in_as_herself(client, app):
    for member, name in enumerate(("Awa", "Binta", "Coumba"), start=1):
        someone(pin=f"48291{member}", name=name, member=member)
    for member, name in enumerate(("Awa", "Binta", "Coumba"), start=1):
        other = browser(app)
        with time_machine.travel(now() + timedelta(hours=member), tick=True):
            come_in(other, pin=f"48291{member}")
            assert name in other.get("/fr/me/").text


def test_two_with_the_same_pin_are_told_apart_by_their_member_code(client):
    someone(name="Awa", member=1)
    someone(name="Binta", member=2)
    assert come_in(client).status_code == 422
    assert give_pin(client, member="2").location == "/fr/me/"
    assert "Binta" in client.get("/fr/me/").text


def test_a_wrong_pin_and_no_account_are_answered_alike(client, app):
    someone()
    stranger = browser(app)
    wrong = come_in(client, pin="739164")
    unknown = come_in(stranger, pin="739164", phone="06 55 55 55 55")
    assert wrong.status_code == unknown.status_code == 422
    assert words(wrong.text) == words(unknown.text).replace("06 55 55 55 55", TYPED)


def test_no_page_of_the_pin_without_the_code(client):
    someone()
    ask(client)
    assert client.get("/fr/me/sign-in/pin").location == "/fr/me/sign-in/code"
    form = {"form_token": token_in(client.get("/fr/me/sign-in").text), "pin": PIN}
    assert client.post("/fr/me/sign-in/pin", data=form).location == "/fr/me/sign-in/code"
    assert not is_in(client)


@pytest.mark.parametrize(
    "page",
    ["code", "pin", "new-pin", "lost"],
)
def test_without_a_visit_every_page_of_the_door_leads_to_its_beginning(client, page):
    assert client.get(f"/fr/me/sign-in/{page}").location == "/fr/me/sign-in"


def test_what_is_typed_in_secret_is_never_shown_again_nor_kept_readable(client):
    someone()
    ask(client)
    answer = send(client, "/fr/me/sign-in/code", code="000001")
    assert answer.status_code == 422
    assert "000001" not in answer.text
    send(client, "/fr/me/sign-in/code", code=last_code())
    answer = give_pin(client, "739164")
    assert "739164" not in answer.text
    kept = [row.body_hash for row in db.session.query(FormAnswer)]
    kept += [row.who for row in db.session.query(Tally)]
    assert not [text for text in kept if "739164" in text or PHONE[1:] in text]


def test_code_and_pin_show_that_a_doubtful_number_is_good(client):
    mine = someone(phone_state=PhoneState.SUSPECT)
    come_in(client)
    assert fresh(mine).phone_state == PhoneState.GOOD


def test_the_pin_is_asked_again_after_five_minutes(client):
    someone()
    with time_machine.travel(now(), tick=True) as clock:
        come_in(client)
        assert client.get("/fr/me/keys/pin").status_code == 200
        clock.shift(timedelta(minutes=6))
        answer = client.get("/fr/me/keys/pin")
        assert answer.location == "/fr/me/pin?then=/fr/me/keys/pin"
        wrong = send(client, answer.location, pin="739164")
        assert wrong.status_code == 422
        right = send(client, answer.location, pin=PIN, then="/fr/me/keys/pin")
        assert right.location == "/fr/me/keys/pin"
        assert client.get("/fr/me/keys/pin").status_code == 200


def test_signing_out_ends_the_session_for_good(client):
    someone()
    come_in(client)
    cookie = client.get_cookie("me").value
    assert send(client, "/fr/me/", "/fr/me/sign-out").location == "/fr/me/sign-in"
    client.set_cookie("me", cookie)
    assert not is_in(client)


def test_leaving_ends_session_and_visit_and_empties_the_phone(client):
    someone()
    come_in(client, mine="y")
    ask_again = client.get_cookie("me").value
    client.set_cookie("door", "x" * 64)
    answer = client.post("/fr/leave")
    assert "storage" in answer.headers["Clear-Site-Data"]
    assert db.session.query(AccountSession).count() == 0
    assert [client.get_cookie(name) for name in ("me", "door", "phone")] == [None] * 3
    client.set_cookie("me", ask_again)
    assert not is_in(client)


def test_leaving_forgets_the_visit_at_the_door(client):
    ask(client)
    client.post("/fr/leave")
    assert db.session.query(DoorVisit).count() == 0


def test_the_same_number_sent_twice_is_one_code(client):
    token = token_in(client.get("/fr/me/sign-in").text, "/fr/me/sign-in")
    for _ in range(2):
        client.post("/fr/me/sign-in", data={"form_token": token, "phone": TYPED})
    assert len(letters()) == 1


def test_an_account_that_was_contested_opens_to_nobody(client):
    mine = someone()
    set_to(mine, state="contested")
    assert come_in(client).status_code == 422


def test_who_comes_in_is_noted_without_a_name_or_a_number(client):
    someone()
    come_in(client)
    deeds = db.session.query(audit.Deed).all()
    assert "accounts.account.entered" in {deed.what for deed in deeds}
    assert not [d for d in deeds if PHONE in d.subject + d.fields or "Aminata" in d.fields]
