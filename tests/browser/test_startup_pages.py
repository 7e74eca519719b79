"""The directory and a page of a business on a small phone: weight, calm, without JavaScript."""

from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from portal.web.locale import LANGUAGES
from tests import budgets
from tests.browser.test_access import PRESSED, SMALLER_THAN_A_THUMB, WIDER_THAN_THE_SCREEN
from tests.factories import startups
from tests.startups.full import full, photographed
from tests.startups.hostile import TEXTS

axe = Axe()
fresh = count()  # a page is kept for a second, whatever happens to its rows meanwhile
SHARP = {"device_scale_factor": 3}
SHIFTED = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { sum += e.value; }))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""
INJECTED = """() => [...document.querySelectorAll("*")].flatMap((e) => [...e.attributes]
  .filter((a) => /^(on|hx-|data-hx-|srcdoc|style)/.test(a.name) && !e.matches("form[role=search]"))
  .map((a) => `${e.tagName} ${a.name}=${a.value}`))"""


@pytest.fixture
def business(rows, folder):
    """Everything is filled in; three photos, whose files are there."""
    return full(slug="baobab", photos=photographed(folder, 3))


def photos_asked(relay) -> list[str]:
    return [answer.path for answer in relay.answers if answer.path.startswith("/photos/")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_visit_is_light_with_its_cover_at_any_density(take_out, relay, business, lang):
    most_bytes, most_requests = budgets.most("everything a first visit")
    for density in (1, 2, 3):
        relay.answers.clear()
        phone = take_out(relay.url, device_scale_factor=density)
        phone.goto(f"/{lang}/startups/baobab/")
        phone.page.wait_for_load_state("networkidle")
        assert relay.size <= most_bytes
        assert relay.requests <= most_requests
        (cover,) = photos_asked(relay)
        assert cover.endswith(".avif")


@pytest.mark.parametrize("js", [True, False], ids=["js", "nojs"])
def test_other_photos_are_loaded_when_they_are_asked_for(take_out, relay, business, js):
    phone = take_out(relay.url, js=js, **SHARP)
    phone.goto(f"/fr/startups/baobab/?{next(fresh)}")
    phone.page.wait_for_load_state("networkidle")
    phone.page.mouse.wheel(0, 20_000)  # to the end of the page
    for summary in phone.page.locator("summary").all():
        summary.click()
    phone.page.wait_for_load_state("networkidle")
    assert len(photos_asked(relay)) == 1
    phone.press("main a[href$='photos=1#photos']")
    for picture in phone.page.locator("#photos img").all():
        picture.scroll_into_view_if_needed()
    phone.page.wait_for_load_state("networkidle")
    assert len(set(photos_asked(relay))) == 3


@pytest.mark.parametrize("address", ["baobab/", "baobab/?photos=1", "", "?photos=1"])
def test_nothing_moves_while_it_loads(take_out, business, address):
    phone = take_out(**SHARP)
    phone.goto(f"/ar/startups/{address}")
    phone.page.wait_for_load_state("networkidle")
    assert phone.page.evaluate(SHIFTED) < 0.01
    for image in phone.page.locator("img").all():
        assert int(image.get_attribute("width")) > 0 < int(image.get_attribute("height"))


def test_who_saves_data_is_sent_no_photo_before_asking(take_out, relay, business):
    phone = take_out(relay.url, extra_http_headers={"Save-Data": "on"}, **SHARP)
    for address in ("", "baobab/"):
        phone.goto(f"/fr/startups/{address}")
        phone.page.wait_for_load_state("networkidle")
        assert photos_asked(relay) == []
    phone.press("main a[href$='photos=1']")
    phone.page.wait_for_load_state("networkidle")
    assert len(photos_asked(relay)) == 1


@pytest.mark.parametrize("js", [True, False], ids=["js-fr", "nojs-ar"])
def test_from_the_directory_to_a_page(take_out, business, js):
    other = {"trade_words": "cuisine", "sector": "catering", "about": {}}
    startups.startup(slug="cook", name="Saveurs", line={"fr": "Plats"}, **other)
    lang = "fr" if js else "ar"
    phone = take_out(js=js)
    page = phone.page
    phone.goto(f"/{lang}/startups/?{next(fresh)}")
    page.fill("[name=q]", "khayata")
    if js:
        expect(page.locator(".card")).to_have_count(1)
    else:
        phone.press("form[role=search] .button")
    assert "q=khayata" in page.url
    assert page.locator(".card").count() == 1
    phone.press(".card")
    assert page.locator("main a.button").first.get_attribute("href").startswith("tel:+212")
    page.locator("summary").first.click()
    expect(page.locator("details dd").first).to_be_visible()
    phone.press("main a[href$='/report']")
    page.check("[name=reason][value=wrong]")
    phone.press("main form .button")
    assert page.url.endswith("/report/thanks")


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_pages_are_made_for_thumbs_and_screen_readers(take_out, business, lang):
    phone = take_out()
    page = phone.page
    for address in ("", "?photos=1", "?q=zzqqxx&city=oujda", "baobab/", "baobab/report", "gone/"):
        phone.goto(f"/{lang}/startups/{address}")
        for summary in page.locator("summary").all():
            summary.click()
        page.wait_for_load_state("networkidle")
        assert axe.run(page).response["violations"] == [], address
        assert page.evaluate(SMALLER_THAN_A_THUMB, PRESSED) == [], address
        assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], address


def test_what_somebody_wrote_is_never_run(take_out, relay, rows, folder):
    half = len(TEXTS) // 2
    texts = [text.replace("\n", " ") for text in TEXTS]
    photos = photographed(folder, 2)
    for number, photo in enumerate(photos):
        photo.alt = {"fr": texts[4 * number + 5]}
    startups.startup(
        slug="all",
        name=texts[3],
        line={"fr": texts[4]},
        about={"fr": "\n".join(texts[:half])},
        area={"ar": " ".join(texts[half:])},
        address=texts[5],
        supported_by=texts[6],
        links=[{"kind": "website", "address": text} for text in texts],
        products=[startups.product(name={"fr": text}) for text in texts],
        photos=photos,
        listed=True,
    )
    for number, text in enumerate(texts[:150]):
        startups.startup(slug=f"one-{number}", name=text, line={"es": texts[-number]}, city=text)
    phone = take_out(relay.url)
    dialogs = []
    phone.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    whole = ["all/", *(f"?page={page}" for page in range(1, 9))]
    for address in whole:
        relay.answers.clear()
        phone.goto(f"/fr/startups/{address}")
        phone.page.locator("summary").first.click()
        phone.page.wait_for_load_state("networkidle")
        assert phone.page.evaluate(INJECTED) == []
        paths = {answer.path.partition("?")[0] for answer in relay.answers}
        assert all(path.startswith(("/fr/startups/", "/static/", "/photos/")) for path in paths), (
            paths
        )
    phone.goto(f"/fr/startups/?{next(fresh)}")
    for text in texts[:8]:  # htmx writes the list anew
        with phone.page.expect_response(lambda answer: "/startups/" in answer.url):
            phone.page.fill("[name=q]", f"{text} {next(fresh)}")
        phone.page.wait_for_load_state("networkidle")
        assert phone.page.evaluate(INJECTED) == []
    assert dialogs == []
