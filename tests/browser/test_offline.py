"""The badge is readable without a network on the phone that opened it; nothing else is kept."""

import re

import pytest
from playwright.sync_api import Error

from portal.core.db import db, transaction
from portal.events.models import Registration
from tests.browser.phones import NAME
from tests.factories.events import SessionFactory
from tests.stack.processes import until

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")
DIGITS = re.compile(r"[\s.-]*".join("61234567"))  # of the phone number, however it is written


@pytest.fixture
def cut(portal):
    """Cuts the network at the other end: the server is gone, then comes back."""

    def cut():
        portal.kill("web")

    yield cut
    if "web" not in portal.processes:
        portal.start("web")
        until(lambda: portal.status("/healthz") == 200)


@pytest.fixture
def phone(take_out, rows):
    session = SessionFactory()
    phone = take_out()
    phone.goto(f"/fr/events/{session.event.slug}/")
    phone.register()
    phone.kept_badge()
    return phone


def read_badge(phone) -> str:
    """The code as it stands on the page, with a QR that is drawn beside it."""
    assert phone.page.locator(".ticket svg path").bounding_box()["width"] > 100
    return CODE.search(phone.page.locator(".ticket code").inner_text()).group()


def offline(phone, path):
    """This page cannot be had."""
    tab = phone.context.new_page()
    with pytest.raises(Error, match="ERR_"):
        tab.goto(path)
    tab.close()
    phone.faults.clear()  # the browser says so too


@pytest.mark.parametrize("how", ["no network", "no server"])
def test_without_a_network_the_badge_is_read_and_nothing_else(phone, cut, how):
    code, badge = read_badge(phone), phone.page.url
    if how == "no server":
        cut()
    else:
        phone.context.set_offline(True)
    phone.page.reload()
    assert read_badge(phone) == code
    assert phone.page.locator("#offline").is_visible()
    assert phone.page.locator("main form, main a[href$='/change']").count() == 0
    assert phone.page.locator("h1").evaluate("e => getComputedStyle(e).fontWeight") == "700"
    offline(phone, "/fr/")
    offline(phone, badge + "change")
    phone.goto(badge)
    assert read_badge(phone) == code


def test_what_is_kept_holds_no_name_and_no_number(phone):
    kept = phone.stored()
    assert read_badge(phone) in kept
    assert not [word for word in NAME.split() if word in kept]
    assert not DIGITS.search(kept)
    assert "form_token" not in kept
    assert {line for line in kept.split("\n") if line.startswith("http")} == {
        phone.page.url,
        phone.page.locator("link[rel=stylesheet]").evaluate("e => e.href"),
        phone.url + phone.page.locator("script").get_attribute("data-worker"),
    }


def test_another_phone_has_nothing(phone, take_out):
    badge = phone.page.url
    other = take_out()
    other.goto("/fr/")
    assert other.stored() == ""
    other.context.set_offline(True)
    offline(other, badge)


def test_a_badge_is_kept_in_each_language_it_was_read_in(phone):
    badge = phone.page.url
    phone.press("nav a[lang=ar]")
    phone.kept_badge()
    phone.context.set_offline(True)
    for address in (badge, badge.replace("/fr/", "/ar/")):
        phone.goto(address)
        read_badge(phone)


@pytest.mark.parametrize("network", [True, False])
def test_the_badge_can_be_removed_from_the_phone(phone, network):
    badge = phone.page.url
    phone.press("nav a[lang=ar]")
    phone.kept_badge()
    phone.context.set_offline(not network)
    phone.page.reload()
    phone.page.click("#kept button")
    until(lambda: phone.stored() == "")
    assert phone.page.locator(".ticket").count() == 0
    assert phone.page.locator("h1:focus").count() == 1
    assert phone.page.url.endswith("/ar/")
    phone.context.set_offline(True)
    for address in (badge, badge.replace("/fr/", "/ar/")):
        offline(phone, address)


def test_leaving_removes_the_badge(phone, elsewhere):
    phone.allowed += (elsewhere,)
    badge = phone.page.url
    phone.press(".leave button")
    assert phone.page.url == elsewhere
    phone.goto("/fr/")
    until(lambda: phone.stored() == "")
    phone.context.set_offline(True)
    offline(phone, badge)


def test_a_cancelled_badge_is_not_kept(phone):
    badge = phone.page.url
    phone.press("main a[href$='/cancel']")
    phone.press("main form .button")
    assert phone.page.url == badge
    until(lambda: phone.stored() == "")


def test_a_badge_that_is_gone_is_not_kept(phone):
    with transaction():
        found = db.session.query(Registration).one()
        found.token = "another"
    assert phone.goto(phone.page.url).status == 404
    until(lambda: "caches" not in phone.stored() and NAME not in phone.stored())
    assert CODE.search(phone.stored()) is None


def test_a_sick_server_is_as_good_as_none(phone):
    code = read_badge(phone)
    phone.context.route("**/badges/**", lambda route: route.fulfill(status=503))
    phone.page.reload()
    assert phone.page.locator("#offline").is_visible()
    assert read_badge(phone) == code


def test_a_network_that_does_not_answer_is_not_waited_for_long(phone):
    code = read_badge(phone)
    phone.context.route("**/badges/**", lambda route: None)
    phone.page.reload()
    assert read_badge(phone) == code
