"""The team opens an account for someone, with or without a phone; the person has the last word."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts import queries
from portal.accounts.models import Account, FirstCode
from portal.accounts.operations import changing, opening, staff_keys
from portal.accounts.permissions import Role
from portal.core import audit
from portal.core.clock import now
from portal.core.db import committed, db, transaction
from portal.core.errors import Refused
from portal.notifications import texts
from tests.accounts.walking import (
    PHONE,
    ask,
    browser,
    come_in,
    first_time,
    fresh,
    is_in,
    letters,
    on,
    pass_code,
    send,
    someone,
)
from tests.people import make_staff, spoken, words

CHOSEN = {"new_pin": "739164", "new_pin_again": "739164", "keep": "y"}


@pytest.fixture
def staff(client):
    return make_staff()


def opened(staff, phone=None, **other) -> Account:
    return committed(
        lambda: opening.open_for("Aminata", language="fr", phone=phone, staff_id=staff.id, **other)
    )


def printed(account, staff) -> str:
    with transaction():
        return opening.first_code(db.session.get_one(Account, account.id), staff.id)


def show_paper(client, account, code):
    ask(client, account.number)
    return send(client, "/fr/me/sign-in/code", code=code)


def test_number_and_code_on_paper_open_the_door_and_a_pin_is_chosen(client, staff):
    mine = opened(staff)
    code = printed(mine, staff)
    assert show_paper(client, mine, code).location == "/fr/me/sign-in/pin"
    assert client.get("/fr/me/sign-in/pin").location == "/fr/me/sign-in/new-pin"
    assert send(client, "/fr/me/sign-in/new-pin", **CHOSEN).location == "/fr/me/"
    assert client.get("/fr/me/").location == "/fr/me/confirm"


def test_the_number_may_be_written_in_its_own_field_in_small_letters(client, staff):
    mine = opened(staff)
    printed(mine, staff)
    shown = f"{mine.number[:4]}-{mine.number[4:]}".lower()
    answer = send(client, "/fr/me/sign-in", number=shown)
    assert answer.location == "/fr/me/sign-in/code"
    assert send(client, "/fr/me/sign-in", number="AAAA").status_code == 422


def test_at_the_first_sign_in_the_person_is_asked_and_says_yes(app, client, staff):
    mine = opened(staff)
    show_paper(client, mine, printed(mine, staff))
    send(client, "/fr/me/sign-in/new-pin", **CHOSEN)
    page = client.get("/fr/me/confirm")
    assert spoken(app, "Is that right?") in words(page.text)
    assert client.get("/fr/me/keys/").location == "/fr/me/confirm"
    assert send(client, "/fr/me/confirm", answer="yes").location == "/fr/me/"
    assert is_in(client)
    assert fresh(mine).confirmed_at is not None


def test_or_says_no_and_the_account_is_closed_until_staff_have_looked(client, staff):
    mine = opened(staff)
    show_paper(client, mine, printed(mine, staff))
    send(client, "/fr/me/sign-in/new-pin", **CHOSEN)
    assert send(client, "/fr/me/confirm", answer="no").location == "/fr/me/sign-in/closed"
    assert not is_in(client)
    assert [a.id for a in queries.contested()] == [mine.id]
    committed(lambda: changing.reopen(db.session.get_one(Account, mine.id)))
    assert queries.contested() == []


def test_afterwards_number_and_pin_are_enough_on_any_phone(client, staff, app):
    mine = opened(staff)
    show_paper(client, mine, printed(mine, staff))
    send(client, "/fr/me/sign-in/new-pin", **CHOSEN)
    send(client, "/fr/me/confirm", answer="yes")
    other = browser(app)
    ask(other, mine.number)
    assert send(other, "/fr/me/sign-in/pin", pin="739164").location == "/fr/me/"
    assert is_in(other)


def test_a_printed_code_works_once(client, staff, app):
    mine = opened(staff)
    code = printed(mine, staff)
    show_paper(client, mine, code)
    assert show_paper(browser(app), mine, code).status_code == 422


def test_a_printed_code_holds_a_week(client, staff):
    mine = opened(staff)
    code = printed(mine, staff)
    with time_machine.travel(now() + timedelta(days=7, minutes=1), tick=True):
        assert show_paper(client, mine, code).status_code == 422


def test_of_two_printed_codes_the_newer_one_works(client, staff):
    mine = opened(staff)
    old, new = printed(mine, staff), printed(mine, staff)
    if old != new:
        assert show_paper(client, mine, old).status_code == 422
    assert show_paper(client, mine, new).status_code == 303


def test_five_wrong_codes_in_a_day_close_the_way_of_the_paper(client, staff):
    mine = opened(staff)
    code = printed(mine, staff)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        assert show_paper(client, mine, wrong).status_code == 422
    assert show_paper(client, mine, code).status_code == 422
    with time_machine.travel(now() + timedelta(days=1, minutes=1), tick=True):
        assert show_paper(client, mine, code).status_code == 303


def test_a_printed_code_is_not_kept_readable(client, staff):
    mine = opened(staff)
    code = printed(mine, staff)
    (kept,) = db.session.query(FirstCode).all()
    assert code.encode() not in kept.code_hash
    assert code not in repr(db.session.query(audit.Deed.fields, audit.Deed.subject).all())


def test_someone_with_a_phone_is_told_and_can_say_that_she_did_not_ask(client, staff, app):
    mine = opened(staff, PHONE, present=False)
    (letter,) = letters("account_opened")
    assert letter.address == PHONE
    change = db.session.query(changing.KeyChange).one()
    page = f"/fr/keys/{change.token}/"
    reader = browser(app)
    assert spoken(app, "I did not ask for this: close it") in words(reader.get(page).text)
    assert fresh(mine).state == "active"
    send(reader, page, f"{page}stop")
    assert fresh(mine).state == "contested"
    assert spoken(app, "It is stopped") in words(reader.get(page).text)


def test_the_page_of_the_notice_shows_no_name_and_no_number(client, staff, app):
    mine = opened(staff, PHONE)
    change = db.session.query(changing.KeyChange).one()
    page = browser(app).get(f"/fr/keys/{change.token}/").text
    assert "Aminata" not in page
    assert mine.number not in page
    assert "45 67" not in page


def test_the_message_says_nothing_of_who_and_why(client, staff):
    opened(staff, PHONE)
    text = texts.of(letters("account_opened")[0])
    assert "Aminata" not in text
    assert "/m/" in text


def test_once_the_person_has_said_yes_the_link_closes_nothing(client, staff, app):
    mine = opened(staff, PHONE)
    with transaction():
        db.session.get_one(Account, mine.id).confirmed_at = now()
    change = db.session.query(changing.KeyChange).one()
    committed(lambda: changing.take_back(change))
    assert fresh(mine).state == "active"


def test_whoever_picks_up_the_phone_does_not_get_the_account_that_the_team_opened(client, staff):
    mine = opened(staff, PHONE)
    pass_code(client)
    first_time(client, name="Other")
    assert {a.name for a in on()} == {"Aminata", "Other"}
    assert fresh(mine).pin_hash is None


def test_the_team_is_told_when_five_share_a_number(client, staff):
    for member in range(1, 6):
        someone(member=member)
    with pytest.raises(Refused, match="number_full"):
        opened(staff, PHONE)


def test_a_counsellor_vouches_and_a_new_pin_is_chosen_at_once(client, staff, app):
    mine = someone()
    with transaction():
        code = changing.vouch_pin(db.session.get_one(Account, mine.id), staff.id)
    show_paper(client, mine, code)
    assert send(client, "/fr/me/sign-in/new-pin", **CHOSEN).location == "/fr/me/"
    assert come_in(browser(app), "739164").location == "/fr/me/"
    assert [letter.address for letter in letters("keys_changed")] == [PHONE]


@pytest.mark.parametrize("second", ["the same", "fair staff", "nobody", "who left"])
def test_a_number_is_changed_by_two_of_the_team_or_not_at_all(client, staff, second):
    mine = someone()
    other = make_staff(Role.FAIR_STAFF, email="two@example.org")
    left = make_staff(Role.COUNSELLOR, email="left@example.org")
    with transaction():
        staff_keys.remove_staff(db.session.merge(left))
    who = {"the same": staff.id, "fair staff": other.id, "nobody": 999, "who left": left.id}

    def move():
        account = db.session.get_one(Account, mine.id)
        changing.vouch_number(account, "+212655555555", staff_id=staff.id, second_staff=who[second])

    with pytest.raises(Refused, match="second_needed"):
        committed(move)
    assert fresh(mine).phone == PHONE


def test_two_of_the_team_move_an_account_to_another_number(client, staff):
    mine = someone()
    second = make_staff(Role.COUNSELLOR, email="two@example.org")
    with transaction():
        account = db.session.get_one(Account, mine.id)
        changing.vouch_number(account, "+212655555555", staff_id=staff.id, second_staff=second.id)
    assert fresh(mine).phone == "+212655555555"
    assert fresh(mine).careful_until > now()
    assert [letter.address for letter in letters("keys_changed")] == [PHONE]
    change = db.session.query(changing.KeyChange).one()
    assert (change.vouched_by, change.seconded_by) == (staff.id, second.id)
