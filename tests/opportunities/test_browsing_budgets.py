"""What browsing costs: bytes of a card, bytes of a page, questions to the database."""

import re
from datetime import date, timedelta

import pytest

from portal.core.clock import now
from portal.opportunities import cards
from portal.opportunities.queries import searching
from portal.opportunities.states import Kind, PayPeriod
from portal.web import public
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories.people import opportunity, organisation
from tests.queries import counted
from tests.web.test_budgets import BROTLI, css, size

LONG = {
    "fr": "Aide-cuisinier polyvalent pour restaurant africain, débutants acceptés (H/F) & femmes",
    "ar": "مساعد طباخ متعدد المهام لمطعم إفريقي ومغربي، نرحب بالمبتدئين والمبتدئات، تكوين في العمل",
    "en": "All-round kitchen assistant for an African & Moroccan restaurant, beginners are welcome",
    "es": "Ayudante de cocina polivalente para restaurante africano, se aceptan principiantes «sí»",
}
FIRMS = (
    "Coopérative féminine « L’Argane d’Agadir » & Filles du Souss-Massa-Drâa, SARL AU",
    "الجمعية الإقليمية للنساء الحرفيات بجهة بني ملال خنيفرة للتنمية والتضامن الاجتماعي",
)
TEXT = "Vous travaillez avec une petite équipe, du lundi au vendredi, de neuf heures à midi. " * 9
CARD = re.compile(r'<a class="card".*?</a>')


@pytest.fixture
def client(app, rows):
    """A client that is sent what browsers are: compressed pages."""
    searching.forget()
    return app.test_client()


def crowd(count, **other):
    firms = [organisation(name=name) for name in FIRMS]
    made = []
    for number in range(count):
        facts = {
            "title": list(LONG.values())[number % 4],
            "language": list(LONG)[number % 4],
            "slug": f"aide-cuisinier-polyvalent-pour-restaura-{number:06}",
            "kind": list(Kind)[number % 9],
            "city": "Béni Mellal",
            "city_code": "beni-mellal",
            "pay_from": 11_800,
            "pay_to": 12_500,
            "pay_period": list(PayPeriod)[number % 5],
            "published_at": now() - timedelta(minutes=number),
        }
        made.append(opportunity(firms[number % 2], **facts | other))
    return made


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_is_below_400_bytes(client, lang):
    crowd(40)
    found = []
    for page in range(1, 5):
        public.forget()
        found += CARD.findall(client.get(f"/{lang}/opportunities/?page={page}").text)
    assert len(found) == 40
    assert max(len(card.encode()) for card in found) < 400
    for card in found:
        firm, title = (re.sub("<[^>]+>", "", part) for part in card.split("<br>")[1::-1])
        assert len(title) > 20
        assert len(firm) > 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_card_cuts_what_somebody_filled_with_signs(app, rows, lang):
    firm = organisation(name="&" * 120)
    one = opportunity(firm, slug="a" * 47, title="<" * 120, city="🙂" * 80, city_code="")
    with app.test_request_context(f"/{lang}/opportunities/"):
        app.preprocess_request()
        card = cards.card(one).__html__()
    assert len(card.encode()) < 400
    assert card.endswith("</small></a>")
    assert re.search("&lt;…<", card)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_of_browsing_is_light(client, app, lang):
    (first,) = budgets.most("any public page's HTML")
    (further,) = budgets.most("any further page")
    full = crowd(
        21,
        about=TEXT,
        activities=TEXT,
        hours="9 h – 17 h, lundi à vendredi",
        benefits=["meals", "transport", "lodging"],
        skills=["broderie", "coupe"],
        starts_on=date(2027, 1, 4),
        languages=[{"language": "fr", "level": "good"}, {"language": "ary", "level": "little"}],
    )
    here = full[0].slug
    pages = ["", "?q=cuisine&city=beni-mellal&page=2", "?q=zzqqxx", f"{here}/", f"{here}/report"]
    for address in [*pages, f"{here}/report/thanks", f"{here}/print", "print"]:
        html = size(client.get(f"/{lang}/opportunities/{address}", headers=BROTLI))
        assert html + css(app) <= first, address
        assert html <= further, address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_that_htmx_asks_for_is_light(client, lang):
    crowd(30)
    (most,) = budgets.most("an HTMX answer")
    asks = {**BROTLI, "HX-Request": "true"}
    for query in ("", "?q=cuisine", "?q=zzqqxx", "?page=2"):
        answer = client.get(f"/{lang}/opportunities/{query}", headers=asks)
        assert size(answer) <= most, query


def test_no_page_asks_the_database_more_for_more_openings(client):
    (most,) = budgets.most("database queries")
    one = crowd(3)[0]
    over = opportunity(slug="over", state="filled")
    addresses = ("", "?q=cuisine", "?q=zzqqxx", "print", f"{one.slug}/", f"{over.slug}/")
    few = asked(client, addresses)
    for number in range(25):
        opportunity(slug=f"more-{number}", title=LONG["fr"], trade="cook")
    many = asked(client, addresses)
    assert max(few) <= most
    assert many == few


def asked(client, addresses) -> list[int]:
    counts = []
    for address in addresses:
        public.forget()
        searching.forget()
        with counted() as statements:
            client.get(f"/fr/opportunities/{address}")
        counts.append(len(statements))
    return counts
