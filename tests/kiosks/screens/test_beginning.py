"""How a device becomes a kiosk, what keeps it from being one, and how it ends."""

import pytest

from tests.kiosks.screens.screen import CODE, HOST, OTHER

pytestmark = pytest.mark.browser


def test_a_device_becomes_a_kiosk_with_the_code_of_its_address(kiosk):
    here = kiosk(state="blank", hash_=f"#{CODE}")
    here.on("ready")
    assert here.asked() == [["enrol", CODE]]
    assert here.page.url == f"{HOST}/fr/kiosk/"


@pytest.mark.parametrize("problem", ["code", "wait", "network", "unsent"])
def test_a_code_that_does_not_enrol_is_explained_and_stays_to_be_corrected(kiosk, problem):
    here = kiosk(state="blank", refuses=problem)
    here.pad()
    here.page.locator("#blank .wrong").filter(has_text=here.say(f"wrong_{problem}")).wait_for()
    assert "".join(here.page.locator(".cells span").all_text_contents()) == CODE
    here.page.evaluate("stub.refuses = ''")
    here.press(".keys button:last-child")
    here.pad(CODE[-1])
    here.on("ready")


def test_a_stopped_kiosk_says_what_becomes_of_its_scans(kiosk):
    here = kiosk()
    here.told(verdict="welcome")
    here.scan()
    here.shows("welcome")
    here.page.evaluate("stub.become('stopped', {unsent: 3})")
    here.on("halt")
    assert here.light == ""
    assert "3" in here.text(".count")
    with here.page.expect_download() as saving:
        here.press("#halt [data-save]")
    assert saving.value.suggested_filename.startswith("kiosk-")
    assert here.text("#halt .wrong") == here.say("saved")
    here.press("#on")
    here.on("blank")
    here.pad()
    here.on("ready")


def test_a_stopped_kiosk_with_nothing_left_says_so(kiosk):
    here = kiosk(state="stopped")
    assert here.text(".count") == here.say("stopped_none")
    assert not here.page.locator("#halt [data-save]").is_visible()


@pytest.mark.parametrize(
    ("state", "key"),
    [("twice", "busy"), ("unsafe", "insecure"), ("broken", "broken")],
)
def test_what_keeps_a_kiosk_from_starting_is_said_in_plain_words(kiosk, state, key):
    here = kiosk(state=state)
    assert here.name == "halt"
    assert here.text("#halt h2") == here.say(key)
    assert here.text("#halt .told") == here.say(f"{key}_hint")
    here.page.evaluate("stub.become('ready')")  # the other window was closed
    here.on("ready")


def test_what_could_not_be_kept_is_said_until_it_is_on_paper(kiosk):
    here = kiosk()
    here.told(verdict="not_kept", light="amber", letIn=True, language="fr")
    here.scan()
    here.shows("not_kept")
    assert (here.light, here.text(".next")) == ("amber", here.say("next_not_kept"))
    here.page.evaluate("stub.refuses = 'disk'")
    here.scan(OTHER)
    here.page.locator("body[data-light=red]").wait_for()
    here.shows("not_kept")
    assert here.page.evaluate("self.timers").count(30_000) == 2


def test_the_team_stops_a_kiosk_after_a_question_but_not_with_unsent_scans(kiosk):
    here = kiosk(refuses="unsent", facts={"unsent": 2})
    here.press("#key")
    here.press("#leave")
    assert here.asked() == []
    assert here.text("#menu .wrong") == here.say("leave_sure")
    here.press("#leave")
    here.page.locator("#menu .wrong").filter(has_text=here.say("leave_unsent")).wait_for()
    here.page.evaluate("stub.refuses = ''")
    here.press("#leave")
    here.press("#leave")
    here.on("blank")


def test_a_kiosk_is_silent_where_the_team_wants_it(kiosk):
    here = kiosk()
    here.press("#key")
    here.press("[data-loud='']")
    here.press("#menu [data-go=ready]")
    here.scan()
    here.on("answer")
    assert here.page.evaluate("self.tones") == []
    here.page.reload()
    here.press("#key")
    assert here.page.locator("[data-loud='']").get_attribute("aria-pressed") == "true"
