"""Agreements for tests: an application that was accepted, and the parties who sit at the table."""

import re
from datetime import date, timedelta

import pyotp

from portal.accounts.models import Account, Staff
from portal.accounts.permissions import Role
from portal.agreements import messages, queries
from portal.agreements.models import Agreement
from portal.agreements.operations import drafting, signing
from portal.agreements.operations.drafting import School, Words, Writer
from portal.agreements.operations.signing import Read, Signer
from portal.agreements.states import Party
from portal.applications.models import Application
from portal.core.clock import now
from portal.core.db import db, transaction
from portal.employers.models import Membership
from portal.notifications.models import Message
from tests.databases import look_again
from tests.factories import people
from tests.people import make_staff, token_in

SCHOOL = School("Institut Al Amal", "Mme Idrissi", "stages@alamal.example.ma")
EVERYONE = (Party.PERSON, Party.EMPLOYER, Party.PROGRAMME)
PROGRAMME = "Portail Emploi"

FILLED = {
    "title": "Couturière",
    "kind": "voluntary",
    "goal": "discover",
    "starts_on": "2027-02-01",
    "ends_on": "2027-03-26",
    "hours_per_week": "30",
    "tutor_name": "Karim Bennani",
    "activities": "Coudre",
    "allowance": "1 800",
}


def words(**other) -> Words:
    facts = {
        "kind": "voluntary",
        "title": "Couturière",
        "starts_on": date(2027, 2, 1),
        "ends_on": date(2027, 3, 26),
        "hours_per_week": 30,
        "activities": "Coudre des ourlets\nPréparer les commandes",
        "tutor_name": "Karim Bennani",
        "tutor_role": "chef d'atelier",
        "allowance": 1800,
        "address": "12 rue des Consuls, Salé",
    }
    return Words(**facts | other)


class Table:
    """A person, a firm's member and a counsellor, and their agreement."""

    def __init__(self, *, school=None, sent=True, hub="Rabat", role=Role.COUNSELLOR, **other):
        self.person = people.person(hub=hub)
        self.firm = people.organisation()
        self.member = people.member(self.firm)
        opening = people.opportunity(self.firm)
        self.application = people.application(self.person, opening, state="accepted")
        self.staff = make_staff(role, f"team{self.person.id}@example.org")
        with transaction():
            db.session.get_one(Staff, self.staff.id).hub = hub
        by = Writer(staff_id=self.staff.id)
        with transaction():
            application = db.session.get_one(Application, self.application.id)
            made = drafting.draft(application, words(**other), school, programme=PROGRAMME, by=by)
            if sent:
                drafting.send(made, by=by)
            self.id, self.token, self.number = made.id, made.token, made.number

    @property
    def now(self) -> Agreement:
        look_again()
        return queries.by_id(self.id)

    def seat(self, party):
        return queries.signature(self.now, party)

    @property
    def states(self):
        return {s.party: s.signed_at is not None for s in self.now.signatures}

    def account(self, party) -> Account | None:
        ids = {Party.PERSON: self.person.account_id}
        if party == Party.EMPLOYER:
            ids[party] = db.session.get_one(Membership, self.member.id).account_id
        return db.session.get(Account, ids[party]) if party in ids else None

    def signer(self, party) -> Signer:
        if party == Party.PROGRAMME:
            return Signer(staff=db.session.get_one(Staff, self.staff.id))
        return Signer(account=self.account(party))

    def read(self, name="", version=None) -> Read:
        return Read(name, version or self.now.version, "fr")

    def send_code(self, party, name="Aminata Diallo", version=None) -> str:
        """Ask for a code; the six digits as the message says them."""
        read = self.read(name, version)
        with transaction():
            seat = queries.signature(queries.by_id(self.id, lock=True), party)
            signing.send_code(seat, self.signer(party), read)
        return last_code()

    def sign_with(self, party, typed, *, version=None, signer=None, name=""):
        """Type a code; what is refused, or None."""
        read = self.read(name, version)
        with transaction():
            seat = queries.signature(queries.by_id(self.id, lock=True), party)
            return signing.sign(seat, signer or self.signer(party), read, typed)

    def code_for(self, party) -> str:
        if party == Party.PROGRAMME:
            return totp(self.staff)
        return self.send_code(party, name=f"Nom {party}")

    def sign(self, *parties):
        for party in parties:
            named = "Nom programme" if party == Party.PROGRAMME else ""
            assert self.sign_with(party, self.code_for(party), name=named) is None

    def refuse(self, party, why):
        with transaction():
            seat = queries.signature(queries.by_id(self.id, lock=True), party)
            signing.refuse(seat, self.signer(party), why)

    def change(self, school=None, **other):
        with transaction():
            drafting.change(queries.by_id(self.id, lock=True), words(**other), school)

    def end(self):
        """Its last day was yesterday, and the hour's job has run."""
        from portal.agreements.operations import ending

        with transaction():
            mine = queries.by_id(self.id, lock=True)
            mine.starts_on = now().date() - timedelta(days=30)
            mine.ends_on = now().date() - timedelta(days=1)
        with transaction():
            ending.end_over()


def totp(staff) -> str:
    fresh = db.session.get_one(Staff, staff.id, populate_existing=True)
    with transaction():
        db.session.get_one(Staff, staff.id).totp_step = 0
    return pyotp.TOTP(fresh.totp_secret).now()


def posted(kind=None) -> list[Message]:
    look_again()
    found = db.session.query(Message).order_by(Message.id)
    return [m for m in found if kind is None or m.kind == kind]


def last_code() -> str:
    return posted(messages.CODE)[-1].facts["otp"]


def told(kind) -> set[str]:
    """Which parties were sent this kind of message."""
    return {message.facts["party"] for message in posted(kind)}


def send(client, address, page=None, **form):
    """Fetch a page and send a form of it, as a browser does."""
    html = client.get(page or address).text
    return client.post(address, data={"form_token": token_in(html, address)} | form)


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html).group(1)
