"""A founder makes her page on her phone, from the door to "sent": with JavaScript and without."""

import time

import pytest

from portal.core.db import db
from portal.startups.models import Startup, StartupMember
from portal.startups.states import StartupState
from tests.browser.work import FORM, Walk
from tests.databases import look_again
from tests.factories import startups
from tests.factories.people import account
from tests.startups.founding import draft

GREEN = f"{FORM} .button:not(.second)"
LINE = {"fr": "Robes en wax, cousues à Salé", "ar": "فساتين من ثوب الواكس، نخيطها في سلا"}
TRADE = {"fr": "couturière", "ar": "خياطة"}
MOST_TAPS, MOST_FIELDS = 16, 26  # from the door to "sent"


def made() -> Startup:
    look_again()
    return db.session.query(Startup).one()


def goes_on(she: Walk) -> None:
    """Press the green button. While htmx writes, it touches the history: that is no new page."""
    before = she.page.url
    she.taps += 1
    she.page.locator(GREEN).first.click()
    she.page.wait_for_url(lambda url: url != before)
    she.look()


def fills_in(she: Walk, lang: str, *, js: bool) -> None:
    """The five screens, from the first one to the photos."""
    page = she.page
    she.write("trade_words", TRADE[lang])
    if js:
        page.locator("#found .pick").first.wait_for()  # while she types
        she.choose("trade", "dressmaker")
    she.write(f"line_{lang}", LINE[lang])
    goes_on(she)
    if page.url.endswith("/which"):
        she.choose("trade", "dressmaker")
        goes_on(she)
    she.write(f"name_{lang}", "Sac en wax")
    she.write("price_from", "120")
    she.press(f"{FORM} .button.second")
    she.write(f"name_{lang}", "Robe")
    she.write("price_from", "350,50")
    goes_on(she)
    she.write("city", "Sale")
    goes_on(she)
    she.write("same_1", "9")
    she.write("same_2", "13h")
    she.write("same_3", "15")
    she.write("same_4", "18h30")
    goes_on(she)
    she.write("phone", "06 61 23 45 67")
    goes_on(she)
    assert page.url.endswith("/founder/photos/")
    she.press("main form[action$='/enough'] .button")


@pytest.mark.parametrize(("lang", "js"), [("fr", True), ("fr", False), ("ar", False)])
def test_from_the_door_to_a_page_that_is_sent(take_out, rows, lang, js):
    phone = take_out(js=js)
    she, page = Walk(phone, lang), phone.page
    she.goto("/founder/")
    she.comes_in("06 12 34 56 78", "Mariam")
    assert page.url.endswith("/founder/begin")
    she.write("name", "Atelier Baobab")
    she.pick("form", "cooperative")
    she.press(GREEN)
    fills_in(she, lang, js=js)
    assert page.url.endswith("/founder/look")
    assert LINE[lang] in page.locator("#page").inner_text()
    assert not page.locator("[name=listed]").is_checked()
    she.press(GREEN)
    page_row = made()
    assert page_row.state == StartupState.TO_CHECK
    assert (page_row.trade, page_row.city_code) == ("dressmaker", "sale")
    assert [one.price_from for one in page_row.products] == [12_000, 35_050]
    assert page_row.hours["fri"] == [["09:00", "13:00"], ["15:00", "18:30"]]
    assert page_row.phone == page_row.whatsapp == "+212661234567"
    assert (she.taps <= MOST_TAPS, she.fields <= MOST_FIELDS) == (True, True), vars(she)


@pytest.fixture
def hers(take_out, app, rows):
    """Her phone is signed in, and a page was begun."""
    owner = account(name="Mariam")
    startups.member(draft(), owner)
    she = Walk(take_out(), "fr")
    she.is_in(app, owner)
    return she


def test_the_page_changes_below_the_form_while_she_types(hers):
    hers.goto("/founder/page/work")
    page = hers.page
    page.locator("[name=line_fr]").press_sequentially("Sacs cousus <b>main</b>")
    page.locator("#preview", has_text="Sacs cousus <b>main</b>").wait_for()
    assert made().line == {}  # nothing of it is kept yet
    page.locator("[name=about_fr]").press_sequentially("Nous sommes cinq.")
    page.locator("#kept", has_text="✓").wait_for()
    assert made().line == {"fr": "Sacs cousus <b>main</b>"}
    first = page.locator("[name=seen]").get_attribute("value")
    page.locator("[name=about_fr]").press_sequentially(" Ou six.")
    page.locator("[name=line_fr]").focus()
    page.wait_for_function(
        "was => document.querySelector('[name=seen]').getAttribute('value') != was", arg=first
    )
    assert made().about == {"fr": "Nous sommes cinq. Ou six."}
    goes_on(hers)
    assert page.url.endswith("/founder/products/")


def test_what_was_kept_is_there_after_the_network_was_cut(hers):
    hers.goto("/founder/page/work")
    page = hers.page
    page.fill("[name=line_fr]", "Sacs et robes")
    page.locator("[name=about_fr]").focus()
    page.locator("#kept", has_text="✓").wait_for()
    hers.phone.context.set_offline(True)
    hers.phone.context.set_offline(False)
    hers.goto("/founder/")
    hers.press("main .choices a.main")
    assert page.url.endswith("/founder/products/")
    hers.goto("/founder/page/work")
    assert page.locator("[name=line_fr]").input_value() == "Sacs et robes"


def test_screen_readers_stumble_on_no_screen(hers):
    for screen in ("", "begin", "page/work", "products/", "page/place", "page/hours", "look"):
        hers.goto(f"/founder/{screen}")
        hers.ask_axe()
    hers.goto("/founder/page/contact")
    hers.page.locator("summary").last.click()
    hers.ask_axe()


def test_one_tap_hides_what_everyone_saw(take_out, app, rows):
    owner, shown = account(name="Mariam"), startups.startup()
    startups.member(shown, owner)
    she, reader = Walk(take_out(js=False), "fr"), take_out()
    she.is_in(app, owner)
    assert reader.goto(f"/fr/startups/{shown.slug}/").status == 200
    she.goto("/founder/")
    she.press("main form[action$='/hide'] .button")
    assert db.session.query(StartupMember).count() == 1
    hidden = time.monotonic()
    while reader.goto(f"/fr/startups/{shown.slug}/?again={time.monotonic()}").status != 404:
        assert time.monotonic() - hidden < 5
