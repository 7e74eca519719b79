"""A person comes by the door, says what she can do, applies, and leaves no trace."""

import pytest

from portal.applications.models import Application
from portal.core.db import db
from tests.browser.work import FORM, Walk
from tests.databases import look_again
from tests.factories.people import opportunity, organisation

NAME, TYPED = "Aminata", "06 12 34 56 78"
HERS = (NAME, "612345678", "6 12 34", "482915")


@pytest.fixture
def opening(rows):
    return opportunity(organisation(), title="Couturière", trade="dressmaker", slug="sewing")


def made() -> Application:
    look_again()
    return db.session.query(Application).one()


def test_from_the_door_to_an_application_and_out_without_a_trace(take_out, opening, elsewhere):
    phone = take_out()
    phone.allowed += (elsewhere,)
    she, page = Walk(phone, "fr"), phone.page
    she.goto("/me/")
    assert page.url.endswith("/fr/me/sign-in?then=/fr/me/")
    she.ask_axe()
    she.comes_in(TYPED, NAME)
    she.ask_axe()
    she.press("main a[href='/fr/me/profile/']")
    she.fills_five_steps("je couds des robes", "Sale", js=True)
    she.ask_axe()
    she.press("main a.button[href='/fr/opportunities/']")
    page.type("[name=q]", "coudre", delay=10)
    page.wait_for_url("**q=coudre**")
    she.press("#openings .card[href$='/sewing/']")
    she.press("main a.button[href$='/apply']")
    she.ask_axe()
    she.press(f"{FORM} .button")
    assert made().introduced_at is not None
    she.press("main a.button[href*='/me/applications/']")
    she.ask_axe()
    hers = page.url

    phone.press(".leave button")
    assert page.url == elsewhere
    assert phone.context.cookies() == []
    for _ in range(3):  # nor does the button "back" show a page of hers
        page.go_back()
        assert page.url.startswith(phone.url)
        assert not any(mark in page.content() for mark in HERS), page.url
    phone.goto(hers)
    assert "/fr/me/sign-in" in page.url
    assert phone.stored() == ""
    assert {cookie["name"] for cookie in phone.context.cookies()} <= {"lang"}


def test_without_javascript_from_the_opening_to_an_application_with_a_sentence(take_out, opening):
    phone = take_out(js=False)
    she, page = Walk(phone, "ar"), phone.page
    she.goto("/opportunities/sewing/")
    she.press("main a.button[href$='/apply']")
    she.comes_in("٠٦ ١٢ ٣٤ ٥٦ ٧٨", "أميناتا")
    assert page.url.endswith("/sewing/apply")
    she.press("main a.button")  # first, a few words about her
    she.fills_five_steps("خياطة", "سلا", js=False)
    she.press("main a.button[href$='/sewing/apply']")  # and back to where she was
    she.write("sentence", "أخيط منذ أربع سنوات، ويمكنني أن أبدأ غدا.")
    she.press(f"{FORM} .button")
    assert made().sentence.startswith("أخيط")
    she.press("main a.button[href*='/me/applications/']")
    assert made().sentence in page.locator("main").inner_text()
