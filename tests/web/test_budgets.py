"""What the portal sends, in bytes, and what it asks of the database: the README's table."""

import pytest

from portal import build
from portal.demo_words import EVENTS
from portal.web import public
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories.events import EventFactory, PlaceFactory, SessionFactory, register
from tests.people import make_staff, sign_in, token_in
from tests.queries import counted

BROTLI = {"Accept-Encoding": "br"}
SMS_ROW = "an SMS"  # tests/test_languages.py counts the segments


def make_fair():
    """A fair as large as the demonstration's."""
    words = EVENTS[0]
    event = EventFactory(title=words["title"], about=words["about"], mode="hybrid")
    name, address, point = words["places"][0]
    place = PlaceFactory(event=event, name=name, address=address, map_point=point)
    for _, _, _, capacity, where, title in words["sessions"]:
        SessionFactory(
            event=event, place=None if where is None else place, capacity=capacity, title=title
        )
    return event


def pages(event, badge):
    """Every page that the public meets."""
    here, mine = f"/events/{event.slug}/", f"/badges/{badge.token}/"
    return [
        *("/", "/events/", "/my-data/", "/nothing", "/desk/sign-in"),
        *(here, here + "register", mine, mine + "change", mine + "cancel"),
        mine + "messages",
    ]


@pytest.fixture
def client(app, rows):
    """A client that is sent what browsers are: compressed pages."""
    return app.test_client()


def size(answer) -> int:
    assert answer.headers["Content-Encoding"] == "br"
    return len(answer.data)


def css(app) -> int:
    name = build.manifest(app.extensions["settings"].programme)["css/site.css"]
    return (build.BUILT / f"{name}.br").stat().st_size


@pytest.fixture
def fair(client):
    return make_fair()


@pytest.fixture
def badge(fair):
    return register(*fair.sessions, name="Marie-Thérèse Ouédraogo Nikièma")


def test_the_table_is_the_one_that_was_promised():
    if budgets.PROMISED.exists():
        assert budgets.table() == budgets.table(budgets.PROMISED)
    assert len(budgets.table()) == 10
    assert budgets.most(SMS_ROW)[0] == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_public_page_is_light(client, app, fair, badge, lang):
    (first,) = budgets.most("any public page's HTML")
    (further,) = budgets.most("any further page")
    for address in pages(fair, badge):
        html = size(client.get(f"/{lang}{address}", headers=BROTLI))
        assert html + css(app) <= first, address
        assert html <= further, address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_that_comes_back_is_light(client, fair, lang):
    (further,) = budgets.most("any further page")
    page = client.get(f"/{lang}/events/{fair.slug}/")
    form = {"form_token": token_in(page.text)}
    back = client.post(f"/{lang}/events/{fair.slug}/register", data=form, headers=BROTLI)
    assert back.status_code == 422
    assert size(back) <= further


def test_the_style_sheet_is_light(app):
    assert css(app) <= budgets.most("site CSS")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_to_htmx_is_light(client, fair, lang):
    (most,) = budgets.most("an HTMX answer")
    asks = {**BROTLI, "HX-Request": "true"}
    page = client.get(f"/{lang}/events/{fair.slug}/")
    form = {"form_token": token_in(page.text), "phone": "06"}
    answer = client.post(f"/{lang}/events/{fair.slug}/register/phone", data=form, headers=asks)
    assert len(answer.data) <= most
    for number in range(40):
        register(fair.sessions[number % 5], name=f"Marie-Thérèse Ouédraogo {number}")
    sign_in(client, make_staff())
    address = f"/{lang}/desk/events/{fair.slug}/registrations/?q=Marie"
    assert "<html" not in client.get(address, headers={"HX-Request": "true"}).text
    assert size(client.get(address, headers=asks)) <= most


def test_no_page_asks_the_database_more_for_more_rows(client, fair, badge):
    (most,) = budgets.most("database queries")
    few = asked(client, pages(fair, badge))
    for _ in range(4):
        make_fair()
    for session in fair.sessions * 4:
        SessionFactory(event=fair, place=session.place, title=session.title)
    large = register(*fair.sessions)
    many = asked(client, pages(fair, large))
    assert max(few) <= most
    assert many == few


def asked(client, addresses) -> list[int]:
    counts = []
    for address in addresses:
        public.forget()
        with counted() as statements:
            client.get(f"/fr{address}")
        counts.append(len(statements))
    return counts
