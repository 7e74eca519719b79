"""A member sends a photo from a phone: made light where there is JavaScript, kept through a cut."""

import re

import pytest
from sqlalchemy import select

from portal.accounts.guards import cookie_name
from portal.accounts.models import Account
from portal.accounts.operations import sessions
from portal.core.db import db, transaction
from portal.startups.models import StartupPhoto
from tests.factories import startups
from tests.startups.pictures import PHOTOS, camera

FORM = "#send-photo"
EMPTY = "indexedDB.databases().then((all) => all.length)"
# Chromium does not tell from outside how much a form with a file weighs.
WEIGH = """() => {
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (form) {
    const bytes = [...form.values()].reduce((sum, one) => sum + (one.size || one.length), 0);
    sessionStorage.sent = `${sessionStorage.sent || ""} ${bytes}`;
    return send.call(this, form);
  };
}"""
LONG = 30_000  # the machine may be busy


@pytest.fixture
def founder(take_out, app):
    """Gives a member's phone, with JavaScript or without."""
    owner = startups.member(startups.startup(state="draft", published_at=None)).account
    with transaction():
        token = sessions.open_for(db.session.get_one(Account, owner.id))
    with app.test_request_context():
        name = cookie_name("me")

    def phone(**options):
        phone = take_out(**options)
        phone.context.set_default_timeout(LONG)
        phone.context.add_cookies([{"name": name, "value": token, "url": phone.url}])
        phone.goto(PHOTOS)
        return phone

    return phone


@pytest.fixture(scope="module")
def twelve_megapixels(tmp_path_factory):
    path = tmp_path_factory.mktemp("camera") / "IMG_0001.jpg"
    path.write_bytes(camera(4000, 3000, quality=93))
    assert path.stat().st_size > 1_500_000
    return str(path)


def fill_in(page, path):
    page.set_input_files("#photo", path)
    page.fill("#alt", "Trois sacs bleus")
    page.check("[name=faces][value=nobody]")


def kept() -> list[StartupPhoto]:
    db.session.rollback()
    return list(db.session.scalars(select(StartupPhoto)))


def arrived(page) -> None:
    page.locator(".card img").wait_for(timeout=LONG)


def test_with_javascript_a_camera_s_photo_leaves_the_phone_light(founder, twelve_megapixels):
    phone = founder()
    page = phone.page
    page.evaluate(WEIGH)
    fill_in(page, twelve_megapixels)
    page.locator("#preview canvas").wait_for()
    page.locator(f"{FORM} .button").click()
    arrived(page)
    (weight,) = map(int, page.evaluate("sessionStorage.sent").split())
    assert 20_000 < weight < 400_000
    (photo,) = kept()
    assert (photo.width, photo.height) == (960, 720)
    assert page.evaluate(EMPTY) == 0  # nothing is left on the phone


def test_without_javascript_the_same_form_sends_the_file_as_it_is(founder, twelve_megapixels):
    phone = founder(js=False)
    fill_in(phone.page, twelve_megapixels)
    phone.press(f"{FORM} .button")
    assert phone.page.locator(".card img").count() == 1
    assert len(kept()) == 1


def test_after_a_cut_the_photo_leaves_when_the_page_is_opened_again(founder, twelve_megapixels):
    phone = founder()
    page = phone.page
    page.route(re.compile(PHOTOS + "$"), cut)
    fill_in(page, twelve_megapixels)
    page.locator(f"{FORM} .button").click()
    page.locator("#preview button").wait_for()  # "Do not send it"
    assert kept() == []
    page.unroute(re.compile(PHOTOS + "$"))
    page.close()
    phone.page = page = phone.context.new_page()
    phone.faults[:] = [fault for fault in phone.faults if "ERR_" not in fault]
    phone.goto(PHOTOS)
    arrived(page)
    assert [photo.alt for photo in kept()] == [{"fr": "Trois sacs bleus"}]
    assert page.evaluate(EMPTY) == 0


def test_an_answer_that_was_lost_makes_no_second_photo(founder, twelve_megapixels):
    """The portal has it; the phone does not know, and sends it again by itself."""
    phone = founder()
    page, lost = phone.page, []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(phone.context.request.fetch(route.request, max_redirects=0).status)
            return route.abort()
        return route.fallback()

    page.route(re.compile(PHOTOS + "$"), lose)
    fill_in(page, twelve_megapixels)
    page.locator(f"{FORM} .button").click()
    arrived(page)
    phone.faults[:] = [fault for fault in phone.faults if "ERR_" not in fault]
    assert (lost, len(kept())) == ([303], 1)
    assert page.evaluate(EMPTY) == 0


def test_who_does_not_want_to_send_it_any_more_leaves_nothing(founder, twelve_megapixels):
    phone = founder()
    page = phone.page
    page.route(re.compile(PHOTOS + "$"), cut)
    fill_in(page, twelve_megapixels)
    page.locator(f"{FORM} .button").click()
    stop = page.locator("#preview button")
    stop.wait_for()
    page.unroute(re.compile(PHOTOS + "$"))
    with page.expect_navigation():
        stop.click()
    page.locator(FORM).wait_for()
    phone.faults[:] = [fault for fault in phone.faults if "ERR_" not in fault]
    assert (kept(), page.evaluate(EMPTY)) == ([], 0)


def test_what_the_portal_refuses_is_said_and_not_sent_again(founder, tmp_path):
    phone = founder()
    page = phone.page
    (tmp_path / "list.jpg").write_text("no photo at all")
    fill_in(page, str(tmp_path / "list.jpg"))
    page.locator(f"{FORM} .button").click()
    page.locator("#photo-wrong").wait_for()
    assert page.input_value("#alt") == "Trois sacs bleus"
    assert (kept(), page.evaluate(EMPTY)) == ([], 0)


def cut(route):
    return route.abort() if route.request.method == "POST" else route.fallback()
