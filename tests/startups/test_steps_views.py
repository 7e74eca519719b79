"""The founder's screens, one after the other, as she meets them."""

import re

import pytest

from portal.core.db import db
from portal.reference.sectors import SECTORS
from portal.startups import texts
from portal.startups.forms.writing import LONGEST_ABOUT, LONGEST_LINE
from portal.startups.labels import NEXT
from portal.startups.models import Startup, StartupMember
from portal.startups.rules import steps
from portal.startups.states import StartupState, Step
from portal.web.locale import LANGUAGES
from tests.factories import startups
from tests.factories.people import account, enter
from tests.people import spoken, words
from tests.startups.founding import (
    CONTACT,
    HERE,
    HOURS,
    PAGE,
    PLACE,
    PRODUCT,
    WORK,
    draft,
    founder,
    now_of,
    send,
)

SCREENS = ("page/work", "products/", "page/place", "page/hours", "page/contact", "photos/")


@pytest.fixture
def mine(client):
    page = draft()
    founder(client, page)
    return page


def test_a_page_is_made_screen_by_screen_and_sent(client):
    enter(client, account(name="Mariam"))
    begun = {"name": "Atelier Baobab", "form": "cooperative", "written_in": "fr"}
    answer = send(client, HERE + "begin", **begun)
    assert (answer.status_code, answer.location) == (303, PAGE + "work")
    answers = (
        (PAGE + "work", WORK, HERE + "products/"),
        (HERE + "products/", PRODUCT, PAGE + "place"),
        (PAGE + "place", PLACE, PAGE + "hours"),
        (PAGE + "hours", HOURS, PAGE + "contact"),
        (PAGE + "contact", CONTACT, HERE + "photos/"),
    )
    for count, (address, typed, then) in enumerate(answers):
        shown = client.get(HERE)
        assert f'value="{count}"' in re.search("<progress[^>]*>", shown.text).group()
        answer = send(client, address, **typed)
        assert (answer.status_code, answer.location) == (303, then), words(answer.text)
    made = db.session.query(Startup).one()
    assert (made.trade, made.sector, made.city_code) == ("dressmaker", "sewing", "sale")
    assert made.hours == {d: [["09:00", "13:00"], ["15:00", "19:00"]] for d in ("mon", "tue")}
    assert made.phone == made.whatsapp == "+212661234567"
    assert made.links == [{"kind": "instagram", "address": "https://www.instagram.com/baobab"}]
    assert [(p.name, p.price_from) for p in made.products] == [({"fr": "Sac en wax"}, 12_000)]
    answer = send(client, HERE + "look", HERE + "send")
    assert answer.location == HERE
    assert (now_of(made).state, made.listed) == (StartupState.TO_CHECK, False)


def test_who_comes_back_finds_the_next_screen_marked(client, mine, app):
    send(client, PAGE + "work", **WORK)
    page = client.get(HERE).text
    marked = re.findall(r'<a href="([^"]+)" class="main"', page)
    assert marked == [HERE + "products/"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("screen", ["", "look", "begin", "page/which", *SCREENS])
def test_every_screen_opens_in_every_language(client, mine, lang, screen):
    answer = client.get(f"/{lang}/founder/{screen}")
    assert answer.status_code == 200, screen
    greens = re.findall(r'class="button"', answer.text)
    assert len(greens) <= 1, screen


def test_a_wrong_field_keeps_everything_that_was_typed(client, mine, app):
    typed = WORK | {"line_fr": "a" * 91, "about_fr": "Bonjour <b>vous</b>", "name": "Chez nous"}
    answer = send(client, PAGE + "work", **typed)
    assert answer.status_code == 422
    assert "a" * 91 in answer.text
    assert "Bonjour &lt;b&gt;vous&lt;/b&gt;" in answer.text
    assert 'href="#line_fr"' in answer.text
    assert now_of(mine).name == "Atelier Baobab"


def test_words_that_name_no_sure_trade_are_asked_about(client, mine):
    answer = send(client, PAGE + "work", **WORK | {"trade_words": "zzz qqq"})
    assert answer.location == PAGE + "which"
    assert client.get(PAGE + "which").status_code == 200
    answer = send(client, PAGE + "which", trade="none", sector="commerce")
    assert answer.location == HERE + "products/"
    assert (now_of(mine).trade, mine.sector) == ("", "commerce")


def test_a_trade_that_was_ticked_holds_until_other_words_are_written(client, mine):
    send(client, PAGE + "work", **WORK | {"trade": "cook"})
    assert now_of(mine).trade == "cook"
    send(client, PAGE + "work", **WORK)
    assert now_of(mine).trade == "cook"


def test_the_suggestions_are_light(client, mine):
    answer = client.get(PAGE + "trades?trade_words=couture", headers={"HX-Request": "true"})
    assert 'name="trade"' in answer.text
    assert len(answer.data) <= 3000


def test_an_empty_product_screen_goes_on(client, mine):
    send(client, PAGE + "work", **WORK)
    answer = send(client, HERE + "products/")
    assert answer.location == PAGE + "place"
    assert Step.PRODUCTS in steps.done(now_of(mine))


@pytest.mark.parametrize(
    ("typed", "centimes"),
    [
        *(("120", 12_000), ("12,50", 1_250), ("12.5", 1_250), ("1 200 dh", 120_000)),
        *(("١٢٠", 12_000), ("120 درهم", 12_000), ("", None), ("1\u202f200", 120_000)),
    ],
)
def test_prices_are_read_as_people_write_them(client, mine, typed, centimes):
    send(client, HERE + "products/", **PRODUCT | {"price_from": typed})
    assert now_of(mine).products[0].price_from == centimes


@pytest.mark.parametrize("typed", ["gratuit", "-5", "9" * 12, "1e9", "12,345,6"])
def test_a_price_that_is_none_comes_back(client, mine, typed):
    answer = send(client, HERE + "products/", **PRODUCT | {"price_from": typed})
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text


def test_a_price_from_to_must_rise(client, mine):
    wrong = PRODUCT | {"price_from": "200", "price_to": "100"}
    assert send(client, HERE + "products/", **wrong).status_code == 422
    right = PRODUCT | {"price_from": "100", "price_to": "200"}
    assert send(client, HERE + "products/", **right).status_code == 303


def test_products_are_changed_moved_and_taken_away(client, mine):
    for name in ("Un", "Deux", "Trois"):
        answer = send(client, HERE + "products/", **PRODUCT | {"name_fr": name, "more": "y"})
        assert answer.location == HERE + "products/"
    there = [f"{HERE}products/{one.token}" for one in now_of(mine).products]
    send(client, there[2], there[2] + "/up")
    send(client, there[1], there[1], **PRODUCT | {"name_fr": "Autre"})
    send(client, there[0], there[0] + "/remove")
    assert [one.name["fr"] for one in now_of(mine).products] == ["Trois", "Autre"]
    assert [one.place for one in mine.products] == [0, 1]


def test_the_25th_product_is_refused_in_words(client, mine, app):
    for _ in range(24):
        startups.product(startup_id=mine.id)
    answer = client.get(HERE + "products/")
    assert 'name="name_fr"' not in answer.text
    sent = send(client, HERE + "products/", **PRODUCT)
    assert sent.status_code == 422
    assert len(now_of(mine).products) == 24


def test_another_s_product_is_not_there(client, mine):
    other = startups.startup()
    product = startups.product(startup_id=other.id)
    assert client.get(f"{HERE}products/{product.token}").status_code == 404


def test_the_sixth_business_of_one_account_is_refused(client, app):
    owner = account()
    for _ in range(5):
        startups.member(startups.startup(), owner)
    enter(client, owner)
    typed = {"name": "Sixième", "form": "sarl", "written_in": "fr"}
    answer = send(client, HERE + "begin", **typed)
    assert answer.status_code == 422
    assert db.session.query(StartupMember).filter_by(account_id=owner.id).count() == 5


def test_who_keeps_several_can_choose_another(client, mine):
    page = client.get(HERE).text
    assert "/founder/members/choose" not in page
    owner = db.session.query(StartupMember).one().account
    startups.member(startups.startup(name="Autre"), owner)
    assert "/founder/members/choose" in client.get(HERE).text


def test_my_space_leads_to_my_business(client, mine):
    page = client.get("/fr/me/").text
    assert '<a class="main" href="/fr/founder/">' in page


def test_an_account_without_a_page_finds_where_to_begin_one(client, app):
    enter(client, account())
    page = client.get("/fr/me/").text
    assert 'href="/fr/founder/"' in page
    assert client.get(HERE).location == HERE + "begin"


@pytest.mark.parametrize("state", StartupState)
def test_the_state_is_told_in_one_sentence(client, app, state):
    founder(client, draft(state=state))
    assert spoken(app, NEXT[state]) in words(client.get(HERE).text)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sector", ["", *SECTORS])
def test_every_sector_has_an_example_that_would_be_taken(lang, sector):
    shown = texts.example(sector, lang)
    assert 20 <= len(shown.line) <= LONGEST_LINE
    assert 20 <= len(shown.about) <= LONGEST_ABOUT
    assert all(0 < len(name) <= 60 and price > 0 for name, price in shown.products)
    assert len({name for name, _ in shown.products}) == 3


def test_the_example_is_of_her_sector(client):
    founder(client, draft(sector="catering"))
    assert texts.example("catering", "fr").line.split(",")[1] in client.get(PAGE + "work").text
    assert texts.example("catering", "fr").products[0][0] in client.get(HERE + "products/").text


def test_a_name_that_was_emptied_is_still_said_where_it_is_changed(client, mine):
    answer = send(client, PAGE + "work", **{**WORK, "name": ""})
    assert answer.status_code == 422
    assert f"<summary><bdi>{mine.name}</bdi>" in answer.text
