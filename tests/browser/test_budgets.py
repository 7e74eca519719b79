"""Bytes, requests and page loads in real Chromium, as they pass on the wire."""

import pytest

from portal.demo_words import EVENTS
from portal.web.locale import LANGUAGES
from tests import budgets
from tests.factories.events import EventFactory, PlaceFactory, SessionFactory


@pytest.fixture
def fair(rows):
    """A fair as large as the demonstration's: two days, five sessions, four languages."""
    words = EVENTS[0]
    event = EventFactory(title=words["title"], about=words["about"], mode="hybrid")
    name, address, point = words["places"][0]
    place = PlaceFactory(event=event, name=name, address=address, map_point=point)
    for _, _, _, capacity, where, title in words["sessions"]:
        SessionFactory(
            event=event, place=None if where is None else place, capacity=capacity, title=title
        )
    return event


def settle(phone):
    """Wait until the page has loaded everything that it wants."""
    phone.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_first_visit_is_light(take_out, relay, fair, lang):
    most_bytes, most_requests = budgets.most("everything a first visit")
    phone = take_out(relay.url)
    phone.goto(f"/{lang}/events/{fair.slug}/")
    settle(phone)
    assert relay.size <= most_bytes
    assert relay.requests <= most_requests


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("row", "js", "from_home"),
    [
        ("from the fair's page to the badge", True, False),
        ("the same with JavaScript off", False, False),
        ("from the home page to the badge", True, True),
    ],
)
def test_the_way_to_the_badge_is_light(take_out, relay, fair, lang, row, js, from_home):
    most_bytes, *most = budgets.most(row)
    most_pages, most_requests = most or budgets.most("from the fair's page")[1:]
    phone = take_out(relay.url, js=js)
    if from_home:
        phone.goto(f"/{lang}/")
        phone.press(f"a[href='/{lang}/events/{fair.slug}/']")
    else:
        phone.goto(f"/{lang}/events/{fair.slug}/")
    phone.register()
    if js:
        phone.kept_badge()
    settle(phone)
    assert relay.size <= most_bytes
    assert relay.pages <= most_pages
    assert relay.requests <= most_requests, relay.answers
