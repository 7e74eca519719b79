"""From the home page to the badge, in four languages, with and without JavaScript."""

import re
from itertools import count

import pytest

from portal.core.db import db
from portal.events.models import Registration, Seat
from portal.web.locale import LANGUAGES
from tests.browser.phones import FORM, NAME, PHONE
from tests.factories.events import SessionFactory, register

pytestmark = [
    pytest.mark.parametrize("js", [True, False], ids=["js", "nojs"]),
    pytest.mark.parametrize("lang", LANGUAGES),
]
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
fresh = count()  # a home page is kept for a second, whatever happens to its events meanwhile


@pytest.fixture
def session(rows):
    return SessionFactory()


@pytest.fixture
def phone(take_out, js):
    return take_out(js=js)


@pytest.fixture
def at_event(phone, lang, session):
    phone.goto(f"/{lang}/events/{session.event.slug}/")
    return phone


def read(model):
    db.session.rollback()
    return db.session.query(model).all()


def test_three_screens_lead_from_home_to_the_badge(phone, lang, session):
    phone.goto(f"/{lang}/?{next(fresh)}")
    phone.press(f"a[href='/{lang}/events/{session.event.slug}/']")
    phone.register()
    page = phone.page
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    assert NAME in page.locator("h1").inner_text()
    assert PHONE in page.locator("main").inner_text()
    (made,) = read(Registration)
    assert CODE.search(page.locator(".ticket").inner_text()).group().replace("-", "") == made.code
    assert page.locator(".ticket svg").bounding_box()["width"] >= 150
    assert made.language == lang


def test_wrong_answers_come_back_with_a_summary_and_what_was_typed(at_event):
    at_event.fill_in(phone="06 12", city="")
    at_event.press(f"{FORM} .button")
    page = at_event.page
    assert page.locator(".problems:focus").count() == 1
    assert page.input_value("[name=name]") == NAME
    assert page.input_value("[name=phone]") == "06 12"
    assert page.is_checked("[name=session] >> nth=0")
    leads = [link.get_attribute("href") for link in page.locator(".problems a").all()]
    assert leads == ["#phone", "#city"]
    for field in ("phone", "city"):
        page.click(f".problems a[href='#{field}']")
        focused = page.locator(f"[name={field}]:focus")
        assert focused.get_attribute("aria-invalid") == "true"
        assert f"{field}-wrong" in focused.get_attribute("aria-describedby").split()
        label = page.locator(f"label[for={field}]").bounding_box()
        assert 0 <= label["y"] < 740  # the question stays in sight
    page.fill("[name=phone]", PHONE)
    page.fill("[name=city]", "Tanger")
    at_event.press(f"{FORM} .button")
    assert "/badges/" in page.url


def test_a_summary_leads_to_the_first_box_of_a_question(at_event):
    at_event.press(f"{FORM} .button")
    page = at_event.page
    page.click(".problems a[href='#interest']")
    page.keyboard.press("Space")
    assert page.is_checked("[name=interest] >> nth=0")


def test_the_badge_leads_to_changing(at_event, lang):
    badge = at_event.register()
    page = at_event.page
    at_event.press("main a[href$='/change']")
    page.fill("[name=name]", "Aminata B")
    page.select_option("[name=language]", "es")
    at_event.press("main form .button")
    assert page.url == badge
    assert "Aminata B" in page.locator("h1").inner_text()
    assert [(made.name, made.language) for made in read(Registration)] == [("Aminata B", "es")]


def test_the_badge_leads_to_cancelling_and_to_staying(at_event):
    badge = at_event.register()
    page = at_event.page
    at_event.press("main a[href$='/cancel']")
    at_event.press("main a.button")
    assert page.url == badge
    assert page.locator(".ticket").count() == 1
    at_event.press("main a[href$='/cancel']")
    at_event.press("main form .button")
    assert page.url == badge
    assert page.locator(".ticket").count() == 0
    assert [made.state for made in read(Registration)] == ["cancelled"]


def test_a_full_session_says_so_and_puts_on_the_waiting_list(phone, lang, rows):
    session = SessionFactory(capacity=1)
    register(session)
    phone.goto(f"/{lang}/events/{session.event.slug}/")
    assert phone.page.locator("[name=session] ~ span small").count() == 1
    phone.register()
    assert phone.page.locator(".card .notice").count() == 1
    assert [seat.state for seat in read(Seat)] == ["seated", "waiting"]


def test_another_language_keeps_the_page(at_event, lang):
    page = at_event.page
    for other in LANGUAGES:
        at_event.press(f"nav a[lang={other}]")
        assert f"/{other}/events/event-" in page.url
        assert page.locator("html").get_attribute("lang") == other
        assert page.locator("nav a[aria-current]").get_attribute("lang") == other
    at_event.press(f"nav a[lang={lang}]")
    badge = at_event.register()
    at_event.press("nav a[lang=ar]")
    assert page.url == badge.replace(f"/{lang}/", "/ar/", 1)
    assert page.locator(".ticket").count() == 1


def test_leaving_leads_to_another_site_and_forgets(at_event, elsewhere):
    at_event.allowed += (elsewhere,)
    at_event.register()
    assert at_event.context.cookies()
    at_event.press(".leave button")
    assert at_event.page.url == elsewhere
    assert at_event.context.cookies() == []


def test_a_double_tap_registers_once(at_event):
    at_event.fill_in()
    at_event.page.locator(f"{FORM} .button").dblclick(no_wait_after=True)
    at_event.page.wait_for_url("**/badges/**")
    assert len(read(Registration)) == 1


def test_a_number_is_shown_as_it_was_understood(at_event, js):
    if not js:
        return  # then the badge shows it
    page = at_event.page
    page.fill("[name=phone]", "٠٦٦١٢٣٤٥٦٧")
    page.press("[name=phone]", "Tab")
    page.locator("#phone-said .right").wait_for()
    assert page.locator("#phone-said bdi").inner_text() == PHONE
    page.fill("[name=phone]", "0537")
    page.press("[name=phone]", "Tab")
    page.locator("#phone-said .wrong").wait_for()
