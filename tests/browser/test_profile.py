"""A profile in five screens and the CV that comes of it: in Arabic without JavaScript, in French
with it."""

import pytest

from portal.accounts.guards import cookie_name
from portal.accounts.models import Account
from portal.accounts.operations import sessions
from portal.core.db import db, transaction
from portal.people.models import Person
from tests.factories.people import account

pytestmark = pytest.mark.parametrize(("lang", "js"), [("ar", False), ("fr", True)])
FORM = "main form[novalidate]"
WORDS = {"ar": "خياطة", "fr": "je couds des robes"}


@pytest.fixture
def phone(take_out, app, lang, js):
    owner = account(name="Aminata", language=lang)
    with transaction():
        token = sessions.open_for(db.session.get_one(Account, owner.id))
    with app.test_request_context():
        name = cookie_name("me")
    phone = take_out(js=js)
    phone.context.add_cookies([{"name": name, "value": token, "url": phone.url}])
    return phone


def made() -> Person:
    db.session.rollback()
    return db.session.query(Person).populate_existing().one()


def fits(page) -> bool:
    """No page is wider than the phone (measured from outside: JavaScript may be off)."""
    return page.locator("main").bounding_box()["width"] <= 360


def test_a_profile_is_filled_in_and_its_cv_shown(phone, lang, js):
    page = phone.page
    phone.goto(f"/{lang}/me/profile/")
    phone.press(f"{FORM} .button")
    page.fill("[name=words]", "")
    page.locator("[name=words]").press_sequentially(WORDS[lang])
    if js:
        page.locator("#found .pick").first.wait_for()  # while she types
        page.locator("#found input").first.check()
        assert page.url.endswith("/me/profile/trades/")
    page.check("[name=learned][value=informal_job]")
    page.check("[name=band][value='3to5']")
    phone.press(f"{FORM} .button")
    if not js:
        assert page.url.endswith("/which")
        page.locator("#found input").first.check()
        phone.press(f"{FORM} .button")
    assert made().trades[0].trade
    phone.press("main a.button")
    page.locator("[name=skill]").first.check()
    phone.press(f"{FORM} .button")
    assert fits(page)
    page.locator("[name=spoken]").first.select_option("good")
    phone.press(f"{FORM} .button:not(.second)")
    page.fill("[name=city]", "Sale")
    page.check("[name=travel][value=city]")
    phone.press(f"{FORM} .button")
    phone.press(f"{FORM} .button")  # nothing is ticked: it comes back and says so
    assert page.locator(".problems a[href='#wants']").count() == 1
    page.check("[name=wants][value=job]")
    page.check("[name=start][value=now]")
    phone.press(f"{FORM} .button")
    assert page.url.endswith(f"/{lang}/me/profile/")
    assert made().complete_at is not None
    assert page.locator("progress").get_attribute("value") == "5"
    see_the_cv(phone, lang)


def see_the_cv(phone, lang):
    page = phone.page
    phone.press("main a[href$='/me/cv/']")
    assert fits(page)
    phone.press("main form[action$='/link'] .button")
    address = page.locator("#link a").inner_text()
    phone.goto(address)
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    assert "Aminata" in page.locator("h1").inner_text()
    assert page.locator("article").bounding_box()["width"] <= 360
