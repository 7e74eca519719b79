"""Four languages, three sizes, thumbs, screen readers, no mouse."""

import pytest

from tests.kiosks.screens.screen import LAPTOP, PHONE, TABLET, station

pytestmark = pytest.mark.browser


def test_every_sentence_changes_language_without_the_network(kiosk):
    here = kiosk("fr")
    here.context.set_offline(True)
    for lang in ("ar", "en", "es", "fr"):
        here.press(f"[data-language={lang}]")
        root = here.page.locator("html")
        assert root.get_attribute("lang") == lang
        assert root.get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
        for key in ("scan_hint", "walk_in", "erase", "blank", "consent"):
            place = "#hint" if key == "scan_hint" else f"[data-say={key}]"
            assert here.text(f"{place} >> nth=0") == here.say(key, lang)
        assert here.page.locator(".keys").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_a_visitors_language_does_not_stay_but_the_teams_does(kiosk):
    here = kiosk("fr")
    here.page.clock.install()
    here.press("[data-language=ar]")
    here.page.clock.run_for(61_000)
    assert here.page.locator("html").get_attribute("lang") == "fr"
    here.press("#key")
    here.press("[data-language=ar]")
    here.page.clock.run_for(100_000)
    assert here.name == "ready"
    assert here.page.locator("html").get_attribute("lang") == "ar"


def every_screen(kiosk, lang, size):
    """Each screen once, at its fullest."""
    exits = {"id": 3, "exits": True, "offset": 0, "windows": []}
    busy = {"point": exits, "unsent": 12, "online": False}
    here = kiosk(lang, size, state="blank", refuses="code")
    here.pad()
    here.page.locator("#blank .wrong").filter(has_text=here.say("wrong_code")).wait_for()
    yield here
    yield kiosk(lang, size, facts=busy)
    here = kiosk(lang, size, sees=True, facts={**busy, **station(force=True)})
    yield here
    here.press("#type")
    yield here
    here.told(verdict="waiting", session=7, language=lang)
    here.scan()
    here.shows("waiting")
    yield here
    here.press("#force")
    yield here
    here.press("#why [data-go=ready]")
    here.press("[data-go=walk_in]")
    here.press("[data-do=register]")
    yield here
    here.page.fill("#name", "Marie-Thérèse Ouédraogo")
    here.told(verdict="welcome", language=lang)
    here.press("[data-do=register]")
    here.shows("registered")
    yield here
    here.press("#answer [data-go=ready]")
    here.press("#key")
    here.press("#leave")
    yield here
    here.page.evaluate("stub.become('stopped', {unsent: 3})")
    yield here
    here = kiosk(lang, size, facts=station("reception"))
    yield here
    here.press("[data-go=purpose]")
    yield here


@pytest.mark.parametrize("size", [PHONE, TABLET, LAPTOP], ids=["phone", "tablet", "laptop"])
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_screen_fits_without_scrolling_and_is_made_for_thumbs(kiosk, lang, size):
    for here in every_screen(kiosk, lang, size):
        here.fits()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_axe_finds_nothing_on_any_screen(kiosk, lang):
    for here in every_screen(kiosk, lang, PHONE):
        here.ask_axe()


def test_the_keyboard_alone_registers_somebody(kiosk):
    here = kiosk(sees=True)
    walk_in = "document.activeElement.dataset.go === 'walk_in'"
    for _ in range(12):
        here.page.keyboard.press("Tab")
        if here.page.evaluate(walk_in):
            break
    here.page.keyboard.press("Enter")
    here.on("walk_in")
    here.page.keyboard.press("Tab")
    here.page.keyboard.type("Aminata", delay=1)  # fast as a scanner, but in a field
    here.page.keyboard.press("Enter")
    here.shows("registered")
    assert [asked[0] for asked in here.asked()] == ["walkIn"]


def test_the_shell_is_light(app):
    """Bytes that the first load of a kiosk takes, but for the decoder."""
    sent = {"Accept-Encoding": "br"}
    page = app.test_client().get("/fr/kiosk/", headers=sent)
    assert page.headers["Content-Encoding"] == "br"
    assert len(page.data) <= 14_000
