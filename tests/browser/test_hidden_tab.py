"""A page that refreshes itself asks for nothing while nobody looks at it."""

import pytest

from portal.settings import ROOT

HERE = "http://door.example/"
PART = (
    f'<section id="live" hx-get="{HERE}part" hx-swap="outerMorph"'
    ' hx-trigger="every 1s, visibilitychange from:document">there</section>'
)
PAGE = f"""<!doctype html><title>Door</title>{PART}
<script src="{HERE}htmx-4.0.1.min.js"></script><script src="{HERE}live.js"></script>"""


@pytest.fixture
def tab(browser):
    """The page, and how often it asked for its part."""
    page = browser.new_page()
    page.asked = 0

    def answer(route):
        name = route.request.url.removeprefix(HERE)
        if name.endswith(".js"):
            return route.fulfill(path=ROOT / "static/js" / name)
        page.asked += name == "part"
        return route.fulfill(content_type="text/html", body=PART if name else PAGE)

    page.route("**/*", answer)
    page.goto(HERE)
    yield page
    page.close()


def test_a_hidden_tab_is_silent_and_asks_at_once_when_it_is_looked_at_again(tab):
    tab.wait_for_timeout(1500)
    assert tab.asked >= 1
    tab.evaluate("Object.defineProperty(document, 'hidden', {get: () => self.away})")
    tab.evaluate("self.away = true")
    tab.wait_for_timeout(300)
    before = tab.asked
    tab.wait_for_timeout(2500)
    assert tab.asked == before
    tab.evaluate("self.away = false; document.dispatchEvent(new Event('visibilitychange'))")
    tab.wait_for_timeout(500)
    assert tab.asked > before
