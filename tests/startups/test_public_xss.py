"""Whatever was kept is only ever read: no text becomes a tag, no link leads elsewhere."""

import json
import re
from html.parser import HTMLParser

import pytest

from portal.core.db import db, transaction
from portal.startups.cards import page as cards
from portal.startups.models import Startup, StartupPhoto, StartupProduct
from portal.startups.queries import wording
from portal.startups.states import LinkKind
from portal.web import public
from tests.factories import startups
from tests.startups.hostile import ADDRESSES, TEXTS

OURS = """
    html head meta title link body header form button a nav svg defs pattern path rect main p
    picture source img h1 h2 bdi b br ul li strong details summary dl dt dd span footer script
    section small label input select option div fieldset legend textarea
"""
LEADS = re.compile(r"/|#main$|tel:\+212|https://wa\.me/|https://maps\.google\.com/|http://127\.0")
HTMX = {"hx-get", "hx-target", "hx-swap", "hx-trigger", "hx-replace-url"}


@pytest.fixture
def client(app, rows):
    """A plain client: here pages are read tag by tag, as browsers do."""
    return app.test_client()


class Tags(HTMLParser):
    """Every tag with its attributes, and what stands in scripts."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.scripts, self.inside = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside = tag == "script"

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.scripts.append(data)


def harmless(html):
    read = Tags(html)
    assert {tag for tag, _ in read.tags} <= set(OURS.split())
    for tag, facts in read.tags:
        assert not [name for name in facts if name.startswith(("on", "style", "srcdoc", "data-hx"))]
        asks = {name for name in facts if name.startswith("hx-")}
        assert asks <= (HTMX if tag == "form" else set())
        for name in ("href", "action", "ping", "src", "formaction"):
            if tag != "link" and facts.get(name):
                assert LEADS.match(facts[name]), (tag, facts)
                assert not facts[name].startswith("//")
        if tag == "script":
            assert set(facts) <= {"src", "defer", "type"}
            assert facts.get("type", "application/ld+json") == "application/ld+json"
    for data in read.scripts:
        json.loads(data)
    return read


def typed(text, **other):
    """A page on which everything that can be written is `text`."""
    said = {"fr": text, "ar": text}
    plain = dict.fromkeys(("name", "trade_words", "city", "address", "supported_by"), text)
    return {
        **plain,
        **dict.fromkeys(("line", "about", "area"), said),
        "city_code": "",
        "sector": "",
        "links": [{"kind": "website", "address": text}, {"kind": text, "address": "https://a.ma"}],
        "listed": True,
        **other,
    }


def test_there_are_as_many_payloads_as_the_bar_asks_for():
    assert len(TEXTS) >= 300
    assert len(set(ADDRESSES)) >= 60


def test_no_text_of_a_page_becomes_more_than_text(client):
    one = startups.startup(products=[startups.product()], photos=[startups.photo()])
    for text in TEXTS:
        kept = text.replace("\x00", "")
        with transaction():
            db.session.query(Startup).update(typed(kept))
            db.session.query(StartupProduct).update({"name": {"fr": kept}})
            db.session.query(StartupPhoto).update({"alt": {"fr": kept}})
        public.forget()
        html = client.get(f"/fr/startups/{one.slug}/").text
        read = harmless(html)
        (image,) = [facts for tag, facts in read.tags if tag == "img"]
        assert image["alt"].split() == kept.replace("\r", "").split()


def test_no_text_of_the_directory_becomes_more_than_text(client):
    wording.keeper.forget()
    for start in range(0, len(TEXTS), 20):
        made = [typed(text) for text in TEXTS[start : start + 20]]
        for number, facts in enumerate(made):
            photos = [startups.photo(alt={"fr": facts["name"]})]
            startups.startup(slug=f"s-{start}-{number}", photos=photos, **facts)
    for page in range(1, len(TEXTS) // 20 + 1):
        public.forget()
        read = harmless(client.get(f"/fr/startups/?photos=1&page={page}").text)
        assert (
            len([1 for tag, facts in read.tags if "card" in (facts.get("class") or "").split()])
            == 20
        )
    for text in TEXTS[::7]:
        public.forget()
        asked = {"q": text, "city": text, "sector": text, "photos": text}
        harmless(client.get("/fr/startups/", query_string=asked).text)


def test_the_other_pages_of_a_business_write_its_name_as_text(client):
    one = startups.startup()
    for text in TEXTS[::5]:
        with transaction():
            db.session.query(Startup).update({"name": text})
        harmless(client.get(f"/fr/startups/{one.slug}/report").text)
        harmless(client.get(f"/fr/startups/{one.slug}/report/thanks").text)


@pytest.mark.parametrize("kind", LinkKind)
def test_an_address_that_is_no_page_of_the_public_web_is_not_led_to(rows, kind):
    kept = [{"kind": str(kind), "address": address} for address in ADDRESSES]
    shown = cards.safe_links(startups.startup(links=kept))
    assert [link.address for link in shown] == []


def test_a_good_address_is_led_to_with_a_warning_to_search_engines(client):
    kept = [
        {"kind": "facebook", "address": "https://www.facebook.com/atelier.baobab"},
        {"kind": "website", "address": "http://xn--mgba3gch31f.ma/page?a=1&b=2"},
    ]
    html = client.get(f"/fr/startups/{startups.startup(links=kept).slug}/").text
    found = re.findall(r'<dd><a href="(http[^"]+)" rel="([^"]+)"><bdi dir="ltr">([^<]+)', html)
    assert [rel for _, rel, _ in found] == ["nofollow noopener ugc"] * 2
    assert found[0][0] == kept[0]["address"]
    assert found[0][2] == "facebook.com/atelier.baobab"
    assert found[1][0] == kept[1]["address"].replace("&", "&amp;")
