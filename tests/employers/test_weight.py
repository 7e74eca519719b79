"""What the pages of employers weigh, and what they ask of the database."""

import pytest

from portal.accounts.permissions import Role
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.employers import firms
from tests.employers.firms import ICE, firm
from tests.factories import people
from tests.people import make_staff, sign_in, token_in
from tests.queries import counted
from tests.web.test_budgets import BROTLI, css, size

MINE = ("", "register", "registered", "edit", "charter", "members/", "members/invite", "choose")
LONG = "Coopérative féminine Argane et Tissage du Moyen-Atlas"


@pytest.fixture
def client(app, rows):
    """A client that is sent what browsers are: compressed pages."""
    return app.test_client()


@pytest.fixture
def mine(client):
    one = firm(name=LONG, ice=ICE, city="Béni Mellal")
    for n in range(10):
        firms.invited(one.organisation, f"Marie-Thérèse Ouédraogo {n}")
    people.enter(client, one.account)
    sign_in(client, make_staff(Role.COORDINATOR))
    return one


def pages(one) -> list[str]:
    link = firms.invited(one.organisation)
    mine = [f"/employer/organisation/{page}" for page in MINE]
    desk = f"/desk/employers/{one.organisation.token}/"
    colleague = [f"/employer/organisation/members/{link.token}/{page}" for page in ("", "link")]
    secret = firms.members.queries.invitation_secret(link)
    join = [f"/employer/organisation/join/{secret}", "/employer/organisation/leave"]
    return [*mine, *colleague, *join, desk, desk + "edit", desk + "invite", "/desk/employers/new"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_light(client, app, mine, lang):
    (first,) = budgets.most("any public page's HTML")
    (further,) = budgets.most("any further page")
    for address in pages(mine):
        answer = client.get(f"/{lang}{address}", headers=BROTLI)
        assert answer.status_code == 200, address
        html = size(answer)
        assert html + css(app) <= first, address
        assert html <= further, address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_that_comes_back_is_light(client, mine, lang):
    (further,) = budgets.most("any further page")
    address = f"/{lang}/employer/organisation/register"
    form = {"form_token": token_in(client.get(address).text, address)}
    back = client.post(address, data=form, headers=BROTLI)
    assert back.status_code == 422
    assert size(back) <= further


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_the_desk_is_light(client, mine, lang):
    (most,) = budgets.most("an HTMX answer")
    for n in range(30):
        firm(name=f"{LONG} {n}", city="Béni Mellal")
    address = f"/{lang}/desk/employers/?q=argane"
    assert size(client.get(address, headers={**BROTLI, "HX-Request": "true"})) <= most


def test_no_page_asks_the_database_more_for_more_rows(client, mine):
    (most,) = budgets.most("database queries")
    addresses = [*pages(mine), "/desk/employers/"]
    few = asked(client, addresses)
    assert max(few) <= most, dict(zip(addresses, few, strict=True))
    for _ in range(8):
        twin = firm(name=LONG, ice=ICE)
        firms.decide(twin.organisation, "verify")
    for decision, note in (("ask", "x"), ("verify", ""), ("suspend", "x"), ("lift", "")):
        firms.decide(mine.organisation, decision, note)
    assert asked(client, addresses) == few


def asked(client, addresses) -> list[int]:
    counts = []
    for address in addresses:
        with counted() as statements:
            client.get(f"/fr{address}")
        counts.append(len(statements))
    return counts
