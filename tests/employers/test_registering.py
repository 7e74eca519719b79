"""An employer registers, looks after the facts, signs the charter."""

import pytest

from portal.core.audit import Deed
from portal.core.db import db
from portal.employers import queries, rules
from portal.employers.models import Membership, Organisation
from tests.employers import firms
from tests.employers.firms import HOME, ICE, OTHER_ICE, press, send, typed
from tests.factories import people
from tests.people import token_in, words

REGISTER = HOME + "register"


@pytest.fixture
def salma(client):
    owner = people.account(name="Salma")
    people.enter(client, owner)
    return owner


def made() -> Organisation:
    db.session.rollback()
    return db.session.query(Organisation).one()


def test_a_stranger_is_led_through_the_door_and_back(client):
    answer = client.get(REGISTER)
    assert answer.status_code == 303
    assert "then=" in answer.location
    assert "register" in answer.location


def test_an_employer_registers_and_may_write_an_opening(client, salma):
    answer = send(client, REGISTER, typed(charter="y"))
    assert answer.location == HOME + "registered"
    page = client.get(answer.location).text
    assert "/fr/employer/opportunities/new" in page
    one = made()
    assert (one.name, one.form, one.ice) == ("Atelier Zitoun", "cooperative", ICE)
    assert (one.city, one.city_code, one.sector) == ("sala", "sale", "sewing")
    assert (one.contact_mode, one.contact_phone) == ("whatsapp", "+212661223344")
    assert (one.max_introductions, one.state) == (4, "pending")
    assert rules.has_signed(one)
    assert one.csr_signed_by == salma.id
    mine = queries.membership_of(salma.id)
    assert (mine.organisation_id, mine.role) == (one.id, "owner")
    assert queries.may_post(mine)


def test_the_charter_is_signed_by_those_alone_who_tick_it(client, salma):
    send(client, REGISTER, typed())
    assert made().csr_version == ""


def test_what_is_known_of_who_registers_stands_in_the_form(client, salma):
    page = client.get(REGISTER).text
    assert 'value="Salma"' in page
    assert 'value="10"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Write the name of the organisation."),
        ({"name": "x" * 121}, "This is too long"),
        ({"form": "empire"}, "Choose one of the answers shown here."),
        ({"form": ""}, "Choose a legal form."),
        ({"ice": "123"}, "An ICE has 15 digits"),
        ({"ice": "001561191000067"}, "One digit of this ICE is not right."),
        ({"city": ""}, "Write your city."),
        ({"sector": ""}, "Choose your sector."),
        ({"contact_mode": ""}, "Choose how we contact you."),
        ({"phone": ""}, "Write the number where we reach you."),
        ({"phone": "12"}, "We can't read this number."),
        ({"contact_mode": "email"}, "Write the e-mail address where we reach you."),
        ({"email": "nobody"}, "Write an e-mail address"),
        ({"contact_mode": "walk_in"}, "Write the address where people come."),
        ({"introductions": "0"}, "Write a number from 1 to 100."),
        ({"introductions": "101"}, "Write a number from 1 to 100."),
        ({"introductions": "many"}, "Write a number from 1 to 100."),
    ],
)
def test_a_wrong_answer_is_said_beside_its_field(client, salma, wrong, sentence):
    address = "/en/employer/organisation/register"
    answer = send(client, address, typed(**wrong))
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert db.session.query(Organisation).count() == 0


@pytest.mark.parametrize(
    "way",
    [
        {"contact_mode": "phone", "phone": "05 37 12 34 56"},
        {"contact_mode": "email", "email": "atelier@example.org", "phone": ""},
        {"contact_mode": "walk_in", "address": "12, rue du Souk", "phone": ""},
    ],
)
def test_each_way_of_contact_asks_for_its_own_field_alone(client, salma, way):
    assert send(client, REGISTER, typed(**way)).status_code == 303


def test_no_ice_and_no_number_of_introductions_are_fine(client, salma):
    assert send(client, REGISTER, typed(ice="", introductions="")).status_code == 303
    assert (made().ice, made().max_introductions) == (None, 10)


def test_the_same_form_sent_twice_makes_one_organisation(client, salma):
    form = typed() | {"form_token": token_in(client.get(REGISTER).text, REGISTER)}
    first, second = client.post(REGISTER, data=form), client.post(REGISTER, data=form)
    assert first.location == second.location
    assert made()
    changed = client.post(REGISTER, data=form | {"name": "Other"})
    assert changed.status_code == 422


def test_an_ice_that_another_firm_gave_tells_nothing_of_that_firm(client, salma):
    firms.firm(ice=ICE, name="Le Premier")
    answer = send(client, REGISTER, typed())
    assert answer.status_code == 303
    assert "Premier" not in client.get(HOME).text
    both = db.session.query(Organisation).filter_by(ice=ICE).all()
    assert [one.state for one in both] == ["pending", "pending"]
    assert queries.with_twins([one.id for one in both]) == {one.id for one in both}


def test_one_account_speaks_for_five_organisations_at_most(client, salma):
    for _ in range(rules.MOST_ORGANISATIONS):
        firms.firm(salma)
    answer = send(client, REGISTER, typed())
    assert answer.status_code == 422
    assert len(queries.memberships_of(salma.id)) == 5


def test_someone_without_an_organisation_is_led_to_register_one(client, salma):
    assert client.get(HOME).location == REGISTER
    assert client.get(HOME + "edit").location == REGISTER
    assert client.get(HOME + "members/").location == REGISTER


def test_before_the_check_every_fact_changes_at_once(client, salma):
    mine = firms.firm(salma, name="Vieux nom")
    answer = send(client, HOME + "edit", typed(contact_mode="phone", ice=OTHER_ICE))
    assert answer.location == HOME
    one = firms.again(mine.organisation)
    assert (one.name, one.ice, one.wanted) == ("Atelier Zitoun", OTHER_ICE, None)
    assert one.name_folded == "atelier zitoun"
    deed = db.session.query(Deed).filter_by(what="employers.organisation.changed").one()
    assert set(deed.fields.split(",")) >= {"name", "ice", "city"}
    assert "Zitoun" not in deed.fields


def test_a_verified_name_stays_until_staff_agree_to_another(client, salma):
    mine = firms.firm(salma, name="Nour", ice=ICE, city="Rabat")
    firms.decide(mine.organisation, "verify")
    send(client, HOME + "edit", typed(name="Marjane", ice=OTHER_ICE, city="Tanger"))
    one = firms.again(mine.organisation)
    assert (one.name, one.ice, one.city, one.state) == ("Nour", ICE, "Tanger", "verified")
    assert one.wanted == {"name": "Marjane", "ice": OTHER_ICE}
    assert "Marjane" in client.get(HOME).text
    firms.decide(one, "take_change")
    one = firms.again(one)
    assert (one.name, one.ice, one.wanted) == ("Marjane", OTHER_ICE, None)
    assert one.name_folded == "marjane"


def test_a_wish_is_taken_back_by_writing_the_old_name_again(client, salma):
    mine = firms.firm(salma, name="Nour", ice=None)
    firms.decide(mine.organisation, "verify")
    send(client, HOME + "edit", typed(name="Marjane", ice=""))
    assert firms.again(mine.organisation).wanted == {"name": "Marjane"}
    assert 'value="Marjane"' in client.get(HOME + "edit").text
    send(client, HOME + "edit", typed(name="Nour", ice=""))
    assert firms.again(mine.organisation).wanted is None


def test_a_banned_organisation_changes_nothing(client, salma):
    mine = firms.firm(salma, name="Nour")
    firms.decide(mine.organisation, "ban", "Faux.")
    answer = send(client, HOME + "edit", typed())
    assert answer.status_code == 422
    assert firms.again(mine.organisation).name == "Nour"


@pytest.mark.parametrize(
    ("state", "decision"),
    [("pending", None), ("verified", "verify"), ("suspended", "suspend"), ("banned", "ban")],
)
def test_the_state_is_said_in_plain_words_with_the_reason(client, salma, state, decision):
    mine = firms.firm(salma)
    if decision:
        firms.decide(mine.organisation, decision, "Parce que.")
    page = client.get("/en/employer/organisation/")
    assert ("Parce que." in page.text) == bool(decision)
    sentences = {
        "pending": "We check your organisation now",
        "verified": "We have checked your organisation.",
        "suspended": "We have suspended your organisation for now.",
        "banned": "We have closed your organisation on this site.",
    }
    assert [s for s, said in sentences.items() if said in page.text] == [state]
    assert ("/en/employer/opportunities/" in page.text.split("<h1>")[1]) == (
        state in ("pending", "verified")
    )


def test_the_charter_is_signed_and_withdrawn(client, salma):
    mine = firms.firm(salma)
    press(client, HOME + "charter", HOME + "charter/sign")
    assert rules.has_signed(firms.again(mine.organisation))
    press(client, HOME + "charter", HOME + "charter/withdraw")
    one = firms.again(mine.organisation)
    assert (one.csr_version, one.csr_signed_at, one.csr_signed_by) == ("", None, None)


def test_who_speaks_for_a_firm_meets_the_employers_side_first(client, salma):
    first = 'class="main" href="/fr/employer/"'
    before = client.get("/fr/me/").text
    assert first not in before
    assert 'class="main" href="/fr/me/profile/"' in before
    send(client, REGISTER, typed())
    after = client.get("/fr/me/").text
    assert first in after
    assert after.count('class="main"') == 1
    assert after.count('href="/fr/employer/"') == 1


def test_a_member_who_reads_the_charter_keeps_the_menu_and_a_stranger_has_none(client, salma):
    menu = 'href="/fr/employer/opportunities/"'
    assert menu not in client.get(HOME + "charter").text
    send(client, REGISTER, typed())
    assert menu in client.get(HOME + "charter").text


def test_a_charter_with_new_words_is_signed_again(client, salma, monkeypatch):
    mine = firms.firm(salma)
    press(client, HOME + "charter", HOME + "charter/sign")
    monkeypatch.setattr(rules, "CHARTER_VERSION", "2030-01")
    assert "The charter has new words." in client.get("/en/employer/organisation/").text
    press(client, HOME + "charter", HOME + "charter/sign")
    assert firms.again(mine.organisation).csr_version == "2030-01"


def test_everyone_may_read_the_charter_and_nobody_signs_it_for_nobody(client):
    page = client.get(HOME + "charter")
    assert page.status_code == 200
    assert '<form method="post" action="/fr/employer' not in page.text


def test_looking_changes_nothing(client, salma):
    mine = firms.firm(salma)
    before = vars(firms.again(mine.organisation)).copy()
    for page in ("", "edit", "charter", "registered", "register", "members/", "choose", "leave"):
        assert client.get(HOME + page).status_code == 200
    after = vars(firms.again(mine.organisation)).copy()
    assert {k: v for k, v in before.items() if k[0] != "_"} == {
        k: v for k, v in after.items() if k[0] != "_"
    }
    assert db.session.query(Membership).count() == 1
