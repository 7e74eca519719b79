"""What the directory and a page cost: bytes, and questions to the database."""

import pytest

from portal.startups.queries import wording
from portal.web import public
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories import startups
from tests.queries import counted
from tests.startups.full import full
from tests.web.test_budgets import BROTLI, css, size

ASKS = ("", "?q=couture", "?q=zzqqxx", "?open=1&city=sale", "?photos=1", "?q=wax&open=1&photos=1")


@pytest.fixture
def client(app, rows):
    """A client that is sent what browsers are: compressed pages."""
    wording.keeper.forget()
    return app.test_client()


def crowd(count):
    lines = list(full(slug="full-0").line.values())
    for number in range(count):
        startups.startup(
            slug=f"cooperative-atelier-baobab-filles-d-{number:05}",
            name=f"Coopérative Atelier Baobab & Filles {number}",
            line={"fr": lines[number % 4]},
            photos=[startups.photo()],
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_with_everything_on_it_is_light(client, app, lang):
    (first,) = budgets.most("any public page's HTML")
    (further,) = budgets.most("any further page")
    here = f"/{lang}/startups/{full().slug}/"
    for address in (here, f"{here}?photos=1", f"{here}report", f"{here}report/thanks"):
        html = size(client.get(address, headers=BROTLI))
        assert html <= further, address
        assert html + css(app) <= first, address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_directory_is_light(client, app, lang):
    (first,) = budgets.most("any public page's HTML")
    (further,) = budgets.most("any further page")
    (fragment,) = budgets.most("an HTMX answer")
    crowd(45)
    for query in (*ASKS, "?page=2", "?q=zzqqxx&city=oujda&open=1"):
        public.forget()
        html = size(client.get(f"/{lang}/startups/{query}", headers=BROTLI))
        assert html <= further, query
        assert html + css(app) <= first, query
        part = client.get(f"/{lang}/startups/{query}", headers={**BROTLI, "HX-Request": "true"})
        assert size(part) <= fragment, query


def test_no_page_asks_the_database_more_for_more_businesses(client):
    (most,) = budgets.most("database queries")
    one = full(slug="one")
    few = asked(client, one)
    for number in range(39):
        full(slug=f"more-{number}")
    assert max(few) <= most
    assert asked(client, one) == few


def test_a_page_asks_as_much_with_one_product_as_with_twelve(client):
    one = {"products": [startups.product()], "photos": [startups.photo()]}
    small = startups.startup(**one, listed=True, ramadan_hours={})
    assert asked(client, small, ()) == asked(client, full(), ())


def asked(client, one, queries=ASKS) -> list[int]:
    counts = []
    for address in (*queries, f"{one.slug}/", f"{one.slug}/report"):
        public.forget()
        wording.keeper.forget()
        with counted() as statements:
            assert client.get(f"/fr/startups/{address}").status_code == 200
        counts.append(len(statements))
    return counts
