"""A page with one who keeps it, her browser, and what tests press there."""

from portal.core.db import db
from portal.startups.models import CallRequest, StartupMember
from portal.startups.queries import members as queries
from tests.databases import look_again
from tests.factories import people, startups
from tests.people import token_in

HOME = "/fr/founder/members/"
REQUESTS = "/fr/founder/requests/"


def keeper(client, of=None, name="Salma", **other):
    """Someone who keeps a page, signed in; the account and the membership."""
    account = people.account(name=name)
    people.enter(client, account)
    return account, startups.member(of, account, **other)


def send(client, address, fields=None, page=None):
    """Look at the page with the form, fill it in, press."""
    shown = client.get(page or address).text
    return client.post(address, data={"form_token": token_in(shown, address), **(fields or {})})


def fresh(row):
    """The row as it stands in the database now."""
    look_again()
    return db.session.get(type(row), row.id)


def path_of(invited: StartupMember) -> str:
    secret = queries.invitation_secret(fresh(invited))
    return f"{HOME}join/{secret}"


def requests() -> list[CallRequest]:
    look_again()
    return db.session.query(CallRequest).order_by(CallRequest.id).all()
