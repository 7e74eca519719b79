"""Kiosks that a test may switch on."""

import pytest

from tests.browser.phones import chromium
from tests.kiosks.screens.screen import PHONE, Screen


@pytest.fixture(scope="package")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def kiosk(browser, app):
    screens = []

    def switched_on(lang="fr", size=PHONE, hash_="", **given):
        screens.append(Screen(browser, app, size, lang, given, hash_))
        return screens[-1]

    yield switched_on
    for each in screens:
        each.context.close()
    assert [fault for each in screens for fault in each.faults] == []
