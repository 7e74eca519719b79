"""A shared link shows well, and search engines read what is true: as libraries read them."""

import io
import json
from datetime import UTC, date, datetime

import brotli
import pytest
from bs4 import BeautifulSoup
from linkpreview import link_preview
from PIL import Image

from jobs import startups as work
from portal.reference import sectors, trades
from portal.startups.rules import business
from portal.startups.states import PhotoState, Unit
from portal.web import public
from portal.web.locale import LANGUAGES
from tests.factories import startups as made
from tests.queries import counted
from tests.startups import vocabulary

RAMADAN = (date(2027, 2, 8), date(2027, 3, 8))
SHOP = dict.fromkeys(("mon", "sat"), [["09:00", "24:00"]])


def page(client, startup, lang="fr"):
    public.forget()
    answer = client.get(f"/{lang}/startups/{startup.slug}/")
    assert answer.status_code == 200
    return answer.text


def read(text):
    """What a program finds in the head of a page: meta by name, links by language, JSON-LD."""
    soup = BeautifulSoup(text, "html.parser")
    meta = {}
    for tag in soup.head.find_all("meta"):
        meta.setdefault(tag.get("property") or tag.get("name"), []).append(tag.get("content"))
    links = {tag["hreflang"]: tag["href"] for tag in soup.head.find_all("link", rel="alternate")}
    links["canonical"] = soup.head.find("link", rel="canonical")["href"]
    blocks = [json.loads(tag.string) for tag in soup.find_all("script", type="application/ld+json")]
    return meta, links, blocks


def a_page(**other):
    products = [
        made.product(name={"fr": "Sac en wax", "ar": "حقيبة"}),
        made.product(name={"fr": "Robe"}, price_from=35_000, price_to=60_050),
        made.product(name={"fr": "Retouches"}, price_from=3_000, unit=Unit.SERVICE),
        made.product(name={"fr": "Sur demande"}, price_from=None),
    ]
    facts = {
        "products": products,
        "photos": [made.photo(), made.photo(), made.photo(state=PhotoState.TO_CHECK)],
        "links": [
            {"kind": "facebook", "address": "https://www.facebook.com/baobab"},
            {"kind": "website", "address": "https://baobab.ma/"},
        ],
        "line": {"fr": "Robes et sacs", "ar": "فساتين وحقائب"},
        "listed": True,
    }
    return made.startup(**facts | other)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_messenger_finds_all_that_a_preview_needs(client, app, lang):
    startup = a_page()
    text = page(client, startup, lang)
    base = app.extensions["settings"].base_url
    here = f"{base}/{lang}/startups/{startup.slug}/"
    seen = link_preview(here, text)
    assert seen.opengraph.title.startswith("Atelier Baobab – ")
    assert seen.opengraph.description.startswith("فساتين" if lang == "ar" else "Robes et sacs")
    assert seen.opengraph.site_name == app.extensions["settings"].programme.name[lang]
    assert vocabulary.is_whole_address(seen.opengraph.image)
    assert seen.generic.description == seen.opengraph.description
    meta, links, _ = read(text)
    single = {name: values[0] for name, values in meta.items() if len(values) == 1}
    assert single["og:type"] == "website"
    assert single["og:url"] == links["canonical"] == here
    assert single["twitter:card"] == "summary_large_image"
    assert single["og:image:alt"]
    assert single["og:locale"].startswith(f"{lang}_")
    assert len(meta["og:locale:alternate"]) == len(LANGUAGES) - 1
    assert links == {
        **{code: f"{base}/{code}/startups/{startup.slug}/" for code in LANGUAGES},
        "x-default": f"{base}/fr/startups/{startup.slug}/",
        "canonical": here,
    }


@pytest.mark.parametrize("photos", [True, False], ids=["photo", "no photo"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_that_is_named_is_there_and_what_it_is_said_to_be(
    client, app, lang, photos, monkeypatch
):
    monkeypatch.setattr("jobs.app", lambda: app)
    startup = a_page() if photos else a_page(photos=[])
    work.draw_images()
    text = page(client, startup, lang)
    single = {name: values[0] for name, values in read(text)[0].items()}
    base = app.extensions["settings"].base_url
    answer = client.get(single["og:image"].removeprefix(base))
    with Image.open(io.BytesIO(answer.data)) as image:
        wanted = (int(single["og:image:width"]), int(single["og:image:height"]))
        assert image.size == wanted == (1200, 630)
        assert Image.MIME[image.format] == answer.mimetype == single["og:image:type"]
    assert len(answer.data) < 60_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_search_engines_read_is_in_the_words_of_schema_org(client, lang):
    startup = a_page(ramadan_hours={"mon": [["10:00", "16:00"]]})
    (block,) = read(page(client, startup, lang))[2]
    assert block["@context"] == "https://schema.org"
    assert vocabulary.mistakes(block, ("LocalBusiness",)) == []
    assert block["name"] == "Atelier Baobab"
    assert block["telephone"] == startup.phone
    assert block["priceRange"] == "30 – 600.5 MAD"
    assert block["sameAs"] == ["https://www.facebook.com/baobab", "https://baobab.ma/"]
    assert len(block["image"]) == 2  # the third waits for the team
    assert block["knowsLanguage"] == ["ar", "fr"]
    assert (block["description"] == "فساتين وحقائب") == (lang == "ar")


def test_the_rules_of_the_vocabulary_would_find_what_is_wrong():
    good = {"@type": "Bakery", "name": "B", "address": {"@type": "PostalAddress"}}
    assert vocabulary.mistakes(good) == []
    hours = {"@type": "OpeningHoursSpecification", "opens": "9 h"}
    for wrong in (
        {"@type": "Bakry"},
        {"@type": "Bakery", "nmae": "B"},
        {"@type": "Bakery", "address": {"@type": "Person"}},
        {"@type": "Bakery", "price": 12},
        {"@type": "Bakery", "image": "/photos/1.jpg"},
        {"@type": "Bakery", "openingHoursSpecification": hours},
        {"@type": "Offer", "availability": "https://schema.org/InTheShop"},
    ):
        assert vocabulary.mistakes(wrong), wrong


def test_products_have_prices_in_dirhams_and_services_are_services(client):
    (block,) = read(page(client, a_page()))[2]
    bag, dress, mending, unknown = block["makesOffer"]
    assert (bag["price"], bag["priceCurrency"]) == (120, "MAD")
    assert bag["availability"] == "https://schema.org/InStock"
    between = dress["priceSpecification"]
    assert (between["minPrice"], between["maxPrice"]) == (350, 600.5)
    assert mending["itemOffered"]["@type"] == "Service"
    assert "price" not in unknown


def test_hours_are_told_with_those_of_ramadan_when_it_is_near(client, time_machine):
    startup = a_page(hours=SHOP, ramadan_hours={"mon": [["20:00", "02:00"]]})
    time_machine.move_to(datetime(2027, 1, 20, 12, tzinfo=UTC))
    usual, fasting, shut = read(page(client, startup))[2][0]["openingHoursSpecification"]
    assert [day.rpartition("/")[2] for day in usual["dayOfWeek"]] == ["Monday", "Saturday"]
    assert (usual["opens"], usual["closes"]) == ("09:00", "23:59")
    assert "validFrom" not in usual
    assert (fasting["opens"], fasting["closes"]) == ("20:00", "02:00")
    assert fasting["validFrom"] == RAMADAN[0].isoformat()
    assert fasting["validThrough"] == RAMADAN[1].isoformat()
    assert (shut["dayOfWeek"], shut["opens"]) == (["https://schema.org/Saturday"], "00:00")
    assert shut["opens"] == shut["closes"]


def test_what_was_not_said_is_not_there(client):
    bare = a_page(
        products=[],
        photos=[],
        links=[],
        line={},
        about={},
        area={},
        hours={},
        address="",
        city="",
        city_code="",
        sector="",
    )
    meta, _, (block,) = read(page(client, bare))
    assert set(block) == {
        *("@context", "@type", "name", "url", "image", "telephone", "address", "knowsLanguage")
    }
    assert vocabulary.mistakes(block, ("LocalBusiness",)) == []
    assert meta["og:title"] == ["Atelier Baobab"]
    assert meta["og:description"][0]


def test_search_engines_list_a_page_only_where_its_members_want_it(client):
    meta, _, blocks = read(page(client, a_page(listed=False)))
    assert (meta["robots"], blocks) == (["noindex"], [])
    assert meta["og:image"]  # a link can be shared all the same
    meta, _, blocks = read(page(client, a_page()))
    assert "robots" not in meta
    assert len(blocks) == 1


def test_what_people_typed_stays_text(client):
    odd = '</script><script>alert(1)</script>"\u2028<!--'
    startup = a_page(
        name=odd,
        line={"fr": odd},
        area={"fr": odd},
        address=odd,
        products=[made.product(name={"fr": odd})],
        links=[{"kind": "website", "address": "javascript:alert(1)"}],
    )
    text = page(client, startup)
    meta, _, (block,) = read(text)
    assert block["name"] == block["areaServed"] == odd
    assert meta["og:title"][0].startswith(odd.split("\u2028", maxsplit=1)[0])
    assert "<script>alert" not in text
    assert "sameAs" not in block


def test_every_type_that_we_name_is_a_kind_of_local_business():
    named = {business.PLAIN, *business.BY_TRADE.values(), *business.BY_SECTOR.values()}
    for type_ in named:
        assert "LocalBusiness" in vocabulary.is_a(type_), type_
        assert vocabulary.mistakes({"@type": type_}) == []
    assert set(business.BY_SECTOR) <= set(sectors.SECTORS)
    for trade in business.BY_TRADE:
        assert trades.name(trade, "fr"), trade


def test_the_head_of_a_page_is_light(client):
    text = page(client, a_page(), "ar")
    without = text[: text.index('<meta name="description"')]
    without += text[text.index('<link rel="icon"') :]
    weight = [len(brotli.compress(one.encode(), quality=5)) for one in (text, without)]
    assert weight[0] - weight[1] <= 900


def test_the_head_asks_the_database_nothing_for_each_product_or_photo(client):
    few = a_page(products=[made.product()], photos=[made.photo()])
    many = a_page(
        products=[made.product(name={"fr": f"Sac {n}"}) for n in range(20)],
        photos=[made.photo() for _ in range(6)],
    )
    asked = []
    for startup in (few, many):
        with counted() as statements:
            page(client, startup)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 12
