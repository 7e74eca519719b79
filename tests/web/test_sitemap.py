"""What search engines are told of: pages that everyone may find, and nothing of anyone's own."""

import gzip
import re
from urllib.robotparser import RobotFileParser

import brotli
import pytest
from defusedxml import ElementTree

from portal import sitemap
from portal.core.db import db, transaction
from portal.employers.models import Organisation
from portal.events.models import Event
from portal.startups.models import Startup
from portal.web.locale import LANGUAGES
from tests.factories import startups as made
from tests.factories.events import SessionFactory
from tests.factories.people import opportunity
from tests.queries import counted
from tests.who_enters import BLUEPRINTS, PUBLIC

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
PLAIN = {"/", "/startups/", "/opportunities/", "/events/"}


@pytest.fixture
def base(app):
    return app.extensions["settings"].base_url


def parts(client, base):
    root = ElementTree.fromstring(client.get("/sitemap.xml").data)
    assert root.tag == f"{SITEMAP}sitemapindex"
    return [one.text.removeprefix(base) for one in root.iter(f"{SITEMAP}loc")]


def entries(client, base):
    found = []
    for address in parts(client, base):
        answer = client.get(address)
        assert answer.mimetype == "application/xml"
        root = ElementTree.fromstring(answer.data)
        assert root.tag == f"{SITEMAP}urlset"
        found += root.findall(f"{SITEMAP}url")
    return found


def named(client, base):
    """The addresses in the sitemap, without the name of the portal."""
    whole = [one.find(f"{SITEMAP}loc").text for one in entries(client, base)]
    assert all(address.startswith(f"{base}/") for address in whole)
    return {address.removeprefix(base) for address in whole}


def test_it_names_what_everyone_may_find_in_each_language(client, base):
    shop = made.startup(listed=True)
    opening, session = opportunity(), SessionFactory()
    found = named(client, base)
    assert found == {
        f"/{lang}{path}"
        for lang in LANGUAGES
        for path in (
            *PLAIN,
            f"/startups/{shop.slug}/",
            f"/opportunities/{opening.slug}/",
            f"/events/{session.event.slug}/",
        )
    }
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'content="noindex' not in answer.text


def test_each_page_names_itself_in_the_other_languages_as_its_own_head_does(client, base):
    shop = made.startup(listed=True)
    page = client.get(f"/ar/startups/{shop.slug}/").text
    (entry,) = (
        one
        for one in entries(client, base)
        if one.find(f"{SITEMAP}loc").text == f"{base}/ar/startups/{shop.slug}/"
    )
    links = {link.get("hreflang"): link.get("href") for link in entry.findall(LINK)}
    assert set(links) == set(LANGUAGES)
    for code, address in links.items():
        assert f'hreflang="{code}" href="{address}"' in page
    changed = entry.find(f"{SITEMAP}lastmod").text
    assert changed == shop.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    "facts",
    [
        {"listed": False},
        *({"state": state} for state in ("draft", "to_check", "sent_back", "hidden", "stopped")),
    ],
    ids=lambda facts: str(next(iter(facts.values()))),
)
def test_a_page_that_its_members_or_the_team_do_not_show_is_gone_at_once(client, base, facts):
    shop = made.startup(listed=True)
    assert f"/fr/startups/{shop.slug}/" in named(client, base)
    with transaction():
        db.session.query(Startup).update(facts)
    assert not [address for address in named(client, base) if shop.slug in address]


def test_what_is_over_or_suspended_is_gone_at_once(client, base):
    opportunity()
    SessionFactory()
    with transaction():
        db.session.query(Organisation).update({"state": "suspended"})
        db.session.query(Event).update({"state": "cancelled"})
    assert named(client, base) == {f"/{lang}{path}" for lang in LANGUAGES for path in PLAIN}


def test_many_pages_are_in_several_files_each_page_once(client, base, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 4)
    slugs = [made.startup(listed=True).slug for _ in range(6)]
    assert parts(client, base) == [f"/sitemap-{number}.xml" for number in (1, 2, 3)]
    seen = [one.find(f"{SITEMAP}loc").text for one in entries(client, base)]
    assert len(seen) == len(set(seen)) == (len(PLAIN) + 6) * len(LANGUAGES)
    assert all(any(slug in address for address in seen) for slug in slugs)
    for number in (0, 4, 999):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_full_file_is_within_what_search_engines_take(client, base):
    assert sitemap.PART * len(LANGUAGES) <= 50_000


def test_odd_names_stay_well_formed(client, base):
    made.startup(listed=True, name="A & <B>", slug="a-b-x1")
    SessionFactory(event__slug="salon")
    assert "/fr/startups/a-b-x1/" in named(client, base)


def test_what_it_asks_of_the_database_does_not_grow(client):
    asked = []
    for _ in range(2):
        for _ in range(3):
            made.startup(listed=True)
            opportunity()
            SessionFactory()
        with counted() as statements:
            client.get("/sitemap-1.xml")
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 12


@pytest.mark.parametrize(("way", "open_"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_it_leaves_compressed_and_is_kept_for_a_moment(client, way, open_):
    plain = client.get("/sitemap-1.xml")
    packed = client.get("/sitemap-1.xml", headers={"Accept-Encoding": way})
    assert packed.headers["Content-Encoding"] == way
    assert open_(packed.data) == plain.data
    assert plain.headers["Cache-Control"] == "public, max-age=30"
    tag = {"If-None-Match": plain.headers["ETag"]}
    assert client.get("/sitemap-1.xml", headers=tag).status_code == 304


@pytest.fixture
def robots(client, base):
    rules = RobotFileParser()
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    rules.parse(answer.text.splitlines())
    assert rules.site_maps() == [f"{base}/sitemap.xml"]
    return rules


def test_robots_may_read_every_page_in_the_sitemap(client, base, robots):
    made.startup(listed=True)
    opportunity()
    for address in named(client, base):
        assert robots.can_fetch("Googlebot", address), address


def test_robots_stay_out_of_what_is_someone_s_own(app, robots):
    tried = 0
    for rule in app.url_map.iter_rules():
        name = rule.endpoint.partition(".")[0]
        audience = BLUEPRINTS.get(name, (None,))[0]
        own = name.startswith(("desk", "badge", "outbox")) or audience not in (None, PUBLIC)
        if not own or name == "applying":  # leads to the door
            continue
        path = re.sub("<[^>]+>", "1", rule.rule.replace("<lang>", "ar"))
        assert not robots.can_fetch("Googlebot", path), path
        tried += 1
    assert tried > 100
    for path in ("/s/ABCDEFGH/p", "/m/secret", "/hooks/sms/x/y"):
        assert not robots.can_fetch("Googlebot", path)
