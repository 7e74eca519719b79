"""One kiosk: what is on its screen, and what people do there."""

import json
from time import monotonic

from axe_playwright_python.sync_playwright import Axe

from portal.core import codes
from portal.kiosks import texts
from portal.settings import ROOT
from tests.people import spoken

JS = ROOT / "static" / "js"
HERE = ROOT / "tests" / "kiosks" / "screens"
STUB = "station"
REAL = ("codes", "rules", "wedge", STUB)
FACE = ("words", "sounds", "label", "pad", "answers", "frame", "screens")
HOST = "http://localhost"
CODE = "7K3M9QX" + codes.check_character("7K3M9QX")
OTHER = "4444444" + codes.check_character("4444444")
PHONE, TABLET, LAPTOP = (360, 640), (800, 1280), (1280, 800)
WIDER_OR_HIGHER = """() => [document.documentElement.scrollWidth - innerWidth,
                            document.documentElement.scrollHeight - innerHeight]"""
SMALLER_THAN_A_THUMB = """() => [
    ...document.querySelectorAll("button, input:not([type=radio]), .tongues label"),
  ]
  .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < 44 || box.width < 44))
  .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
# Faster than any hand, and than a driver from outside could.
TYPE = """code => {
  const keys = [...code, "Enter"].map((key) => {
    const place = key.length > 1 ? key : /[0-9]/.test(key) ? `Digit${key}` : `Key${key}`;
    return new KeyboardEvent("keydown", {key, code: place, bubbles: true, cancelable: true});
  });
  for (const one of keys) document.activeElement.dispatchEvent(one);
}"""
# Each tone that is played, and each sheet that is printed.
LISTEN = """() => {
  self.tones = [];
  self.timers = [];
  const wait = self.setTimeout; // a busy machine looks at an answer later than a person
  self.setTimeout = (deed, time, ...more) => {
    self.timers.push(time);
    return wait(deed, time < 1500 ? time : 5 * time, ...more);
  };
  self.printed = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    self.tones.push(this.frequency.value);
    start.call(this, at);
  };
  self.print = () =>
    self.printed.push([...document.querySelectorAll("#label > *")].map((e) => e.textContent));
}"""


def script() -> str:
    """js/kiosk.js with another station."""
    parts = [JS / "lean-qr-2.7.4.min.js"]
    parts += [HERE / "station.js" if p == STUB else JS / "kiosk" / f"{p}.js" for p in REAL]
    parts += [JS / "kiosk" / f"{part}.js" for part in FACE]
    return ";\n".join(path.read_text() for path in parts)


class Screen:
    """One kiosk: what is on it, and what people do."""

    def __init__(self, browser, app, size, lang, given, hash_=""):
        width, height = size
        self.app, self.lang = app, lang
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, service_workers="block"
        )
        self.context.set_default_timeout(20_000)
        self.context.route("**/*", self.answer)
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self.note)
        self.context.add_init_script(f"self.given = {json.dumps(given)}; ({LISTEN})();")
        self.page.goto(f"{HOST}/{lang}/kiosk/{hash_}")
        self.page.locator("body:not([data-screen=wait])").wait_for()

    def answer(self, route):
        address = route.request.url.removeprefix(HOST)
        if "/js/kiosk." in address:
            return route.fulfill(body=script(), content_type="text/javascript")
        with self.app.test_client().get(address) as got:
            facts = {"status": got.status_code, "headers": dict(got.headers), "body": got.data}
        return route.fulfill(**facts)

    def note(self, message):
        if message.type in {"error", "warning"}:
            self.faults.append(message.text)

    def say(self, key, lang=None):
        """The sentence of this key, up to its first fact."""
        return spoken(self.app, texts.EVERY[key], lang or self.lang).split("%(")[0].strip()

    @property
    def name(self):
        return self.page.evaluate("document.body.dataset.screen")

    @property
    def light(self):
        return self.page.evaluate("document.body.dataset.light ?? ''")

    def text(self, selector):
        said = self.page.locator(selector).text_content().translate({0x2068: None, 0x2069: None})
        return " ".join(said.split())

    def press(self, selector):
        self.page.click(f"{selector} >> visible=true")

    def pad(self, code=CODE):
        if self.page.locator("#type").is_visible():
            self.press("#type")
        for character in code:
            self.press(f".keys button:text-is('{character}')")

    def scan(self, code=CODE):
        """A scanner that types."""
        self.page.evaluate(TYPE, code)

    def told(self, **outcome):
        """What the station says of the next code."""
        self.page.evaluate("next => { stub.next = next }", outcome)

    def asked(self):
        return self.page.evaluate("stub.asked")

    def on(self, screen):
        self.page.locator(f"body[data-screen={screen}]").wait_for()

    def until(self, expression):
        """Asks again and again: wait_for_function would evaluate text, which the page forbids."""
        ends = monotonic() + 20
        while not self.page.evaluate(expression):
            assert monotonic() < ends, expression
            self.page.wait_for_timeout(20)

    def shows(self, verdict):
        """Waits for the answer that has this verdict's word."""
        self.on("answer")
        lang = self.page.locator("#answer").get_attribute("lang")
        word = self.page.locator("#answer h2")
        word.filter(has_text=self.say(f"word_{verdict}", lang)).wait_for()

    def ask_axe(self):
        found = Axe().run(self.page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], self.name

    def fits(self):
        assert max(self.page.evaluate(WIDER_OR_HIGHER)) <= 0, self.name
        small = self.page.evaluate(SMALLER_THAN_A_THUMB)
        assert small == [], (self.name, small)


def station(kind="door", **more):
    return {"kiosk": {"station": kind, **more}}
