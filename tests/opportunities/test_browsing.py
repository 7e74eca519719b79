"""What a visitor finds and reads: what is open, of employers in good standing, and nothing else."""

import json
import re
from datetime import timedelta

import pytest

from portal.core.clock import now
from portal.employers.states import Verification
from portal.opportunities.queries import browsing, searching
from portal.opportunities.states import Kind, OpportunityState
from portal.reference import cities
from portal.web import public
from portal.web.locale import LANGUAGES
from tests.factories.people import opportunity, organisation
from tests.people import words

HIDDEN = (OpportunityState.DRAFT, OpportunityState.TO_CHECK, OpportunityState.SENT_BACK)
GONE = (*HIDDEN, OpportunityState.WITHDRAWN)
OVER = (OpportunityState.PAUSED, OpportunityState.FILLED, OpportunityState.EXPIRED)
CARD = re.compile(r'<a class="card" href="/\w\w/opportunities/([^"/]+)/">')


@pytest.fixture(autouse=True)
def fresh():
    searching.forget()


def cards(page):
    return CARD.findall(page.text)


def ask(client, query="", lang="fr"):
    public.forget()
    return client.get(f"/{lang}/opportunities/{query}")


def test_the_newest_stand_first(client):
    firm, at = organisation(), now()
    for age in (3, 1, 2):
        opportunity(firm, slug=f"old-{age}", published_at=at - timedelta(days=age))
    assert cards(ask(client)) == ["old-1", "old-2", "old-3"]


@pytest.mark.parametrize("state", [*GONE, *OVER])
def test_only_what_is_open_is_listed(client, state):
    opportunity(slug="open")
    opportunity(slug="other", state=state)
    assert cards(ask(client)) == ["open"]
    assert cards(ask(client, "?q=couturiere")) == ["open"]


@pytest.mark.parametrize("state", [s for s in Verification if s != Verification.VERIFIED])
def test_nothing_of_an_employer_who_is_not_verified_is_seen(client, state):
    opportunity(organisation(state=state), slug="theirs")
    absent = ask(client, "nobody/")
    assert cards(ask(client)) == cards(ask(client, "?q=couture")) == []
    for page in ("", "print", "report", "report/thanks", "share-0123456789abcdef.png"):
        answer = ask(client, f"theirs/{page}")
        assert answer.status_code == 404
        assert words(answer.text) == words(absent.text)


@pytest.mark.parametrize("state", GONE)
def test_what_was_never_open_or_is_taken_away_is_as_if_it_did_not_exist(client, state):
    opportunity(slug="hidden", state=state)
    assert ask(client, "hidden/").status_code == 404
    assert ask(client, "hidden/print").status_code == 404


@pytest.mark.parametrize("state", OVER)
def test_what_is_over_says_so_and_offers_others(client, state):
    opportunity(slug="over", state=state, trade="dressmaker")
    opportunity(slug="other", title="Cuisinier", trade="cook", sector="catering", city_code="fes")
    opportunity(slug="alike", trade="dressmaker")
    page = ask(client, "over/")
    assert page.status_code == 200
    assert cards(page) == ["alike", "other"]
    assert "/over/apply" not in page.text
    assert 'content="noindex"' in page.text
    assert "application/ld+json" not in page.text
    assert 'class="notice"' in page.text


def test_the_programme_s_own_openings_have_no_employer(client):
    opportunity(slug="ours", organisation_id=None, kind=Kind.TRAINING)
    assert cards(ask(client)) == ["ours"]
    assert "Portail Emploi" in words(ask(client, "ours/").text)


def test_filters(client):
    firm = organisation()
    facts = {"city_code": "fes", "sector": "cleaning", "no_cv": False}
    opportunity(firm, slug="a", kind=Kind.DAILY, **facts | {"city_code": "rabat", "no_cv": True})
    opportunity(firm, slug="b", kind=Kind.PFE, **facts | {"sector": "technology"})
    opportunity(firm, slug="c", kind=Kind.PERMANENT, **facts)
    table = {
        "?city=rabat": {"a"},
        "?city=fes&sector=cleaning": {"c"},
        "?kind=internship": {"b"},
        "?kind=day": {"a"},
        "?kind=job": {"c"},
        "?sector=cleaning": {"a", "c"},
        "?no_cv=1": {"a"},
        "?city=atlantis&kind=x&sector=x": {"a", "b", "c"},
    }
    assert {query: set(cards(ask(client, query))) for query in table} == table


def test_every_kind_belongs_to_one_group():
    assert sorted(browsing.GROUP_OF) == sorted(Kind)


def test_ten_on_a_page_with_the_way_to_the_next(client):
    firm, at = organisation(), now()
    for number in range(23):
        made = at - timedelta(minutes=number)
        opportunity(firm, slug=f"n-{number}", published_at=made, city_code="rabat")
    first, second, third = (ask(client, f"?city=rabat&page={n}") for n in (1, 2, 3))
    assert [len(cards(page)) for page in (first, second, third)] == [10, 10, 3]
    assert [*cards(first), *cards(second), *cards(third)] == [f"n-{n}" for n in range(23)]
    assert 'rel="next" href="/fr/opportunities/?page=2&amp;city=rabat"' in first.text
    assert 'rel="prev"' not in first.text
    assert 'rel="next"' not in third.text
    assert cards(ask(client, "?city=rabat&page=99")) == cards(third)
    assert cards(ask(client, "?city=rabat&page=-1")) == cards(first)
    with_words = ask(client, "?q=couturiere&page=2")
    assert cards(with_words) == cards(second)
    assert "page=3&amp;q=couturiere" in with_words.text


def test_where_nothing_is_found_the_page_says_what_to_do(client):
    opportunity(slug="near", city_code="nador", published_at=now() - timedelta(days=3))
    opportunity(slug="far", city_code="fes")
    page = ask(client, "?q=zzqqxx&city=nador")
    assert cards(page) == ["near", "far"]
    assert 'href="/fr/opportunities/">' in page.text


def test_htmx_is_given_the_list_alone(client):
    opportunity(slug="one")
    public.forget()
    part = client.get("/fr/opportunities/?q=couture", headers={"HX-Request": "true"})
    whole = client.get("/fr/opportunities/?q=couture")
    assert part.text.startswith('<section id="openings">')
    assert part.text.strip() in whole.text
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("address", ["", "?q=couture&city=sale", "one/", "one/print", "print"])
def test_pages_are_the_same_for_everyone(client, address):
    opportunity(slug="one")
    first = ask(client, address)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert "form_token" not in first.text
    again = client.get(
        f"/fr/opportunities/{address}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_page_of_letters_is_not_kept(client):
    opportunity()
    public.forget()
    assert client.get("/fr/opportunities/?q=" + "a" * 5000).status_code == 200
    assert not public._kept


def test_the_page_says_what_a_candidate_asks(client):
    opportunity(
        slug="full",
        title="Couturière",
        pay_from=1800,
        pay_to=2500,
        hours="9 h – 17 h",
        hours_per_week=40,
        benefits=["meals"],
        languages=[{"language": "es", "level": "good"}],
        skills=["broderie"],
        address="12, rue des Consuls",
        activities="Coudre\nCouper",
        no_cv=True,
    )
    page = ask(client, "full/", "es")
    said = words(page.text).replace("\u202f", " ").replace("\xa0", " ")
    for part in ("Atelier Nour", "2.500", "9 h – 17 h", "40", "Español", "broderie", "Consuls"):
        assert part in said
    assert 'href="/es/opportunities/full/apply"' in page.text
    assert 'href="/es/opportunities/full/print"' in page.text
    assert 'href="/es/opportunities/full/report"' in page.text


def test_a_text_in_another_language_is_marked_and_said_to_be(client):
    opportunity(slug="arabic", language="ar", title="خياطة", about="نبحث عن خياطة")
    french, arabic = ask(client, "arabic/"), ask(client, "arabic/", "ar")
    assert '<h1><bdi lang="ar">خياطة</bdi></h1>' in french.text
    assert '<span lang="ar">العربية</span>' in french.text
    assert '<span lang="ar">' not in arabic.text
    assert '<bdi lang="ar">خياطة' in ask(client).text


def test_shared_links_say_what_they_lead_to(client, app):
    opportunity(slug="one", title='Couture & "broderie" <3')
    base = app.extensions["settings"].base_url
    page = ask(client, "one/", "es")
    assert f'<link rel="canonical" href="{base}/es/opportunities/one/">' in page.text
    for code in LANGUAGES:
        link = f'<link rel="alternate" hreflang="{code}" href="{base}/{code}/opportunities/one/">'
        assert link in page.text
    told = dict(re.findall(r'<meta property="og:(\S+)" content="([^"]*)">', page.text))
    assert told["url"] == f"{base}/es/opportunities/one/"
    assert told["image"].startswith(f"{base}/es/opportunities/one/share-")
    assert re.search(r"/share-[0-9a-f]{16}\.png$", told["image"])
    assert told["title"] == "Couture &amp; &#34;broderie&#34; &lt;3"
    assert "Atelier Nour" in told["description"]
    (link,) = re.findall(r'href="(https://wa\.me/[^"]+)" rel="noopener"', page.text)
    assert link.startswith("https://wa.me/?text=Couture%20%26%20")
    assert link.endswith("/es/opportunities/one/")


def test_search_engines_are_told_of_a_job_in_their_words(client):
    opportunity(slug="job", title="</script><b>", kind=Kind.DAILY, pay_from=150, pay_period="day")
    page = ask(client, "job/")
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    told = json.loads(text)
    assert told["@type"] == "JobPosting"
    assert told["title"] == "</script><b>"
    assert told["employmentType"] == "PER_DIEM"
    assert told["hiringOrganization"]["name"] == "Atelier Nour"
    assert told["jobLocation"]["address"]["addressCountry"] == "MA"
    assert told["baseSalary"]["value"]["unitText"] == "DAY"
    assert told["validThrough"] > told["datePosted"]
    opportunity(slug="grant", kind=Kind.WORK_GRANT)
    assert "ld+json" not in ask(client, "grant/").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_for_the_wall(client, app, lang):
    opportunity(slug="one", title="Couturière")
    sheet = ask(client, "one/print", lang)
    assert sheet.text.count("<svg") == 1
    assert f"{app.extensions['settings'].base_url}/{lang}/opportunities/one/" in sheet.text
    assert '<b lang="ar" dir="rtl">' in sheet.text
    assert '<b lang="fr" dir="ltr">' in sheet.text


def test_the_list_for_the_wall_is_of_one_city(client):
    firm = organisation()
    opportunity(firm, title="Couturière", city_code="rabat")
    opportunity(firm, title="Cuisinier", city_code="fes")
    sheet = ask(client, "print?city=rabat")
    assert "Couturière" in sheet.text
    assert "Cuisinier" not in sheet.text
    assert cities.name_of("rabat", "fr") in sheet.text


def test_the_home_page_leads_to_the_openings_and_to_who_hires(client):
    page = client.get("/fr/")
    assert 'href="/fr/opportunities/"' in page.text
    assert re.search(r'href="/fr/employer/[^"]*"', page.text)


def test_another_language_keeps_what_was_searched_for(client):
    page = ask(client, "?q=cuisine+%22%3E&city=rabat")
    assert 'href="/ar/opportunities/?q=cuisine+%22%3E&amp;city=rabat"' in page.text
    assert 'href="/ar/opportunities/"' in ask(client).text
