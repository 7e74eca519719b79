"""Staff act for a person: open her account, print her code, fill in her profile, give new keys."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.accounts.models import Account, FirstCode
from portal.core.audit import Deed
from portal.core.db import db
from portal.core.sealed import keyed
from portal.notifications.models import Message
from portal.people.models import ActedFor, NumberAsk, Person
from tests import html_rules
from tests.databases import look_again
from tests.factories.people import account, person
from tests.people import sign_in, token_in
from tests.people.desk import PEOPLE, counsellor, here, newcomer, press, staff

NEW = PEOPLE + "new"


@pytest.fixture
def me(client):
    return counsellor(client)


def test_a_counsellor_opens_an_account_and_the_person_is_told(client, me):
    answer = press(client, NEW, NEW, **newcomer())
    made = db.session.query(Person).one()
    assert answer.location == f"{here(made)}?made=1"
    assert (made.name_folded, made.city_code, made.hub) == ("awa sow", "sale", "Rabat")
    assert (made.made_how, made.made_by, made.file.counsellor_id) == ("counsellor", me.id, me.id)
    assert (made.account.phone, made.account.language) == ("+212661234567", "ar")
    assert db.session.query(Message).filter_by(kind="account_opened").count() == 1


def test_what_was_said_aloud_is_kept_with_its_language_and_who_was_there(client, me):
    press(client, NEW, NEW, **newcomer(present=""))
    line = db.session.query(ActedFor).one()
    assert (line.what, line.by, line.hub, line.present) == ("account", me.id, "Rabat", False)
    assert (line.consent, line.language) == ("2026-11", "other")
    made = db.session.query(Person).one()
    assert not made.account.made_present
    noted = db.session.query(Deed).filter_by(what="people.profile.filled_for").one()
    assert (noted.actor, noted.fields) == (f"staff:{me.id}", "account,absent")


def test_without_a_yes_said_aloud_nothing_is_kept(client, me):
    answer = press(client, NEW, NEW, **newcomer(consent=""))
    assert answer.status_code == 422
    assert 'value="Awa Sow"' in answer.text
    assert db.session.query(Person).count() == 0


def test_someone_without_a_phone_has_an_account_all_the_same(client, me):
    assert press(client, NEW, NEW, **newcomer(phone="")).status_code == 303
    assert db.session.query(Account).one().phone is None
    assert db.session.query(Message).count() == 0


@pytest.mark.parametrize(
    "known", [{"name": "Moussa", "phone": "+212661234567"}, {"name": "Awa SOW", "phone": None}]
)
def test_who_may_be_the_same_person_is_shown_before_anything_is_kept(client, me, known):
    there = person(account=account(**known), city="Salé", city_code="sale")
    answer = press(client, NEW, NEW, **newcomer())
    assert answer.status_code == 422
    assert f'href="{here(there)}"' in answer.text
    assert db.session.query(Person).count() == 1
    assert press(client, NEW, NEW, **newcomer(another="y")).status_code == 303
    assert db.session.query(Person).count() == 2


def test_people_of_another_hub_are_not_shown_as_possible_doubles(client, me):
    person(account=account(name="Awa Sow"), city="Salé", city_code="sale", hub="Tanger")
    assert press(client, NEW, NEW, **newcomer()).status_code == 303


def test_the_sixth_on_one_phone_is_refused_and_nothing_is_lost(client, me):
    for member in range(1, 6):
        account(name="Kofi", phone="+212661234567", member=member)
    answer = press(client, NEW, NEW, **newcomer(another="y"))
    assert answer.status_code == 422
    assert 'value="Awa Sow"' in answer.text


def test_a_counsellor_opens_accounts_for_her_own_office_only(client, me):
    assert press(client, NEW, NEW, **newcomer(hub="Tanger")).status_code == 422


def test_the_form_twice_makes_one_person(client, me):
    form = newcomer() | {"form_token": token_in(client.get(NEW).text, NEW)}
    answers = [client.post(NEW, data=form) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert db.session.query(Person).count() == 1


def slip(client, who, what="code", lang="fr", **form):
    page = client.get(here(who) + what).text
    action = f"/{lang}/desk/people/{who.token}/{what}"
    data = {"form_token": token_in(page, action), "sure": "y"} | form
    return client.post(action, data=data)


def test_the_paper_holds_what_she_needs_in_her_language_and_the_code_works(client, me):
    who = person(account=account(name="نور", language="ar", phone=None))
    paper = slip(client, who, lang="ar")
    assert 'dir="rtl"' in paper.text
    number = who.account.number
    assert f"{number[:4]}-{number[4:]}" in paper.text
    code = re.search(r"<code>(\d{6})</code>", paper.text)[1]
    row = db.session.query(FirstCode).one()
    assert row.code_hash == keyed("first_code", f"{who.account_id}|{code}")
    assert "/me/sign-in" in paper.text
    assert paper.headers["Cache-Control"].startswith(("no-store", "private"))


def test_the_code_is_shown_once_and_a_second_paper_ends_the_first(client, me):
    who = person()
    first = re.search(r"<code>(\d{6})</code>", slip(client, who).text)[1]
    assert first not in client.get(here(who) + "code").text
    assert first not in client.get(here(who)).text
    slip(client, who)
    alive = [row for row in db.session.query(FirstCode) if row.used_at is None]
    assert len(alive) == 1


@pytest.mark.parametrize("what", ["code", "pin"])
def test_keys_are_given_only_to_someone_whom_staff_know(client, me, what):
    who = person()
    assert slip(client, who, what, sure="").status_code == 422
    assert db.session.query(FirstCode).count() == 0
    assert slip(client, who, what).status_code == 200


def test_a_lost_pin_is_vouched_for_and_noted(client, me):
    slip(client, person(), "pin")
    assert db.session.query(Deed).filter_by(what="accounts.pin.vouched").count() == 1


NUMBER = {"phone": "06 62 00 00 01", "sure": "y"}


def asked(client, who):
    """The address where a second member of staff confirms."""
    return press(client, here(who) + "number", here(who) + "number", **NUMBER).location


def test_a_new_number_needs_a_second_member_of_staff(client, me, app):
    who = person(account=account(phone="+212661234567"))
    ask = asked(client, who)
    assert press(client, ask, ask, answer="yes", sure="y").status_code == 422
    look_again()
    assert db.session.get(Account, who.account_id).phone == "+212661234567"
    second = html_rules.watching(app.test_client())
    sign_in(second, staff(email="second@example.org"))
    assert "06 62 00 00 01" in second.get(ask).text
    assert press(second, ask, ask, answer="yes").status_code == 422  # she has not seen the person
    assert press(second, ask, ask, answer="yes", sure="y").status_code == 303
    look_again()
    assert db.session.get(Account, who.account_id).phone == "+212662000001"
    assert db.session.query(NumberAsk).one().phone is None
    assert press_again(second, ask).status_code == 422


def press_again(client, ask):
    """The page says that it is answered: send the form of another one."""
    page = here(person()) + "number"
    data = {"form_token": token_in(client.get(page).text, page), "answer": "yes", "sure": "y"}
    return client.post(ask, data=data)


def test_the_second_may_say_no_and_someone_of_another_hub_nothing(client, me, app):
    who = person(account=account(phone="+212661234567"))
    ask = asked(client, who)
    far = html_rules.watching(app.test_client())
    sign_in(far, staff(email="far@example.org", hub="Tanger"))
    assert far.get(ask).status_code == 404
    assert "Awa" not in far.get(PEOPLE + "numbers/").text
    second = html_rules.watching(app.test_client())
    sign_in(second, staff(email="second@example.org"))
    assert ask in second.get(PEOPLE + "numbers/").text
    assert press(second, ask, ask, answer="no").status_code == 303
    look_again()
    assert db.session.get(Account, who.account_id).phone == "+212661234567"


ODD = st.sampled_from(["\x00", "\u202e", "٠٦٦١", "9" * 400, "-1", "<script>", "🙂", "\r\n", "y"])
ANY = st.one_of(ODD, st.text(max_size=60), st.text("0123456789+ ", max_size=20))
FIELDS = (*newcomer(), "another")


@given(form=st.fixed_dictionaries({}, optional={f: st.lists(ANY, max_size=2) for f in FIELDS}))
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_sent_the_answer_is_a_page_or_a_person(client, form):
    if client.get_cookie("sid") is None:
        counsellor(client)
    before = db.session.query(Person).count()
    data = form | {"form_token": token_in(client.get(NEW).text, NEW)}
    answer = client.post(NEW, data=data)
    assert answer.status_code in {303, 422}
    assert db.session.query(Person).count() - before == (answer.status_code == 303)
