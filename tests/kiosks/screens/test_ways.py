"""What else can be done at a kiosk: by the team, without a registration, at the welcome desk."""

import pytest
import segno

from portal.kiosks.states import Purpose, Reason
from tests.kiosks.screens.screen import CODE, OTHER, station

pytestmark = pytest.mark.browser
LEFT = """document.body.innerHTML +
  [...document.querySelectorAll("input")].map((e) => e.value)"""


def test_in_and_out_are_chosen_where_people_leave_too(kiosk):
    here = kiosk(facts={"point": {"id": 3, "exits": True, "offset": 0, "windows": []}})
    here.press("[data-way=out]")
    assert here.page.locator("[data-way=out]").get_attribute("aria-pressed") == "true"
    here.scan()
    here.on("answer")
    assert here.asked()[0][3]["direction"] == "out"
    assert not kiosk().page.locator("[data-way=out]").is_visible()


def test_the_team_lets_somebody_in_with_a_reason(kiosk):
    here = kiosk(facts=station(force=True))
    here.told(verdict="cancelled", language="ar")
    here.scan()
    here.shows("cancelled")
    assert here.text("#force") == here.say("force")  # the team's language, not the person's
    here.press("#force")
    shown = here.page.locator("[data-reason]")
    assert {one.get_attribute("data-reason") for one in shown.all()} == set(Reason)
    here.told(verdict="welcome", forced=True, language="ar")
    here.press("[data-reason=invited]")
    here.shows("forced")
    assert here.light == "green"
    assert here.asked()[-1] == ["force", "cancelled", "invited"]


def test_who_may_go_in_needs_no_force_and_nor_does_an_unattended_kiosk_offer_it(kiosk):
    here = kiosk(facts=station(force=True))
    here.told(verdict="already_in")
    here.scan()
    here.shows("already_in")
    assert not here.page.locator("#force").is_visible()
    alone = kiosk(facts=station("self_service"))
    alone.told(verdict="cancelled")
    alone.scan()
    alone.shows("cancelled")
    assert not alone.page.locator("#force").is_visible()


def test_somebody_without_a_registration_gets_a_code_once_and_a_label(kiosk):
    here = kiosk(wait=200)
    here.press("[data-go=walk_in]")
    here.press("[data-do=register]")
    assert here.text("#name_wrong") == here.say("name_missing")
    here.page.fill("#name", " Aminata ")
    here.page.fill("#phone", "0612345678")
    here.page.check("[name=tongue][value=ar]")
    here.page.dblclick("[data-do=register]")
    here.shows("registered")
    here.page.wait_for_timeout(300)
    person = {"name": "Aminata", "phone": "0612345678", "language": "ar"}
    assert here.asked() == [["walkIn", person]]
    assert here.text("#card code") == "ZAA7-K3MS"
    here.press("#print")
    (printed,) = here.page.evaluate("self.printed")
    assert {"ZAA7-K3MS", "Aminata"} <= set(printed)
    here.scan()
    here.shows("welcome")
    assert not here.page.locator("#card").is_visible()
    left = here.page.evaluate(LEFT)
    assert not any(mark in left for mark in ("Aminata", "0612345678", "K3MS"))


def test_the_qr_of_a_label_holds_the_code_alone(kiosk):
    here = kiosk()
    path = here.page.evaluate(
        "code => leanQr && kiosk.label.drawn(code).lastChild.getAttribute('d')", CODE
    )
    dark = {
        tuple(int(n) - 2 for n in square.split("h")[0].split())
        for square in path.split("M")
        if square
    }
    sheets = []
    for mask in range(8):
        made = segno.make(CODE, version=1, error="h", mask=mask, micro=False)
        sheets.append(
            {(x, y) for y, row in enumerate(made.matrix) for x, bit in enumerate(row) if bit}
        )
    assert dark in sheets


def test_a_self_service_kiosk_prints_a_label_with_a_line_for_the_name(kiosk):
    here = kiosk(facts=station("self_service"))
    assert not here.page.locator("[data-go=walk_in]").is_visible()  # the team registers people
    here.scan()
    here.shows("welcome")
    here.press("#print")
    (printed,) = here.page.evaluate("self.printed")
    assert f"{CODE[:4]}-{CODE[4:]}" in printed
    here.told(verdict="cancelled")
    here.scan()
    here.shows("cancelled")
    assert not here.page.locator("#print").is_visible()


def test_the_welcome_desk_asks_why_somebody_comes(kiosk):
    here = kiosk(facts=station("reception"))
    here.scan()
    here.on("purpose")
    offered = {
        one.get_attribute("data-purpose") for one in here.page.locator("[data-purpose]").all()
    }
    assert offered == set(Purpose)
    here.press("[data-purpose=training]")
    here.shows("thanks")
    assert here.asked() == [["scan", CODE, "scanner", {"direction": "in", "purpose": "training"}]]
    here.press("#answer [data-go=ready]")
    here.press("[data-go=purpose]")
    here.press("[data-purpose=information]")
    here.shows("thanks")
    assert here.asked()[-1] == ["visit", "information"]


def test_a_visit_counts_although_the_person_left_before_saying_why(kiosk):
    here = kiosk(facts=station("reception"))
    here.scan()
    here.on("purpose")
    here.scan(OTHER)
    here.until("stub.asked.length === 1")
    assert here.asked()[0][1] == CODE
