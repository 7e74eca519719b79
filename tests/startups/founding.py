"""What tests do as a founder who fills her page in."""

from portal.core.db import db
from portal.startups.models import Startup
from portal.startups.states import StartupState
from tests.factories import startups
from tests.factories.people import account, enter
from tests.people import token_in

HERE = "/fr/founder/"
PAGE = "/fr/founder/page/"
WORK = {
    "name": "Atelier Baobab",
    "form": "cooperative",
    "language": "fr",
    "trade_words": "couturière",
    "line_fr": "Robes en wax, cousues à Salé",
    "about_fr": "Nous sommes cinq.",
}
PLACE = {"city": "Sale", "area_fr": "Rabat, Salé", "address": ""}
HOURS = {"days": ["mon", "tue"], "same_1": "9", "same_2": "13h", "same_3": "15:00", "same_4": "19"}
CONTACT = {"phone": "06 61 23 45 67", "same": "y", "instagram": "@baobab"}
PRODUCT = {"name_fr": "Sac en wax", "price_from": "120", "unit": "piece"}


def draft(**other) -> Startup:
    """A page that was only begun."""
    empty = {
        "line": {},
        "about": {},
        "area": {},
        "city": "",
        "city_code": "",
        "address": "",
        "phone": None,
        "phone_index": None,
        "whatsapp": None,
        "hours": {},
        "hours_at": None,
        "steps": [],
        "published_at": None,
        "trade_words": "",
        "sector": "",
    }
    return startups.startup(**{**empty, "state": StartupState.DRAFT, **other})


def founder(client, page: Startup, **about):
    """Somebody who keeps this page is signed in on this phone."""
    owner = account(**about)
    startups.member(page, owner)
    enter(client, owner)
    return owner


def send(client, address, action="", /, **typed):
    """Fetch a page and send the form on it, as a person does. Lists are sent value by value."""
    shown = client.get(address)
    assert shown.status_code == 200, (address, shown.status_code, shown.headers)
    action = action or address
    sent = {"form_token": token_in(shown.text, action), "seen": seen_on(shown.text), **typed}
    return client.post(action, data=sent)


def seen_on(html: str) -> str:
    """The print of a screen as it was shown."""
    _, found, after = html.partition('name="seen" form="step" value="')
    return after.partition('"')[0] if found else ""


def now_of(page: Startup) -> Startup:
    """The page as the database has it."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Startup, page.id)
