"""On a phone: agree to be matched, read why, say no and put it back, say yes."""

import pytest

from portal.applications.models import Application
from portal.core.db import db
from tests.browser.work import FORM, Walk
from tests.databases import look_again
from tests.factories import people
from tests.matching.scene import LACKS, fresh

CONSENT = "form[action$='/suggestions/consent']"


@pytest.mark.parametrize(("js", "lang"), [(True, "fr"), (False, "ar")])
def test_from_the_yes_to_suggestions_to_the_yes_to_one(app, rows, take_out, js, lang):
    who = people.person(hub="Rabat")
    opening = people.opportunity(trade="dressmaker", skills=["cutting-fabric"])
    she = Walk(take_out(js=js), lang)
    she.is_in(app, who.account)
    she.goto("/me/")
    she.press("main a[href$='/me/suggestions/']")
    she.ask_axe()
    she.press(f"{CONSENT} button[value=yes]")
    she.ask_axe()  # we are looking

    found = people.suggestion(who, opening, missing=LACKS)
    she.goto("/me/suggestions/")
    she.ask_axe()
    she.press("article.card h2 a")
    she.ask_axe()
    one = she.page.url
    she.open("details summary")
    she.choose("reason", "far")
    she.write("words", "Deux bus")
    she.press("form[action$='/no'] button")
    assert fresh(found).reason == "far"
    she.press("form[action$='/back'] button")
    assert she.page.url == one
    she.press("form[action$='/later'] button")
    she.press("main ul.choices a")
    she.press("main a.button[href$='/yes']")
    she.ask_axe()
    she.press(f"{FORM} .button")
    look_again()
    made = db.session.query(Application).one()
    assert (made.person_id, made.opportunity_id) == (who.id, opening.id)
    she.press(f"main a.button[href$='/{made.token}/']")
