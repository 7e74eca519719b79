"""Everyone can use it: screen readers, large text, small screens, no mouse, thumbs."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from portal.web.locale import LANGUAGES
from tests.browser.phones import FORM, NAME, SMALL
from tests.factories.events import SessionFactory

axe = Axe()
PRESSED = (
    ".top a, footer a, button, .button, .choices a, .pick, .problems a, summary, select, .facts a,"
    ".card a, .target, .skip, input:not([type=hidden], [type=checkbox], [type=radio])"
)
SMALLER_THAN_A_THUMB = """selector => [...document.querySelectorAll(selector)]
  .map((e) => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < 44 || box.width < 44))
  .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
WIDER_THAN_THE_SCREEN = """() => [...document.querySelectorAll("body *:not(.skip, .aside, svg *)")]
  .filter((e) => {
    const box = e.getBoundingClientRect();
    const cut = e.clientWidth && e.scrollWidth > e.clientWidth + 1 && !e.matches("input, select");
    return box.right > innerWidth + 1 || box.left < -1 || cut;
  })
  .map((e) => e.outerHTML.slice(0, 90))"""
FOCUSED = """() => {
  const style = getComputedStyle(document.activeElement);
  return [document.activeElement.name || document.activeElement.tagName,
          style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2];
}"""


@pytest.fixture
def session(rows):
    return SessionFactory(
        place__address="12, avenue Mohammed-V, quartier de l’Océan",
        place__map_point="34.0250,-6.8490",
    )


def stops(phone, lang, session):
    """Every page that the public meets, one after the other."""
    yield phone.goto(f"/{lang}/")
    yield phone.goto(f"/{lang}/events/")
    yield phone.goto(f"/{lang}/events/{session.event.slug}/")
    yield phone.press(f"{FORM} .button")
    badge = phone.register(name="Marie-Thérèse Ouédraogo-Nikièma de la Providence")
    phone.kept_badge()
    yield badge
    yield phone.goto(badge + "change")
    phone.page.fill("[name=name]", "")
    yield phone.press("main form .button")
    yield phone.goto(badge + "messages")
    phone.page.check("[value=whatsapp]")
    yield phone.press("main form:last-of-type .button")
    yield phone.goto(badge + "cancel")
    yield phone.press("main form .button")
    yield phone.goto(f"/{lang}/my-data/")
    yield phone.goto(f"/{lang}/desk/sign-in")
    yield phone.press("main form .button")
    yield phone.goto(f"/{lang}/nothing")
    yield phone.goto(f"/{lang}/events/{session.event.slug}/register")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_axe_finds_nothing(take_out, session, lang, scheme):
    phone = take_out(color_scheme=scheme)
    colours = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}  # all that dark changes
    for _ in stops(phone, lang, session):
        options = colours if scheme == "dark" else None
        found = axe.run(phone.page, options=options).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], phone.page.url


@pytest.mark.parametrize("lang", LANGUAGES)
def test_thumbs_small_screens_and_large_text_are_served(take_out, session, lang):
    phone = take_out()
    page = phone.page
    for _ in stops(phone, lang, session):
        assert page.evaluate(SMALLER_THAN_A_THUMB, PRESSED) == [], page.url
        page.evaluate("document.documentElement.style.fontSize = '225%'")  # twice as large
        assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], page.url
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.set_viewport_size({"width": 320, "height": 560})
        assert page.evaluate(WIDER_THAN_THE_SCREEN) == [], page.url
        page.set_viewport_size(SMALL)


def test_the_keyboard_alone_registers(take_out, session):
    phone = take_out()
    phone.goto(f"/fr/events/{session.event.slug}/")
    keys = {
        "name": NAME,
        "phone": "0661234567",
        "session": None,
        "interest": " ",
        "city": "Rabat",
        "consent": " ",
    }
    press = phone.page.keyboard
    for _ in range(40):
        press.press("Tab")
        name, visible = phone.page.evaluate(FOCUSED)
        assert visible, name
        wanted = keys.pop(name, None)
        if wanted:
            press.type(wanted)
        if not keys:
            break
    with phone.page.expect_navigation():
        press.press("Enter")
    assert "/badges/" in phone.page.url
    for _ in range(12):
        press.press("Tab")
        assert phone.page.evaluate(FOCUSED)[1]


def test_the_first_tab_leads_away_and_the_second_past_the_menu(take_out):
    phone = take_out()
    phone.goto("/fr/")
    phone.page.keyboard.press("Tab")
    assert phone.page.locator(".leave button:focus").count() == 1
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.press("Enter")
    phone.page.keyboard.press("Tab")
    assert phone.page.locator("main a:focus").count() == 1
