"""What people do on their way to work: come by the door, fill a profile, open an organisation.

Nothing is found by its words: they are other ones in every language.
"""

from axe_playwright_python.sync_playwright import Axe

from portal.accounts.guards import cookie_name
from portal.accounts.models import Account
from portal.accounts.operations import sessions
from portal.core.db import db, transaction
from tests.accounts.walking import last_code
from tests.browser.phones import Phone
from tests.browser.test_access import WIDER_THAN_THE_SCREEN
from tests.people import PASSWORD

PIN = "482915"
FIRST = "form[action$='/sign-in/first']"
FORM = "main form[novalidate]"
axe = Axe()


class Walk:
    """One person with a phone, who looks at every page that she comes to."""

    def __init__(self, phone: Phone, lang: str) -> None:
        self.phone, self.page, self.lang = phone, phone.page, lang
        self.taps = self.fields = 0

    def goto(self, path: str) -> None:
        self.phone.goto(f"/{self.lang}{path}")
        self.look()

    def comes_back(self, address: str) -> None:
        """To a whole address, where she was before."""
        self.page.goto(address)
        self.look()

    def press(self, selector: str) -> None:
        self.taps += 1
        self.phone.press(selector)
        self.look()

    def write(self, name: str, value: str, form: str = FORM) -> None:
        self.fields += 1
        self.page.fill(f"{form} [name={name}]", value)

    def choose(self, name: str, value: str = "", form: str = FORM) -> None:
        """Tick a box, or one of several."""
        self.fields += 1
        which = f"[value='{value}']" if value else ""
        self.page.locator(f"{form} [name={name}]{which}").first.check()

    def pick(self, name: str, value: str) -> None:
        """Choose from a list that opens."""
        self.fields += 1
        self.page.locator(f"{FORM} select[name={name}]").first.select_option(value)

    def open(self, summary: str) -> None:
        self.taps += 1
        self.page.locator(summary).first.click()

    def look(self) -> None:
        """The page is whole, in her language, as wide as the phone and in the right direction."""
        page = self.page
        assert page.locator("main h1").count() >= 1, page.url
        whole = page.locator("html")
        assert whole.get_attribute("lang") == self.lang, page.url
        assert whole.get_attribute("dir") == ("rtl" if self.lang == "ar" else "ltr"), page.url
        wide = page.evaluate(WIDER_THAN_THE_SCREEN)
        assert wide == [], (page.url, wide)

    def ask_axe(self) -> None:
        """What screen readers would stumble on: axe needs JavaScript, so it has its own phone."""
        context = self.phone.context
        assert context.browser
        with context.browser.new_context(
            storage_state=context.storage_state(), viewport=self.page.viewport_size
        ) as same:
            page = same.new_page()
            page.goto(self.page.url)
            found = axe.run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], self.page.url

    def comes_in(self, phone: str, name: str) -> None:
        """Her first visit, from the page that asks for a number to wherever it leads."""
        self.write("phone", phone)
        self.press(f"{FORM} > .button")
        self.write("code", last_code())
        self.press(f"{FORM} .button")
        self.open(f"details:has({FIRST}) summary")
        self.write("name", name, FIRST)
        self.write("new_pin", PIN, FIRST)
        self.write("new_pin_again", PIN, FIRST)
        self.choose("keep", form=FIRST)
        self.press(f"{FIRST} .button")

    def is_in(self, app, owner: Account) -> None:
        """Her phone is signed in already."""
        with transaction():
            token = sessions.open_for(db.session.get_one(Account, owner.id))
        with app.test_request_context():
            name = cookie_name("me")
        self.phone.context.add_cookies([{"name": name, "value": token, "url": self.phone.url}])

    def signs_in_at_the_desk(self, email: str, otp: str) -> None:
        self.goto("/desk/sign-in")
        self.write("email", email)
        self.write("password", PASSWORD)
        self.write("otp", otp)
        self.press(f"{FORM} .button")

    def fills_five_steps(self, trade: str, city: str, *, js: bool) -> None:
        """From the page that asks what to be called, to the complete profile."""
        self.press(f"{FORM} .button")
        self._writes_trade(trade, js=js)
        self.press("main a.button")
        self.choose("skill")
        self.press(f"{FORM} .button")
        self.pick("spoken", "good")
        self.press(f"{FORM} .button:not(.second)")
        self.write("city", city)
        self.choose("travel", "around")
        self.press(f"{FORM} .button")
        self.choose("wants", "internship")
        self.choose("start", "now")
        self.press(f"{FORM} .button")
        assert self.page.url.endswith("/me/profile/")
        assert self.page.locator("progress").get_attribute("value") == "5"

    def _writes_trade(self, trade: str, *, js: bool) -> None:
        self.page.locator(f"{FORM} [name=words]").press_sequentially(trade)
        if js:  # the trades come while she types
            self.page.locator("#found .pick").first.wait_for()
            self.choose("trade")
        self.choose("learned", "informal_job")
        self.choose("band", "3to5")
        self.press(f"{FORM} .button")
        if not js:
            self.choose("trade")
            self.press(f"{FORM} .button")
