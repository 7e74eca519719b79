"""An employer and a person find each other; and they write it down and sign."""

from datetime import timedelta

import pytest

from portal.accounts.permissions import Role
from portal.agreements import messages
from portal.agreements.models import Agreement
from portal.agreements.states import AgreementState
from portal.applications.models import Disclosure
from portal.core.clock import now
from portal.core.db import db
from portal.opportunities.models import Opportunity
from portal.opportunities.states import OpportunityState
from tests.agreements.table import FILLED, posted, totp
from tests.browser.work import FORM, Walk
from tests.databases import look_again
from tests.factories.people import account, application, member, opportunity, organisation, person
from tests.people import make_staff

WIDE = {"width": 1280, "height": 800}
MOST_FIELDS, MOST_TAPS = 11, 4  # of an opening, from "Our openings" to "Send it"
EMAIL = "karima@example.org"


@pytest.fixture
def staff(rows):
    return make_staff(Role.COUNSELLOR, EMAIL, hub="Rabat")


@pytest.fixture
def she(take_out, app, rows):
    """Someone who sews, with a complete profile and a phone without JavaScript."""
    walk = Walk(take_out(js=False), "fr")
    walk.owner = account(name="Aminata", phone="+212612345678")
    walk.who = person(account=walk.owner)
    walk.is_in(app, walk.owner)
    return walk


def in_days(days: int) -> str:
    return (now() + timedelta(days=days)).date().isoformat()


def only(model):
    look_again()
    return db.session.query(model).one()


def writes_an_opening(boss):
    """From the list of openings to what people will read. Returns the new opening."""
    boss.goto("/employer/opportunities/")
    boss.taps = boss.fields = 0
    boss.press("main a.button[href$='/new']")
    boss.write("trade_words", "couturière")
    boss.choose("kind", "internship")
    boss.press(f"{FORM} .button")
    boss.write("about", "Deux mois à l'atelier, puis peut-être un emploi.")
    boss.write("places", "2")
    boss.write("lasts", "8")
    boss.pick("lasts_unit", "weeks")
    boss.write("pay_from", "1800")
    boss.press(f"{FORM} .button")
    assert boss.page.url.endswith("/preview")
    assert "couturière" in boss.page.locator(".card").inner_text().casefold()
    boss.press("main form[action$='/send'] .button")
    assert boss.fields <= MOST_FIELDS
    assert boss.taps <= MOST_TAPS
    return only(Opportunity)


def registers(boss):
    boss.goto("/employer/")
    boss.comes_in("06 61 22 33 44", "Salma")
    assert boss.page.url.endswith("/employer/organisation/register")
    boss.write("name", "Coopérative Argane d’Agadir")
    boss.pick("form", "cooperative")
    boss.write("city", "Salé")
    boss.pick("sector", "sewing")
    boss.choose("contact_mode", "phone")
    boss.press(f"{FORM} .button")
    assert boss.page.url.endswith("/registered")


def is_checked_at_the_desk(desk, opening):
    """The team looks at the employer, then at the opening."""
    desk.goto("/desk/employers/")
    desk.press("#firms td a")
    desk.ask_axe()
    desk.choose("decision", "verify")
    desk.press("main form[action$='/decide'] .button")
    desk.goto("/desk/opportunities/")
    desk.press(f"main td a[href*='{opening.token}']")
    desk.ask_axe()
    desk.press("main form[action$='/approve'] .button")
    assert only(Opportunity).state == OpportunityState.OPEN


def test_an_opening_is_written_checked_answered_and_a_number_given_and_taken_back(
    take_out, staff, she
):
    boss = Walk(take_out(js=False), "fr")
    desk = Walk(take_out(viewport=WIDE), "fr")
    registers(boss)
    opening = writes_an_opening(boss)
    desk.signs_in_at_the_desk(EMAIL, totp(staff))
    is_checked_at_the_desk(desk, opening)

    she.goto(f"/opportunities/{opening.slug}/")
    she.press("main a.button[href$='/apply']")
    she.press(f"{FORM} .button")

    boss.goto("/employer/")
    boss.press(".choices a[href*='/applicants/']")
    boss.ask_axe()
    assert "612345678" not in boss.page.content().replace(" ", "")
    applicant = boss.page.url
    boss.press("main a.button[href$='/meeting']")
    boss.write("meeting_at", f"{in_days(7)}T10:00")
    boss.write("where", "12, rue des Consuls, Salé")
    boss.press(f"{FORM} .button")

    she.goto("/me/applications/")
    she.press(".choices a[href*='/applications/']")
    she.ask_axe()
    assert "rue des Consuls" in she.page.locator("#said").inner_text()
    hers = she.page.url
    she.press("main a.button[href$='/number']")
    she.press("main form[action$='/number'] .button")

    boss.comes_back(applicant)
    boss.press("main form[action$='/number'] .button")
    assert boss.page.locator("main a[href='tel:+212612345678']").count() == 1
    number = boss.page.url
    she.comes_back(hers)
    she.press("main form[action$='/take-back'] .button")
    assert boss.page.goto(number).status == 404
    boss.comes_back(applicant)
    assert "612345678" not in boss.page.content().replace(" ", "")
    assert boss.page.locator("main form[action$='/number']").count() == 0
    assert only(Disclosure).withdrawn_at is not None


def has_a_code_sent_and_signs(walk, name):
    """Whole name, code by message, and the six digits."""
    walk.press("main a.button[href$='/sign']")
    walk.write("name", name, "#sign form")
    walk.press("#sign form .button[name=send]")
    walk.ask_axe()
    walk.write("code", posted(messages.CODE)[-1].facts["otp"], "#sign form")
    walk.press("#sign form .button:not(.second)")
    assert walk.page.url.endswith("/")


def writes_an_agreement(boss):
    """From the list of who was accepted to a text that waits for its signatures."""
    boss.goto("/employer/agreements/")
    boss.press("#waiting a.card")
    agreed = FILLED | {"starts_on": in_days(9), "ends_on": in_days(60)}
    for name in ("kind", "goal"):
        boss.choose(name, agreed.pop(name), "#write")
    for name, value in agreed.items():
        boss.write(name, value, "#write")
    boss.press("#write form .button")
    boss.ask_axe()
    boss.press("main form[action$='/send'] .button")
    return only(Agreement)


def test_an_agreement_is_written_signed_by_three_and_kept_as_a_paper(take_out, app, staff, she):
    mine = member(organisation(), account=account(name="Salma", phone="+212661223344"))
    opening = opportunity(mine.organisation)
    application(she.who, opening, state="accepted")
    boss = Walk(take_out(), "fr")
    boss.is_in(app, mine.account)
    desk = Walk(take_out(viewport=WIDE), "fr")
    agreement = writes_an_agreement(boss)

    she.goto("/me/agreements/")
    she.press("#agreements a.card")
    has_a_code_sent_and_signs(she, "Aminata Diallo")
    has_a_code_sent_and_signs(boss, "Salma Idrissi")
    desk.signs_in_at_the_desk(EMAIL, totp(staff))
    desk.goto(f"/desk/agreements/{agreement.token}/")
    desk.press("main a.button[href$='/sign']")
    desk.write("name", "Karima Alami", "#sign form")
    desk.write("code", totp(staff), "#sign form")
    desk.press("#sign form .button")
    assert only(Agreement).state == AgreementState.SIGNED

    she.comes_back(she.page.url)
    assert she.page.locator("#seats .right").count() == 3
    paper = she.page.locator("main a[href$='/agreement.pdf']").get_attribute("href")
    kept = she.phone.context.request.get(paper)  # with her cookies; the page would show it
    assert kept.body().startswith(b"%PDF")
