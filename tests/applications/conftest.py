"""What tests of applications begin with: a cook, a workshop, its opening."""

from types import SimpleNamespace

import pytest

from tests.factories import people


@pytest.fixture
def scene(rows):
    """A person whose profile is complete, a firm with one member, an open opening."""
    firm = people.organisation()
    return SimpleNamespace(
        person=people.person(),
        firm=firm,
        member=people.member(firm),
        opening=people.opportunity(firm),
    )


@pytest.fixture
def employer(app, scene):
    """The browser of the member."""
    browser = app.test_client()
    people.enter(browser, scene.member.account)
    return browser


@pytest.fixture
def person(client, scene):
    """The browser of the person, which checks each page it is shown."""
    people.enter(client, scene.person.account)
    return client
