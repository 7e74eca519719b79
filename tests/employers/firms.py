"""What tests do as an employer: register, invite, press buttons."""

from itertools import count

from portal.core.db import committed, db, transaction
from portal.employers import queries
from portal.employers.models import Membership, Organisation
from portal.employers.operations import checking, members, registering
from portal.employers.operations.registering import Facts
from portal.employers.states import Decision
from tests.factories import people
from tests.people import token_in

HOME = "/fr/employer/organisation/"
ICE = "001561191000066"  # published by a company: see portal/employers/rules.py
OTHER_ICE = "002136093000040"
_numbers = count(1)


def typed(**other) -> dict:
    """The registration form, filled in well."""
    good = {
        "name": "Atelier Zitoun",
        "form": "cooperative",
        "ice": "001 561 191 0000 66",
        "city": "sala",
        "sector": "sewing",
        "contact_mode": "whatsapp",
        "phone": "06 61 22 33 44",
        "contact_name": "Salma",
        "introductions": "4",
    }
    return good | other


def facts(**other) -> Facts:
    good = {
        "name": f"Atelier {next(_numbers)}",
        "form": "sarl",
        "ice": None,
        "city": "Rabat",
        "sector": "sewing",
        "contact_mode": "phone",
        "contact_phone": people.phone(),
    }
    return Facts(**good | other)


def firm(owner=None, **other) -> Membership:
    """An organisation that waits to be checked, and its owner."""
    owner = owner or people.account(name="Salma")

    def deed():
        made = registering.register(facts(**other), owner)
        return db.session.query(Membership).filter_by(organisation_id=made.id).one()

    mine = committed(deed)
    assert mine.organisation.id
    return mine


def decide(organisation, decision, note="", staff_id=1, seen=None):
    """Staff decide, having seen the organisation as it stands."""
    db.session.rollback()
    fresh = db.session.get(Organisation, organisation.id, populate_existing=True)
    ruling = checking.Ruling(
        Decision(decision), note, fresh.version if seen is None else seen, staff_id
    )
    with transaction():
        checking.decide(fresh, ruling)
    return again(organisation)


def again(row):
    """The row as it is in the database now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(type(row), row.id)


def invited(organisation, name="Karim"):
    with transaction():
        return members.invite(again_in(organisation), name)


def again_in(row):
    return db.session.get(type(row), row.id)


def send(client, address, form, page=None):
    """Open the page as a person does, fill its form, send it."""
    token = token_in(client.get(page or address).text, address)
    return client.post(address, data=form | {"form_token": token})


def press(client, page, action, **form):
    return send(client, action, form, page)


def path_of(invitation) -> str:
    return f"{HOME}join/{queries.invitation_secret(invitation)}"


def join(browser, invitation):
    address = path_of(invitation)
    return send(browser, address, {})


def joined(organisation, account):
    """A member who is no owner."""
    with transaction():
        made = members.invite(again_in(organisation), "x")
        secret = queries.invitation_secret(made)
    with transaction():
        return members.accept(secret, account)
