"""The pages of each party, and who is kept away from them."""

import pytest

from portal.agreements import messages
from portal.agreements.models import Agreement
from portal.agreements.states import AgreementState, Party
from portal.core.db import db
from portal.web.locale import LANGUAGES
from tests.agreements.table import (
    EVERYONE,
    FILLED,
    SCHOOL,
    Table,
    hidden,
    last_code,
    posted,
    send,
    totp,
)
from tests.databases import look_again
from tests.factories import people
from tests.people import sign_in, token_in, words
from tests.queries import counted

MINE, THEIRS, DESK = "/fr/me/agreements/", "/fr/employer/agreements/", "/fr/desk/agreements/"


@pytest.fixture
def table(rows):
    return Table(school=SCHOOL)


@pytest.fixture
def others(app):
    """A browser for someone else."""
    return app.test_client


def at_home(client, table, party):
    """The party's own browser; the address of its agreement."""
    if party == Party.PROGRAMME:
        totp(table.staff)  # the code of this half minute may have been used
        sign_in(client, table.staff)
        return f"{DESK}{table.token}/"
    if party == Party.SCHOOL:
        return f"/fr/sign/{table.seat(Party.SCHOOL).token}/"
    people.enter(client, table.account(party))
    return f"{MINE if party == Party.PERSON else THEIRS}{table.token}/"


ALL = (*EVERYONE, Party.SCHOOL)


@pytest.mark.parametrize("party", ALL)
def test_each_party_reads_it_signs_it_and_is_told_what_it_signed(client, table, party):
    here = at_home(client, table, party)
    page = client.get(here)
    assert page.status_code == 200
    for text in (table.number, "Coudre des ourlets", "1\u202f800 dirhams", "1er février 2027"):
        assert text in page.text
    assert f'href="{here}sign"' in page.text
    if party == Party.PROGRAMME:
        form = {"name": "Leïla Amrani", "version": "1", "code": totp(table.staff)}
        answer = send(client, f"{here}sign", **form)
    else:
        answer = send(client, f"{here}sign", name="Aminata Diallo", version="1", send="1")
        assert answer.status_code == 303
        assert answer.location == f"{here}sign"
        answer = send(client, f"{here}sign", version="1", code=f" {last_code()} ")
    assert answer.status_code == 303
    assert table.states == {p: p == party for p in ALL}
    assert "✓" in client.get(here).text


@pytest.mark.parametrize("party", [Party.PERSON, Party.EMPLOYER, Party.SCHOOL])
def test_a_wrong_code_is_said_beside_the_field_and_counted_once(client, table, party):
    here = at_home(client, table, party)
    send(client, f"{here}sign", name="Aminata Diallo", version="1", send="1")
    page = client.get(f"{here}sign").text
    form = {"form_token": token_in(page), "version": "1", "code": "12 34 5x"}
    for status in (422, 303):  # the same submission again changes nothing
        assert client.post(f"{here}sign", data=form).status_code == status
    assert table.seat(party).tries == 1
    assert not any(table.states.values())


@pytest.mark.parametrize("party", ALL)
def test_empty_forms_are_shown_again(client, table, party):
    here = at_home(client, table, party)
    assert send(client, f"{here}sign", version="1", name="", send="1", code="").status_code == 422
    answer = send(client, f"{here}refuse", why=" ")
    assert answer.status_code == 422
    assert 'id="why-wrong"' in answer.text


@pytest.mark.parametrize("party", ALL)
def test_who_read_an_earlier_version_reads_again(client, table, party):
    here = at_home(client, table, party)
    page = client.get(f"{here}sign").text
    table.change(school=SCHOOL, allowance=1900)
    token = token_in(page, f"{here}sign")
    form = {"form_token": token, "version": hidden(page, "version")}
    more = {"name": "Aminata", "send": "1", "code": totp(table.staff)}
    answer = client.post(f"{here}sign", data=form | more)
    assert answer.status_code == 422
    assert not any(table.states.values())


@pytest.mark.parametrize("party", ALL)
def test_each_party_may_say_no_and_the_others_read_why(client, table, party):
    here = at_home(client, table, party)
    assert send(client, f"{here}refuse", why="Trop loin de chez moi").status_code == 303
    assert table.now.state == AgreementState.REJECTED
    assert "Trop loin de chez moi" in client.get(here).text
    other = Party.EMPLOYER if party == Party.PERSON else Party.PERSON
    assert "Trop loin de chez moi" in client.get(at_home(client, table, other)).text


@pytest.mark.parametrize("end", ["refuse", "sign", "edit"])
def test_a_form_that_was_sent_and_changed_is_shown_again(client, table, end):
    here = at_home(client, table, Party.EMPLOYER)
    token = token_in(client.get(f"{here}{end}").text, f"{here}{end}")
    filled = {"form_token": token, "version": "1", "send": "1", "why": "non", "name": "A"}
    if end == "edit":
        filled |= {**FILLED}
    assert client.post(f"{here}{end}", data=filled).status_code == 303
    changed = filled | {"why": "oui", "name": "B", "title": "C"}
    assert client.post(f"{here}{end}", data=changed).status_code == 422


def pages(table, party):
    there = {Party.PERSON: "me/agreements", Party.EMPLOYER: "employer/agreements"}
    base = f"/{there.get(party, 'desk/agreements')}/"
    if party == Party.SCHOOL:
        here = f"/sign/{table.seat(Party.SCHOOL).token}/"
        return [here, f"{here}sign", f"{here}refuse"]
    mine = [
        base,
        f"{base}{table.token}/",
        f"{base}{table.token}/sign",
        f"{base}{table.token}/refuse",
    ]
    return mine if party == Party.PERSON else [*mine, f"{base}{table.token}/edit"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("party", ALL)
def test_every_page_is_light_in_every_language(app, table, party, lang):
    client = app.test_client()
    at_home(client, table, party)
    for address in pages(table, party):
        answer = client.get(f"/{lang}{address}", headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200, address
        assert len(answer.data) <= 6000, address


@pytest.mark.parametrize("party", ALL)
def test_no_page_asks_more_than_twelve_questions(client, table, party):
    table.sign(Party.PERSON)
    at_home(client, table, party)
    for address in pages(table, party):
        client.get(f"/fr{address}")
        with counted() as asked:
            client.get(f"/fr{address}")
        assert len(asked) <= 12, (address, asked)


@pytest.mark.parametrize("address", [THEIRS, DESK])
def test_lists_ask_no_more_for_more_rows(client, table, address):
    party = Party.EMPLOYER if address == THEIRS else Party.PROGRAMME
    at_home(client, table, party)
    client.get(address)
    with counted() as few:
        client.get(address)
    opening = people.opportunity(table.firm)
    for _ in range(5):
        people.application(people.person(), opening, state="accepted")
    look_again()
    with counted() as many:
        assert client.get(address).text.count("/new/") == 5
    assert len(many) <= len(few)


def test_pages_of_a_signed_agreement_offer_no_signing(client, table):
    table.sign(*ALL)
    for party in ALL:
        here = at_home(client, table, party)
        page = client.get(here)
        assert '/sign"' not in page.text
        assert "agreement.pdf" in page.text
        assert client.get(f"{here}sign").status_code == 200


def test_the_messages_lead_to_the_pages(client, table):
    from portal.notifications.models import ShortLink

    paths = set(db.session.scalars(db.select(ShortLink.path)))
    school = table.seat(Party.SCHOOL).token
    assert {
        f"fr/me/agreements/{table.token}/",
        f"fr/employer/agreements/{table.token}/",
        f"fr/sign/{school}/",
    } <= paths
    assert words(client.get(f"/fr/sign/{school}/").text)
    assert {m.purpose for m in posted(messages.TO_SIGN)} == {"work"}
    assert db.session.scalar(db.select(db.func.count(Agreement.id))) == 1
