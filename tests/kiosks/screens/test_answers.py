"""A code arrives, and the answer fills the screen."""

import pytest

from portal.core import codes
from portal.kiosks.states import Verdict
from tests.kiosks.screens.screen import CODE, OTHER

pytestmark = pytest.mark.browser
LIGHTS = {
    Verdict.WELCOME: "green",
    Verdict.WELCOME_BACK: "green",
    Verdict.GOODBYE: "green",
    Verdict.ALREADY_IN: "amber",
    Verdict.NOT_IN: "amber",
    Verdict.WAITING: "amber",
    Verdict.UNKNOWN: "amber",
    Verdict.OTHER_SESSION: "red",
    Verdict.TOO_EARLY: "red",
    Verdict.TOO_LATE: "red",
    Verdict.CANCELLED: "red",
    Verdict.NOT_FOUND: "red",
}


def test_every_verdict_has_its_colour_shape_word_sentence_and_sound(kiosk):
    here = kiosk()
    assert set(LIGHTS) == set(Verdict)
    here.page.click("h1")  # browsers are silent until somebody touches the page
    tones = {}
    for verdict, light in LIGHTS.items():
        here.told(verdict=verdict, session=7, since=36e5, language="fr")
        here.page.evaluate("self.tones = []")
        here.scan()
        here.shows(verdict)
        assert here.light == light, verdict
        drawn = here.page.locator("#answer > svg g:visible")
        assert drawn.get_attribute("class") == light
        assert here.text(".next").startswith(here.say(f"next_{verdict}")), verdict
        assert here.text("#said").startswith(here.text("#answer h2"))
        assert tones.setdefault(light, here.page.evaluate("self.tones")) != []
    assert len({tuple(played) for played in tones.values()}) == 3


def test_the_answer_speaks_the_persons_language_whatever_the_kiosks(kiosk):
    here = kiosk("fr")
    here.told(verdict="welcome", language="ar", session=7)
    here.scan()
    here.shows("welcome")
    answer = here.page.locator("#answer")
    assert (answer.get_attribute("lang"), answer.get_attribute("dir")) == ("ar", "rtl")
    assert "ورشة السيرة الذاتية" in here.text(".there")
    assert here.page.locator("html").get_attribute("lang") == "fr"
    here.told(verdict="not_found", language="")  # nobody knows whose code this is
    here.scan()
    here.shows("not_found")
    assert answer.get_attribute("lang") == "fr"


def test_the_sentence_says_which_session_which_day_and_which_hour_on_moroccos_clock(kiosk):
    twelfth = 1_802_426_400_000  # 12 February 2027, 10:00 UTC
    workshop = {
        "id": 9,
        "title": {"fr": "Atelier CV"},
        "starts": twelfth,
        "place": {"fr": "Salle 2"},
    }
    here = kiosk(facts={"sessions": [workshop]})
    here.told(verdict="other_session", session=9, language="fr")
    here.scan()
    here.shows("other_session")
    assert "Atelier CV, Salle 2" in here.text(".next")
    assert "vendredi 12 février, 11:00" in here.text(".next")


def test_a_session_that_the_kiosk_does_not_know_is_not_spoken_of(kiosk):
    here = kiosk()
    for verdict, key in [
        ("other_session", "next_elsewhere"),
        ("too_early", "next_later"),
        ("too_late", "next_closed"),
        ("waiting", "next_list"),
        ("already_in", "next_inside"),
    ]:
        here.told(verdict=verdict, session=0, since=0, language="fr")
        here.scan()
        here.shows(verdict)
        assert here.text(".next") == here.say(key)


def test_an_answer_goes_away_by_itself_and_the_next_scan_does_not_wait_for_that(kiosk):
    here = kiosk()
    here.told(verdict="cancelled")
    here.scan()
    here.shows("cancelled")
    here.told(verdict="welcome")
    here.scan(OTHER)
    here.shows("welcome")
    assert [time for time in here.page.evaluate("self.timers") if time >= 1500] == [5000, 1500]
    here.page.locator("body[data-screen=ready]").wait_for(timeout=15_000)
    assert here.light == ""


def test_an_older_answer_never_covers_a_newer_one(kiosk):
    here = kiosk()
    here.page.evaluate("stub.wait = 600; stub.next = {verdict: 'cancelled'}")
    here.scan()
    here.page.evaluate("stub.wait = 0; stub.next = {verdict: 'welcome', language: 'fr'}")
    here.scan()
    here.shows("welcome")
    here.page.wait_for_timeout(800)
    assert here.light != "red"


def test_a_code_is_typed_on_the_pad_with_look_alikes_folded(kiosk):
    here = kiosk(sees=True)
    here.pad("7K3M")
    here.press(".keys button:last-child")
    here.pad("M9QX")
    assert here.name == "pad"
    here.pad(CODE[-1])
    here.on("answer")
    assert here.asked() == [["scan", CODE, "typed", {"direction": "in", "purpose": ""}]]
    keys = here.page.locator(".keys button").all_text_contents()
    assert len(keys) == 33
    assert not {"O", "I", "L", "U"} & set(keys)


def test_a_keyboard_types_on_the_pad_in_small_letters_and_look_alikes(kiosk):
    here = kiosk()
    code = "1O0B4C7".translate(str.maketrans("O", "0"))
    code += codes.check_character(code)
    here.page.keyboard.type("lo0b4c7" + code[-1].lower(), delay=70)
    here.page.keyboard.press("Enter")
    here.on("answer")
    assert here.asked()[0][1:3] == [code, "typed"]
    assert len(here.asked()) == 1


def test_what_is_not_a_code_stays_on_the_pad_to_be_corrected(kiosk):
    here = kiosk(sees=True)
    here.pad("7K3M9QX0")
    here.shows("unreadable")
    assert here.light == "red"
    here.press("#answer [data-go=ready]")
    here.press("#type")
    assert "".join(here.page.locator(".cells span").all_text_contents()) == "7K3M9QX0"
    here.press(".keys button:last-child")
    here.pad(CODE[-1])
    here.shows("welcome")


def test_a_scanner_is_heard_on_the_pad_too_and_once(kiosk):
    here = kiosk(sees=True)
    here.press("#type")
    here.scan()
    here.on("answer")
    here.page.wait_for_timeout(500)
    assert [asked[:3] for asked in here.asked()] == [["scan", CODE, "scanner"]]


def test_the_camera_starts_with_a_touch_and_is_remembered(kiosk):
    here = kiosk(sees=True)
    here.press("#look")
    here.until("stub.looks === 'environment'")
    assert here.page.locator("#video").is_visible()
    assert not here.page.locator("#look").is_visible()
    here.page.evaluate("code => stub.show(code)", CODE)
    here.on("answer")
    assert here.asked()[0][2] == "camera"
    here.page.reload()
    here.until("stub.looks === 'environment'")
    here.press("#key")
    here.press("[data-eye=user]")
    here.until("stub.looks === 'user'")


def test_a_camera_that_refuses_leaves_the_pad(kiosk):
    here = kiosk(sees=True, refuses="refused")
    here.press("#look")
    here.page.locator("#hint").filter(has_text=here.say("camera_off")).wait_for()
    here.press("#type")
    here.on("pad")


def test_the_state_of_network_and_queue_is_always_visible(kiosk):
    here = kiosk(facts={"online": True, "unsent": 0})
    assert here.text("#net b") == here.say("online")
    here.page.evaluate("stub.become('ready', {online: false, unsent: 12, lastContact: Date.now()})")
    assert here.text("#net b") == here.say("offline")
    assert here.page.locator("#net .down").is_visible()
    assert not here.page.locator("#net .up").is_visible()
    assert here.text("#unsent") == "12"
    assert here.text("#contact") == here.text("#clock")
    here.scan()
    here.on("answer")
    assert here.page.locator("#unsent").is_visible()
