"""From the home page to an opening, on a small phone, with and without JavaScript."""

from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from portal.core.db import db
from portal.opportunities.models import OpportunityReport
from tests.browser.test_access import PRESSED, SMALLER_THAN_A_THUMB, WIDER_THAN_THE_SCREEN
from tests.factories.people import opportunity, organisation

axe = Axe()
fresh = count()  # a page is kept for a second, whatever happens to its openings meanwhile
both_ways = pytest.mark.parametrize(
    ("lang", "js"), [("fr", True), ("ar", False)], ids=["js-fr", "nojs-ar"]
)


@pytest.fixture
def openings(rows):
    firm = organisation(name="Coopérative féminine « Argane d’Agadir »")
    for number in range(12):
        opportunity(firm, slug=f"sew-{number}", title="Couturière", trade="dressmaker")
    opportunity(
        firm,
        slug="cook",
        title="طباخ أو طباخة في مطعم مغربي",
        language="ar",
        trade="cook",
        sector="catering",
        search_text="",
        about="نبحث عن طباخ. العمل في المساء.",
        languages=[{"language": "fr", "level": "good"}],
    )


def well_made(phone):
    page = phone.page
    assert axe.run(page).response["violations"] == []
    assert page.evaluate(SMALLER_THAN_A_THUMB, PRESSED) == []
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == []


@both_ways
def test_from_home_to_an_opening_and_to_saying_that_something_is_wrong(
    take_out, openings, lang, js
):
    phone = take_out(js=js)
    page = phone.page
    phone.goto(f"/{lang}/?{next(fresh)}")
    phone.press(f"main a[href='/{lang}/opportunities/']")
    page.fill("[name=q]", "cuisinnière")
    if js:
        expect(page.locator(".card")).to_have_count(1)
    else:
        phone.press("form[role=search] .button")
    assert "q=cuisinni" in page.url
    phone.press(".card")
    assert page.locator("h1").inner_text() == "طباخ أو طباخة في مطعم مغربي"
    assert page.locator("main a.button").first.get_attribute("href").endswith("/cook/apply")
    assert page.locator("main a[href^='https://wa.me/']").count() == 1
    phone.press("main a[href$='/report']")
    page.check("[name=reason][value=money]")
    phone.press("main form .button")
    assert page.url.endswith("/report/thanks")
    db.session.rollback()
    assert [kept.reason for kept in db.session.query(OpportunityReport)] == ["money"]


def test_the_list_follows_the_words_and_says_how_many_there_are(take_out, openings):
    phone = take_out()
    page = phone.page
    phone.goto(f"/fr/opportunities/?{next(fresh)}")
    assert page.locator(".card").count() == 10
    page.evaluate("document.getElementById('count').same = true")
    visits = page.evaluate("history.length")
    page.type("[name=q]", "tabbakh", delay=20)
    expect(page.locator(".card")).to_have_count(1)
    assert page.url.split("?")[1].startswith("q=tabbakh")
    # The same element speaks: a screen reader reads its new words, and not the cards.
    assert page.evaluate("document.querySelector('#count[role=status]').same")
    page.fill("[name=q]", "")
    expect(page.locator(".card")).to_have_count(10)
    page.select_option("[name=city]", "oujda")
    page.wait_for_selector("#openings .notice")
    assert page.evaluate("history.length") == visits


@both_ways
def test_pages_are_made_for_thumbs_and_screen_readers(take_out, openings, lang, js):
    phone = take_out(js=True)  # axe needs it
    for address in ("", "?q=zzqqxx&kind=job", "cook/", "cook/report", "cook/report/thanks"):
        phone.goto(f"/{lang}/opportunities/{address}")
        well_made(phone)


def test_the_sheet_for_the_wall_is_one_page_of_a4(take_out, openings):
    phone = take_out(viewport={"width": 794, "height": 1123})
    for address in ("cook/print", "print"):
        phone.goto(f"/fr/opportunities/{address}")
        phone.page.emulate_media(media="print")
        sheet = phone.page.pdf(prefer_css_page_size=True)
        assert sheet.count(b"/Type /Page\n") == 1 or b"/Count 1" in sheet
        assert phone.page.locator("svg.qr").first.bounding_box()["width"] > 70
