"""What tests do as a person who fills her profile in."""

import re

from portal.core.db import db
from portal.people import queries
from tests.factories.people import account, enter
from tests.people import token_in

HERE = "/me/profile/"
TRADE = {"words": "couturière", "learned": "informal_job", "band": "1to2", "trade": "dressmaker"}
LANGUAGES = {
    "language": ["fr", "ary", "en"],
    "spoken": ["good", "little", "none"],
    "written": ["little", "none", "none"],
}
PLACE = {"city": "Sale", "travel": "around", "other": ["rabat"]}
WISHES = {"wants": ["internship", "job"], "start": "now", "hours": ["mornings"], "per_week": "20"}


def send(client, path, action="", *, lang="fr", **typed):
    """Fetch a page and send the form on it, as a person does."""
    address = f"/{lang}{path}"
    action = f"/{lang}{action}" if action else address
    page = client.get(address)
    assert page.status_code == 200, page.headers
    return client.post(action, data={**typed, "form_token": token_in(page.text, action)})


def begun(client, **about):
    """Someone signed in who has begun her profile; returns her account."""
    owner = account(**about)
    enter(client, owner)
    answer = send(client, HERE, HERE + "begin", name=owner.name)
    assert answer.headers["Location"] == "/fr/me/profile/trades/"
    return owner


def of(owner):
    """The person behind an account, as the database has her now."""
    db.session.rollback()
    db.session.expire_all()
    return queries.person_of(owner.id)


def boxes(html, name):
    """The values that may be ticked or sent under this name."""
    return re.findall(rf'name="{name}" value="([^"]+)"', html)


def ticked(html, name):
    """Those that are."""
    return re.findall(rf'name="{name}" value="([^"]+)"(?: id="\w+")? checked', html)
