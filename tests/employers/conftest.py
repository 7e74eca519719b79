"""An owner and a colleague, each in a browser."""

import pytest

from tests.employers.firms import firm
from tests.factories import people


@pytest.fixture
def owner(client):
    """Salma, signed in; her organisation."""
    salma = people.account(name="Salma")
    people.enter(client, salma)
    return firm(salma, name="Atelier Nour")


@pytest.fixture
def karim(app):
    """Someone else, in a browser of his own."""
    account = people.account(name="Karim")
    browser = app.test_client()
    people.enter(browser, account)
    return account, browser
