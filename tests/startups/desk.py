"""What tests do as the team: look at a page, decide, bring lists in."""

from portal.core.db import db, transaction
from portal.startups.models import Startup, StartupReport
from portal.startups.operations import checking
from portal.startups.states import Decision
from tests.factories.startups import member, photo, product, startup
from tests.lists import multipart
from tests.people import token_in

DESK = "/fr/desk/startups/"
DIRECTORY = DESK + "directory/"


def again(row):
    """The row as it is in the database now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(type(row), row.id)


def decide(startup, decision, note="", *, photo="", staff_id=1, seen=None) -> Startup:
    """The team decides, having seen the page as it stands."""
    fresh = again(startup)
    ruling = checking.Ruling(
        Decision(decision), note, fresh.version if seen is None else seen, staff_id, photo
    )
    with transaction():
        checking.decide(fresh, ruling)
    return again(startup)


def reported(startup, **other) -> StartupReport:
    with transaction():
        row = StartupReport(startup_id=startup.id, reason="photo", **other)
        db.session.add(row)
    return row


def change(startup, **facts) -> Startup:
    """Past the portal: as it might stand in the database."""
    with transaction():
        row = db.session.get(Startup, startup.id)
        for name, value in facts.items():
            setattr(row, name, value)
    return again(startup)


def press(client, page, action, **form):
    """Send the form with this action that stands on a page."""
    return client.post(action, data=form | {"form_token": token_in(client.get(page).text, action)})


def rule(client, startup, **form):
    """Decide as a member of the team does, on the page."""
    page = f"{DESK}{startup.token}/"
    action = page + "decide"
    text = client.get(page).text
    seen = text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    token = token_in(text, action)
    return client.post(action, data={"seen": seen, "form_token": token} | form)


def bring(client, content, token=None, **other):
    """Open the page as a person does, choose a file, send it."""
    address = DIRECTORY + "list"
    token = token or token_in(client.get(address).text, address)
    return client.post(address, **multipart({"form_token": token, **other}, content))


def whole(**other) -> Startup:
    """A page that lacks nothing."""
    one = startup(photos=[photo()], products=[product()], line={"fr": "Robes", "ar": "فساتين"})
    member(one)
    return one
